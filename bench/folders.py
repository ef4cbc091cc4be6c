"""How long a folder of Word plans takes, and how much memory its processes use."""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import perf_counter

import docx

from bench.memory import peak
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
        summary, all_mb, largest_mb = peak(lambda: compile_folder(plans, Path(folder) / "out", jobs=JOBS))
        took = perf_counter() - begun
    return {
        "word_files": summary.counts.total(),
        "processes": JOBS,
        "seconds": round(took, 2),
        "commitments": summary.commitments,
        "all_processes_mb": round(all_mb, 1),
        "largest_process_mb": round(largest_mb, 1),
    }
