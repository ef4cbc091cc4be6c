"""How long a person waits for the command line, from a cold process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bench.timing import seconds


def measure(home: Path) -> dict[str, float]:
    """Seconds from starting the process to its end; the store in `home` holds the example city."""

    def run(*words: str) -> None:
        subprocess.run([sys.executable, "-m", "guatu", *words], check=True, stdout=subprocess.DEVNULL, cwd=home)

    bare = seconds(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), runs=5)
    status = seconds(lambda: run("status", "--as-of", "2026-11-22", "--format", "json"), runs=5)
    return {
        "python_alone_seconds": round(bare, 3),
        "guatu_status_seconds": round(status, 3),
        "times_python_alone": round(status / bare, 1),
    }
