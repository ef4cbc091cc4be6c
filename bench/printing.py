"""What writing a long plan as JSON adds to compiling it."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable
from contextlib import redirect_stderr
from dataclasses import asdict
from pathlib import Path
from time import process_time

from bench import timing
from guatu.cli import main
from guatu.core.codec import json_text
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.published import published
from guatu.store.example import example_city

CHARACTERS = 500_000
RUNS = 5


def seconds(work: Callable[[], object]) -> float:
    return timing.seconds(work, runs=RUNS, clock=process_time)


def measure() -> dict[str, float]:
    """The whole command `guatu compile --format json`, reading and writing included, against the compilation alone.

    Seconds of the processor. The last ratio is the standard library (asdict, json) against the codec on like values.
    """
    text = example_city().plan_path.read_text(encoding="utf-8")
    long = "\n".join([text] * (CHARACTERS // len(text) + 1))
    plan = compile_plan(long)
    with tempfile.TemporaryDirectory(prefix="guatu-bench-") as folder:
        path, out = Path(folder) / "方案.txt", Path(folder) / "方案.json"
        path.write_text(long, encoding="utf-8")
        alone = seconds(lambda: compile_plan(long))
        with redirect_stderr(io.StringIO()):  # “written” for each run
            command = seconds(lambda: main(["compile", str(path), "--format", "json", "--out", str(out)]))
        written = out.stat().st_size
    ours = seconds(lambda: json_text(published(plan)))
    few = plan.commitments[:1000]
    library = seconds(lambda: json.dumps([asdict(c) for c in few], default=str, ensure_ascii=False))
    codec = seconds(lambda: json_text(few))
    return {
        "characters": len(long),
        "bytes_written": written,
        "compiling_seconds": round(alone, 3),
        "command_times_compiling": round(command / alone, 2),
        "publishing_times_compiling": round(ours / alone, 2),
        "standard_library_times_codec": round(library / codec, 1),
    }
