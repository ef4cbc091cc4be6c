"""What became of the desk's edits when a plan was amended: kept in the audit log, and shown on the amendment page."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guatu.core.amend.rebase import Fate, Rebased
from guatu.core.review.edits import from_json, to_json
from guatu.core.text.kept import kept, said_again
from guatu.web.audit.models import Entry
from guatu.web.plans.amend.models import Amendment
from guatu.web.plans.review.words import edit_words

ACTION = "amend.carry_edits"
WORDS = {Fate.CHECK: _("要再核对"), Fate.LAPSED: _("没有沿用"), Fate.CARRIED: _("照旧沿用")}  # in the page's order


def report_of(rebased: Rebased) -> dict[str, Any]:
    """The report as the audit log keeps it."""
    return {
        "counts": {fate.value: len(rebased.of(fate)) for fate in Fate},
        "lines": [
            {
                "number": line.number, "edit": to_json(line.edit), "fate": line.fate.value, "why": kept(line.why),
                "about": line.about, "now": line.now, "words": line.words,
            }
            for line in rebased.lines
        ],
    }  # fmt: skip


def reports(amendments: Iterable[Amendment]) -> dict[int, dict[str, Any]]:
    """The reports of these amendments, by primary key; none for one whose old plan had no edits. One query."""
    keys = [str(a.pk) for a in amendments]
    rows = Entry.objects.filter(action=ACTION, object_id__in=keys).values_list("object_id", "after")
    return {int(key): json.loads(after) for key, after in rows}


def carried_page(report: dict[str, Any] | None) -> list[dict[str, Any]]:
    """The edits by what became of them; nothing without a report."""
    if report is None:
        return []
    return [
        {
            "fate": fate.value,
            "word": gettext(str(WORDS[fate])),
            "lines": [
                line
                | {
                    "why": said_again(line["why"]),
                    "did": edit_words(from_json(line["edit"]), line["number"]),
                }
                for line in report["lines"]
                if line["fate"] == fate.value
            ],
        }
        for fate in WORDS
    ]
