"""`make bench`: one JSON object on standard output.

Absolute times depend on the machine. What can be compared between machines are the ratios, each taken in one run:
the compiler against a two-line regular expression that only finds numbers, units and the nearest year, a load against a
bare insert. `python -m bench.store 1000000` loads a million figures.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import compiling, desk, folders, lists, pages, printing, searching, starting, store


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="guatu-bench-") as home:
        os.environ["GUATU_HOME"] = home
        subprocess.run([sys.executable, "-m", "guatu", "load", "example"], check=True, stdout=subprocess.DEVNULL)
        result = {
            "machine": {"python": platform.python_version(), "processors": os.cpu_count()},
            "compile": compiling.measure(),
            "printing": printing.measure(),
            "cold_start": starting.measure(Path(home)),
            "folder": folders.measure(),
            "pages": pages.measure(),
            "desk": desk.measure(),
            "search": searching.measure(),
            "lists": lists.measure(),
            "store": store.measure(),
            "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        }
    json.dump(result, sys.stdout, ensure_ascii=False, indent=2)
    print()


if __name__ == "__main__":
    main()
