"""The words of the interface that the English switch must know, and the catalogues that know them.

`make translations` adds words that are new, drops those that are gone, compiles, and prints what has no English yet.
An app that brings its own templates brings its own catalogue; what the shared one knows it need not repeat.
"""

from __future__ import annotations

import ast
import os
import re
import sys
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from pathlib import Path

import polib
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

WEB = Path(__file__).resolve().parents[2] / "src" / "guatu" / "web"
DESK_WORDS = tuple(WEB / "plans" / "review" / name for name in ("words.py", "rule_names.py"))
KEYWORDS = {"gettext": None, "_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "gettext_noop": None}
HAN = re.compile("[\u4e00-\u9fff]")
OURS = re.compile(
    "[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”]|}{"
)  # words, marks, or an order of facts that is Chinese
# What stands between two tags is turned into X's, which Python cannot read as a program: keep the calls only.
CALLS = re.compile(r"\bn?gettext\(.*?\)(?= |$)|_\(.*?\)(?= |$)", re.S)
METADATA = {
    "Project-Id-Version": "guatu",
    "POT-Creation-Date": "2026-11-22 00:00+0800",  # fixed: the compiled file follows from the words alone
    "PO-Revision-Date": "2026-11-22 00:00+0800",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


@dataclass(frozen=True)
class Catalogue:
    """One English catalogue: where its words stand, and where it lies."""

    name: str
    home: Path  # the folder that holds `locale`
    templates: tuple[Path, ...]  # folders
    code: tuple[Path, ...]  # files
    by_value: Callable[[], Iterable[str]] = tuple  # words that reach gettext as values
    shared: Catalogue | None = None  # a catalogue whose words need not be repeated
    sentences: tuple[Path, ...] = ()  # files whose `Said` templates it must know
    counted: tuple[str, ...] = ()  # nouns that are said in the singular and in the plural

    def __str__(self) -> str:
        return self.name

    @property
    def po(self) -> Path:
        return self.home / "locale" / "en" / "LC_MESSAGES" / "django.po"

    @property
    def mo(self) -> Path:
        return self.po.with_suffix(".mo")

    def used(self) -> dict[str, str]:
        """Every msgid with its plural ("" where it has none)."""
        from django.utils.translation.template import templatize

        found: dict[str, str] = {}
        for path in sorted(file for folder in self.templates for file in folder.rglob("*.html")):
            source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            found |= _of(" ;\n".join(CALLS.findall(source)))
        for path in self.code:
            found |= {one: many for one, many in _of(path.read_text(encoding="utf-8")).items() if HAN.search(one)}
        for path in self.sentences:
            found |= templates(path)
        found |= {word: word for word in self.counted}
        return found | {word: "" for word in self.by_value() if OURS.search(word) and word not in found}

    def wanted(self) -> dict[str, str]:
        """Those that this catalogue itself must know."""
        elsewhere = self.shared.known() if self.shared else set()
        return {one: many for one, many in self.used().items() if one not in elsewhere}

    def known(self) -> set[str]:
        return {e.msgid for e in polib.pofile(str(self.po)) if e.translated() and not e.fuzzy}

    def compiled(self) -> bytes:
        with self.po.open("rb") as file:
            catalogue = read_po(file, locale="en")
        out = BytesIO()
        write_mo(out, catalogue)
        return out.getvalue()

    def update(self) -> list[str]:
        """Brings the catalogue up to date; returns what still has no English."""
        self.po.parent.mkdir(parents=True, exist_ok=True)
        book = polib.pofile(str(self.po)) if self.po.exists() else polib.POFile()
        book.metadata = METADATA
        words = self.wanted()
        for entry in [e for e in book if e.msgid not in words]:
            book.remove(entry)
        for one, many in words.items():
            if book.find(one) is None:
                plural = {"msgid_plural": many, "msgstr_plural": {0: "", 1: ""}} if many else {}
                book.append(polib.POEntry(msgid=one, **plural))
        book.sort(key=lambda e: e.msgid)
        book.save(str(self.po))
        self.mo.write_bytes(self.compiled())
        return [e.msgid for e in book if not e.translated()]


def _of(source: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for _, message, _, _ in extract("python", BytesIO(source.encode()), keywords=KEYWORDS):
        one, many = message if isinstance(message, tuple) else (message, "")
        if one:
            found[one] = many
    return found


def templates(path: Path) -> dict[str, str]:
    """The templates of a file's sentences that a language must translate; those with a `count` have a plural."""
    found = {}
    for call in said_calls(path):
        match call.args:
            case [ast.Constant(value=str(template)), *_] if OURS.search(template):
                found[template] = template if "{count}" in template else ""
    return found


def said_calls(path: Path) -> list[ast.Call]:
    """Every place in a file that makes a sentence."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [n for n in ast.walk(tree) if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "Said"]


def _below(kind: type) -> list[type]:
    return [c for sub in kind.__subclasses__() for c in (sub, *_below(sub))]


def _page_words() -> set[str]:
    """Words of lights, reasons, navigation, roles, and of errors that a page shows."""
    from django.utils.translation import override

    from guatu.core.drawing.chart_values import BEFORE_REVISION
    from guatu.core.judging.model import RatioPart
    from guatu.core.judging.status import UNLINKED_WORDS
    from guatu.core.plan.clauses.results import DOUBTS
    from guatu.core.reports import words
    from guatu.core.series.model import PriceBasis, Stage
    from guatu.core.tasks import words as task_words
    from guatu.store.source_kinds import source_kinds
    from guatu.web.base import tongue
    from guatu.web.people.models import Role
    from guatu.web.public import context, tasks
    from guatu.web.public.presenters import catalogue, legend, lists, plan_list, searching, series
    from guatu.web.public.templatetags import guatu

    said = {
        *words.STATUS_WORDS.values(),
        words.NOT_YET_WORD,
        *words.WHY_WORDS.values(),
        *lists.KIND_WORDS.values(),
        *lists.EACH_WORDS.values(),
        *catalogue.USES.values(),
        *catalogue.OURS.values(),
    }
    said |= {*task_words.STATE_WORDS.values(), *task_words.STATE_SAYS.values(), *task_words.MOVE_WORDS.values()}
    said |= {*tasks.DONE.values(), *(kind.word for kind in source_kinds())}
    said |= {*catalogue.NATURE_WORDS.values(), *legend.LIGHT_SAYS.values(), *legend.SHAPE_SAYS.values()}
    said |= {*guatu.VINTAGES, *guatu.VINTAGES.values(), *(word for _, word in context.NAVIGATION + context.CITY)}
    said |= {word for _, word, _ in context.OFFICE}
    said |= {*searching.WORDS.values()}
    said |= {*plan_list.STATE_SAYS, *plan_list.STATE_SAYS.values()}
    with override("zh-hans"):  # a reader of English may have been here just before
        said |= {str(role.label) for role in Role}
    said |= {t for t in series.STAGE_TITLES.values() if t}
    said |= {
        *UNLINKED_WORDS.values(),
        *words.MEASURE_WORDS.values(),
        *words.RULE_WORDS.values(),
        *RatioPart,
        *PriceBasis,
        *Stage,
        *words.STAGE_WORDS.values(),
        *DOUBTS,
    }
    said |= {
        *words.MEASURE_WORDS.values(),
        *tongue.MARKS,
        *tongue.WHOLE_UNITS,
        "个百分点",
        BEFORE_REVISION,
        *OTHER_WORDS,
    }
    return said | _excuses() | _rule_words() | _error_words()


def _error_words() -> set[str]:
    """What every error says that a page may have to show: why, and what next."""
    from guatu.core.errors import GuatuError

    for path in sorted(WEB.parent.rglob("*.py")):
        parts = path.relative_to(WEB.parents[1]).with_suffix("").parts
        raises = "Error" in (source := path.read_text(encoding="utf-8")) and "code = " in source
        if raises and parts[1] != "cli" and parts[-1] != "__main__":
            import_module(".".join(part for part in parts if part != "__init__"))  # so that its errors are known
    found = [GuatuError, *(e for e in _below(GuatuError) if not e.__module__.startswith(("guatu.cli", "tests")))]
    return {words for error in found for words in (error.reason, error.remedy) if words}


def _excuses() -> set[str]:
    """Why a number of a plan is no commitment."""
    from guatu.core.text.excused import Excused

    return set(map(str, Excused))


def _rule_words() -> set[str]:
    """What the rule sets that come along say of themselves: a city's own are in its own language."""
    found = set()
    for path in (WEB.parents[2] / "data" / "rules").glob("*.toml"):
        rules = tomllib.loads(path.read_text(encoding="utf-8"))
        found |= {rules["title"], rules["source"]}
        found |= {
            words for rule in rules["rule"] for words in (rule["says"], rule.get("source", ""), rule.get("name", ""))
        }
    return found


# Facts of a sentence that are our own words, and places that plans are set against.
OTHER_WORDS = ("对照数", "对照地区", "现价", "自治区", "全国", "全区", "全省", "全市", "预期性", "约束性")


def _amendment_words() -> set[str]:
    from guatu.core.amend.model import VERDICT_SAYS, VERDICT_WORDS

    return {*VERDICT_WORDS.values(), *VERDICT_SAYS.values()}


def _desk_words() -> set[str]:
    from django.utils.translation import override

    from guatu.store.machine import Health
    from guatu.web.base.permits import PERMITS
    from guatu.web.base.scopes import KINDS
    from guatu.web.loads.models import LoadState
    from guatu.web.office.desk.presenters import EXCUSES, REJECTIONS
    from guatu.web.people.models import ScopeKind

    with override("zh-hans"):
        kinds = {str(kind.says) for kind in KINDS.values()} | {str(kind.label) for kind in ScopeKind}
        rights = {str(words) for p in PERMITS.values() for words in (p.says, p.who, p.where) if words}
        rights |= {str(state.label) for state in LoadState}
    return rights | kinds | {*EXCUSES, *REJECTIONS, *(state.value for state in Health)}


UNIT_WORDS = (  # what plans count in: the catalogue knows each with its plural
    *"家户个次场项所款条处名人张间座台辆支批件套吨", "人次", "平方米", "千瓦时", "公里",
)  # fmt: skip
PUBLIC, CORE = WEB / "public", WEB.parent / "core"
PAGES = Catalogue(
    "pages",
    WEB,
    (WEB / "templates", PUBLIC / "templates" / "pages"),
    (
        *sorted(path for path in PUBLIC.rglob("*.py") if "amendments" not in path.parts),
        WEB / "people" / "accounts.py",
        WEB / "people" / "passwords.py",
    ),
    _page_words,
    sentences=(
        *sorted(CORE.rglob("*.py")),
        *sorted((WEB.parent / "store").rglob("*.py")),
        *sorted((WEB / "base").rglob("*.py")),
        *sorted((WEB / "standing").rglob("*.py")),
        *sorted((WEB / "upkeep").rglob("*.py")),
        WEB.parent / "cli" / "doctor.py",
        *sorted(path for path in PUBLIC.rglob("*.py") if "amendments" not in path.parts),
    ),
    counted=UNIT_WORDS,
)
CATALOGUES = (
    PAGES,
    Catalogue("check", WEB / "check", (WEB / "check" / "templates",),
              tuple(p for p in sorted((WEB / "check").glob("*.py")) if p.name != "rules.py"), tuple, PAGES),
    Catalogue("amendments", PUBLIC, (PUBLIC / "templates" / "amend",),
              (*sorted((PUBLIC / "amendments").glob("*.py")), WEB / "plans" / "amend" / "carried.py"),
              _amendment_words, PAGES),
    Catalogue("desk", WEB / "office", (WEB / "office" / "templates",),
              (*sorted((WEB / "office").rglob("*.py")), *DESK_WORDS,
               WEB / "loads" / "kinds.py"),
              _desk_words, PAGES, (*sorted((WEB / "office").rglob("*.py")), *DESK_WORDS)),
)  # fmt: skip


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guatu.web.settings")
    import django

    django.setup()
    for each in CATALOGUES:
        sys.stdout.write("".join(f"{each}: {word}\n" for word in each.update()))
