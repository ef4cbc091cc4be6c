"""Reads: what the targets of a plan are called. Kept under its key in the plan as issued, as owners are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from guatu.core.decisions import Dated
from guatu.core.plan.names import ShortName
from guatu.web.decisions.selectors import Histories

KIND = "name"
Named = Mapping[str, Sequence[Dated[ShortName]]]  # by key, in the order of writing


def name_key(line: str, key: str) -> str:
    """The name under which it is decided what a target is called; `line` is the code of the plan as it was issued."""
    return f"{line}/{key}"


def named_in(rows: Histories, line: str) -> Named:
    """What was decided about the targets of one plan, by their keys."""
    prefix = name_key(line, "")
    return {key.removeprefix(prefix): found for key, found in rows[KIND].items() if key.startswith(prefix)}
