"""The words of the interface that the English switch must know, and the catalogue that knows them.

`python tests/web/pages/messages.py` adds words that are new, drops those that are gone and compiles the catalogue.
"""

from __future__ import annotations

import os
import re
import sys
from io import BytesIO
from pathlib import Path

import polib
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

WEB = Path(__file__).resolve().parents[3] / "src" / "guatu" / "web"
PO = WEB / "locale" / "en" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
KEYWORDS = {"gettext": None, "_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "gettext_noop": None}
HAN = re.compile("[\u4e00-\u9fff]")


def templates() -> list[Path]:
    return sorted((WEB / "templates").rglob("*.html")) + sorted((WEB / "pages" / "templates").rglob("*.html"))


def in_templates() -> dict[str, str]:
    """Every msgid of the templates, with its plural ("" where it has none)."""
    from django.utils.translation.template import templatize

    found: dict[str, str] = {}
    for path in templates():
        source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        # what stands between two tags is turned into X's, which Python cannot read as a program: keep the calls only
        calls = re.findall(r"\bn?gettext\(.*?\)(?= |$)|_\(.*?\)(?= |$)", source, re.S)
        found |= _of(" ;\n".join(calls))
    return found


def in_code() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in [*(WEB / "pages").rglob("*.py"), WEB / "common" / "context.py"]:
        found |= _of(path.read_text(encoding="utf-8"))
    return {k: v for k, v in found.items() if HAN.search(k)}


def by_value() -> set[str]:
    """Words that reach gettext as values: of lights, reasons, navigation, roles, and of errors that a page shows."""
    from guatu.core.errors import AskedError
    from guatu.core.reports import words
    from guatu.web.common import context
    from guatu.web.pages import english, views
    from guatu.web.pages.presenters import catalogue, legend, lists, series
    from guatu.web.pages.templatetags import guatu
    from guatu.web.people import accounts
    from guatu.web.people.models import Role

    shown = {views.__name__, accounts.__name__, AskedError.__module__}  # imported, so that their errors are known
    shown |= {"guatu.web.common.asof", "guatu.web.common.errors", "guatu.web.pages.drawings"}

    said = {
        *words.STATUS_WORDS.values(),
        words.NOT_YET_WORD,
        *words.WHY_WORDS.values(),
        *lists.KIND_WORDS.values(),
        *lists.EACH_WORDS.values(),
    }
    said |= {*catalogue.NATURE_WORDS.values(), *legend.LIGHT_SAYS.values(), *legend.SHAPE_SAYS.values()}
    said |= {*guatu.VINTAGES, *guatu.VINTAGES.values(), *(word for _, word in context.NAVIGATION)}
    said |= {str(role.label) for role in Role} | {t for t in series.STAGE_TITLES.values() if t}
    for error in [AskedError, *_below(AskedError)]:
        if error.__module__ in shown:
            said |= {error.reason, error.remedy}
    said |= set(english.CORE_WORDS)
    return {word for word in said if HAN.search(word)}


def wanted() -> dict[str, str]:
    return in_templates() | in_code() | dict.fromkeys(by_value(), "")


def _below(kind: type) -> list[type]:
    return [c for sub in kind.__subclasses__() for c in (sub, *_below(sub))]


def _of(source: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for _, message, _, _ in extract("python", BytesIO(source.encode()), keywords=KEYWORDS):
        one, many = message if isinstance(message, tuple) else (message, "")
        if one:
            found[one] = many
    return found


def compiled() -> bytes:
    with PO.open("rb") as file:
        catalogue = read_po(file, locale="en")
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def update() -> list[str]:
    """Brings the catalogue up to date; returns what still has no English."""
    PO.parent.mkdir(parents=True, exist_ok=True)
    book = polib.pofile(str(PO)) if PO.exists() else polib.POFile()
    book.metadata = {
        "Project-Id-Version": "guatu",
        "POT-Creation-Date": "2026-11-22 00:00+0800",  # fixed: the compiled file follows from the words alone
        "PO-Revision-Date": "2026-11-22 00:00+0800",
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    words = wanted()
    for entry in [e for e in book if e.msgid not in words]:
        book.remove(entry)
    for one, many in words.items():
        if book.find(one) is None:
            book.append(
                polib.POEntry(msgid=one, msgid_plural=many, msgstr_plural={0: "", 1: ""})
                if many
                else polib.POEntry(msgid=one)
            )
    book.sort(key=lambda e: e.msgid)
    book.save(str(PO))
    MO.write_bytes(compiled())
    return [e.msgid for e in book if not e.translated()]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guatu.web.settings")
    import django

    django.setup()
    sys.stdout.write("\n".join(update()) + "\n")
