"""Why a place in a plan was read as it was."""

from __future__ import annotations

from guatu.core.explain.model import Explanation, NumberFate, PlaceRole, ReadingTold, RuleTold
from guatu.core.explain.place import explain, find_words
from guatu.core.explain.report import lines, to_json

__all__ = [
    "Explanation", "NumberFate", "PlaceRole", "ReadingTold", "RuleTold", "explain", "find_words", "lines", "to_json",
]  # fmt: skip
