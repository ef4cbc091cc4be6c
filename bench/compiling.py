"""How fast a plan's text becomes a ledger, and how that grows with its length."""

from __future__ import annotations

import re

from bench.timing import seconds
from guatu.core.plan.compiler import compile_plan
from guatu.store.example import example_city

UNITS = "亿元|万元|元|%|个|家|户|万件|万吨|公里|人|项|所|场|名"
NUMBER_UNIT = re.compile(rf"(\d+(?:\.\d+)?)\s*(万|亿)?({UNITS})")
PIECES = (
    "建成园区3个。\n",
    "建成园区3个，",
    "建成园区3个、",
    "从5",
    "在5",
    "指标|2027年\n",
    "新建3座。（市工信局牵头）",
    "年均",
    "“1+N”",
    "2024年达到10个",
    "总量达到1个，增速达到1%，",
    "1\t2\n",
)
YEAR = re.compile(r"20\d{2}年")


def two_line_yardstick(text: str) -> list[tuple[str, str, str]]:
    """What a quick script would do: each number with a known unit, and the nearest year before it."""
    years = [(m.start(), m.group()) for m in YEAR.finditer(text)]
    return [
        (m.group(1), m.group(3), next((year for at, year in reversed(years) if at < m.start()), ""))
        for m in NUMBER_UNIT.finditer(text)
    ]


def worst_of_pieces() -> tuple[str, float]:
    """The piece that eight times as much of slows down most, and how many times longer it takes."""
    times = {piece: _compiling(piece * 4000) / _compiling(piece * 500) for piece in PIECES}
    worst = max(times, key=lambda piece: times[piece])
    return worst, times[worst]


def _compiling(text: str) -> float:
    return seconds(lambda: compile_plan(text), runs=3)


def measure() -> dict[str, object]:
    text = example_city().plan_path.read_text(encoding="utf-8")
    once = seconds(lambda: compile_plan(text))
    long = "\n".join([text] * 8)
    eight_times = seconds(lambda: compile_plan(long), runs=3)
    yardstick = seconds(lambda: two_line_yardstick(text), runs=15)
    piece, slowed = worst_of_pieces()
    return {
        "characters": len(text),
        "seconds": round(once, 4),
        "characters_per_second": round(len(text) / once),
        "times_slower_than_a_two_line_expression": round(once / yardstick, 1),
        "eight_times_the_text_takes_times": round(eight_times / once, 2),
        "eight_times_the_worst_piece": piece.strip(),
        "eight_times_the_worst_piece_takes_times": round(slowed, 2),
    }
