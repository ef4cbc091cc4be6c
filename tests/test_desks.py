"""docs/desks.md answers every line of what users found, and names tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
ANSWERS = {"mended", "part", "otherwise", "not yet"}


def lines() -> list[list[str]]:
    """The cells of every row of every table, without the heads."""
    rows = re.findall(r"^\| (.+) \|$", (ROOT / "docs" / "desks.md").read_text(encoding="utf-8"), re.M)
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    return [row for row in cells if "answer" not in row and set("".join(row)) != {"-"}]


def test_every_line_has_one_answer_and_a_mended_one_its_test():
    for row in lines():
        (answer,) = [cell for cell in row if cell in ANSWERS]
        named = row[-1].split(", ") if row[-1] else []
        assert answer in ("otherwise", "not yet") or named, row
        assert answer == "mended" or len(row[-2]) > 10, row  # what is not so says why
        for path in named:
            assert (ROOT / path).is_file(), path
