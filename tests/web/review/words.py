"""The words of the desk that the English switch must know, beyond those that all pages share.

`python -m tests.web.review.words` adds words that are new, drops those that are gone and compiles the catalogue.
"""

from __future__ import annotations

import os
import re
import sys
from io import BytesIO

import polib
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.web.pages import messages

APP = messages.WEB / "review"
PO = APP / "locale" / "en" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
CALLS = re.compile(r"\bn?gettext\(.*?\)(?= |$)|_\(.*?\)(?= |$)", re.S)


def used() -> dict[str, str]:
    """Every msgid with its plural ("" where it has none)."""
    from django.utils.translation.template import templatize

    from guatu.core.review.errors import ReviewError
    from guatu.web.review import services

    found: dict[str, str] = {}
    for path in sorted((APP / "templates").rglob("*.html")):
        source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        found |= messages._of(" ;\n".join(CALLS.findall(source)))
    for name in ("marking.py", "presenters.py", "views.py", "words.py"):
        found |= messages._of((APP / name).read_text(encoding="utf-8"))
    assert services.ChangedMeanwhile in ReviewError.__subclasses__()  # imported, so that its words are known
    for error in (ReviewError, *ReviewError.__subclasses__()):
        found |= dict.fromkeys((words for words in (error.reason, error.remedy) if words), "")
    return {one: many for one, many in found.items() if messages.HAN.search(one)}


def own() -> dict[str, str]:
    """Those that the shared catalogue does not know already."""
    shared = {e.msgid for e in polib.pofile(str(messages.PO)) if e.translated()}
    return {one: many for one, many in used().items() if one not in shared}


def compiled() -> bytes:
    with PO.open("rb") as file:
        catalogue = read_po(file, locale="en")
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def update() -> list[str]:
    """Brings the catalogue up to date; returns what still has no English."""
    book = polib.pofile(str(PO)) if PO.exists() else polib.POFile()
    book.metadata = dict(polib.pofile(str(messages.PO)).metadata)
    words = own()
    for entry in [e for e in book if e.msgid not in words]:
        book.remove(entry)
    for one in words:
        if book.find(one) is None:
            book.append(polib.POEntry(msgid=one))
    book.sort(key=lambda e: e.msgid)
    PO.parent.mkdir(parents=True, exist_ok=True)
    book.save(str(PO))
    MO.write_bytes(compiled())
    return [e.msgid for e in book if not e.translated()]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guatu.web.settings")
    import django

    django.setup()
    sys.stdout.write("\n".join(update()) + "\n")
