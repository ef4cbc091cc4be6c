"""What became of the desk's edits when a plan was amended: kept in the audit log, and shown on the amendment page."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guatu.core.amend.rebase import Fate, Rebased
from guatu.core.review.edits import from_json, to_json
from guatu.web.amend.models import Amendment
from guatu.web.audit.models import Entry
from guatu.web.review.words import edit_words

ACTION = "amend.carry_edits"
WORDS = {Fate.CHECK: _("要再核对"), Fate.LAPSED: _("没有沿用"), Fate.CARRIED: _("照旧沿用")}  # in the page's order


def report_of(rebased: Rebased) -> dict[str, Any]:
    """The report as the audit log keeps it."""
    return {
        "counts": {fate.value: len(rebased.of(fate)) for fate in Fate},
        "lines": [
            {
                "number": line.number, "edit": to_json(line.edit), "fate": line.fate.value, "why": line.why,
                "about": line.about, "now": line.now, "words": line.words,
            }
            for line in rebased.lines
        ],
    }  # fmt: skip


def carried_page(amendment: Amendment) -> list[dict[str, Any]]:
    """The edits by what became of them; nothing where the old plan had none. One query."""
    said = Entry.objects.filter(action=ACTION, object_id=str(amendment.pk)).values_list("after", flat=True).first()
    if said is None:
        return []
    report = json.loads(said)
    return [
        {
            "fate": fate.value,
            "word": gettext(str(WORDS[fate])),
            "lines": [
                line | {"did": edit_words(from_json(line["edit"]), line["number"])}
                for line in report["lines"]
                if line["fate"] == fate.value
            ],
        }
        for fate in WORDS
    ]
