"""How long a folder of Word plans takes, and how much memory the largest process uses."""

from __future__ import annotations

import resource
import tempfile
from pathlib import Path
from time import perf_counter

import docx

from guatu.store.batch import compile_folder
from guatu.store.example import example_city

FILES, JOBS = 100, 2


def measure() -> dict[str, float]:
    """Seconds for `FILES` different .docx of a whole plan with `JOBS` processes, reading and writing included."""
    lines = example_city().plan_path.read_text(encoding="utf-8").splitlines()
    with tempfile.TemporaryDirectory(prefix="guatu-bench-") as folder:
        plans = Path(folder) / "plans"
        plans.mkdir()
        for number in range(FILES):
            document = docx.Document()
            for line in (f"第{number + 1}份", *lines):
                document.add_paragraph(line)
            document.save(str(plans / f"{number:03}.docx"))
        begun = perf_counter()
        summary = compile_folder(plans, Path(folder) / "out", jobs=JOBS)
        took = perf_counter() - begun
    return {
        "word_files": summary.counts.total(),
        "processes": JOBS,
        "seconds": round(took, 2),
        "commitments": summary.commitments,
        "largest_process_mb": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, 1),
    }
