"""Every page in English: what stays Chinese is a name, a quote or an official paper, and is marked so."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from itertools import chain

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from selectolax.lexbor import LexborHTMLParser, LexborNode

from guatu.store.plan_files import thresholds
from guatu.web.base.addresses import address
from guatu.web.figures import selectors as figures
from guatu.web.people.models import User
from guatu.web.plans.amend.services import amend_plan
from guatu.web.plans.ledger.models import Plan
from guatu.web.public.guide.sections import TITLES
from guatu.web.standing.selectors import Standing, plan_around, standing
from tests.core.amend.amended import amended, plan_text
from tests.store.documents import makers
from tests.web.public.conftest import TODAY
from tests.web.public.test_original import load

pytestmark = pytest.mark.django_db
HAN = re.compile(r"[\u3001-\u303f\u3400-\u9fff\uff00-\uffef]")
SPOKEN = ("title", "aria-label", "alt", "placeholder", "data-label", "label")
NO_PAGES = {  # files, pictures, old addresses, what only takes a form; the original has a test of its own
    "pages:original_file", "pages:original_picture", "pages:wall_svg", "pages:wall_pdf", "pages:ledger_xlsx",
    "pages:moved", "pages:original", "review:act", "pages:task_file", "pages:task_act",
    "pages:keep_view", "pages:drop_view", "pages:tasks_act", "check:act", "check:annotated",
    "check:checked",  # a test of its own, below
}  # fmt: skip
PAPERS = {
    "pages:wall",
    "pages:guide",
}  # a sheet to hang up and the manual of the office, in Chinese like all its papers
ROOMS = ("pages", "amend", "check", "review")
STAFF = {"review", "check"}


def named(patterns, room: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from named(pattern.url_patterns, pattern.namespace or room)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{room}:{pattern.name}"


def stray(node: LexborNode | None, names: re.Pattern[str]) -> Iterator[str]:
    """Chinese that is neither marked nor, where nothing can be marked (an attribute), a name of the plan."""
    while node is not None:
        if node.tag == "-text":
            said = node.text_content or ""
            if HAN.search(names.sub("", said) if node.parent.tag == "title" else said):
                yield f"<{node.parent.tag}> {(node.text_content or '').strip()[:120]}"
        elif node.tag not in ("script", "style"):
            marks = node.attributes
            if not (marks.get("lang") or "").startswith("zh"):
                shown = node.tag == "input" and marks.get("type") not in ("hidden", "checkbox", "radio")
                for name in (*SPOKEN, "value") if shown else SPOKEN:
                    if (said := marks.get(name)) and HAN.search(names.sub("", said)):
                        yield f"<{node.tag} {name}> {said[:120]}"
                yield from stray(node.child, names)
        node = node.next


def foreign(node: LexborNode | None, theirs: Theirs, before: str = "") -> Iterator[str]:
    """What is marked as Chinese and is neither a quote of the plan, nor a name, nor a paper's or the catalogue's words.

    A wording that a sentence of ours speaks of stands in quotation marks.
    """
    while node is not None:
        if node.tag == "-text":
            before = node.text_content or ""
        elif node.tag not in ("script", "style"):
            if not (node.attributes.get("lang") or "").startswith("zh"):
                yield from foreign(node.child, theirs)
            elif not before.endswith("“") and not theirs.holds(said := node.text(deep=True)):
                yield f"<{node.tag} lang=zh> {said.strip()[:120]}"
            before = ""
        node = node.next


@dataclass(frozen=True)
class Theirs:
    """What stays Chinese in English: what the plan says, and what things, places and papers are called. What else
    somebody wrote (a note, a definition) is a quotation and stands in quotation marks."""

    names: re.Pattern[str]
    words: str  # without signs
    keys: tuple[str, ...] = ()  # of commitments: they stand within the text where two share a stretch

    def holds(self, said: str) -> bool:
        parts = re.split(r"…+|/|\s+", re.sub("|".join((r"[ACKQ]\d{3}", *self.keys)), "", said))
        return all(bare(part) in self.words or not HAN.search(self.names.sub("", part)) for part in parts)


def bare(words: str) -> str:
    return re.sub(r"[^\u3400-\u9fff0-9A-Za-z]", "", words)


def texts_of(value: object) -> Iterator[str]:
    """Every text within a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from texts_of(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for part in value:
            yield from texts_of(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_of(getattr(value, field.name))


@pytest.fixture
def theirs(today: Standing, names: re.Pattern[str]) -> Theirs:
    known = figures.catalogue(TODAY)
    catalogue = texts_of((known.regions, thresholds()))
    things = ((i.name, i.unit, *i.aliases, *i.scopes, *dict(i.not_same_as)) for i in known.indicators.values())
    papers = ((s.title, s.publisher) for s in known.sources.values())
    plan = plan_around(today)
    called = (text for c in today.commitments for text in (c.indicator, c.sector, c.scope, c.unit))
    words = "\n".join(map(bare, (plan.text, plan.title, *catalogue, *chain.from_iterable((*things, *papers)), *called)))
    return Theirs(names, words, tuple(c.id for c in today.commitments))


@pytest.fixture
def names(today: Standing) -> re.Pattern[str]:
    return names_in(today)


def names_in(today: Standing) -> re.Pattern[str]:
    """What the plan and the catalogue call things, longest first."""
    from guatu.core.reports.labels import short_label, short_labels
    from guatu.core.reports.tasks import task_label

    found = {short_label(t, limit=n) for t in today.targets for n in (14, 18, 24, 40)}
    found |= {label for n in (14, 18) for label in short_labels(today.targets, limit=n).values()}
    found |= {task_label(c) for c in today.commitments} | set(today.names.values())
    found |= {i.name for i in today.indicators.values()} | {r.name for r in today.regions.values()}
    found |= (
        {h.text for h in plan_around(today).headings}
        | {c.sector for c in today.commitments}
        | {today.plan.title, "中文", "民生实事"}
    )
    found |= {s.title for s in figures.sources(TODAY)}
    return re.compile("|".join(sorted(map(re.escape, filter(None, found)), key=len, reverse=True)))


@pytest.fixture
def writing(person) -> Client:
    """Somebody who may open every page, reading English."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(person("dispatcher"), backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["django_language"] = "en"
    return client


def objects(name: str, today: Standing, day: str) -> list[tuple[object, ...]]:
    """What there is of the things that a page is about; of an earlier day every seventh is enough."""
    found: list[tuple[object, ...]] = {
        "pages:target": [(t.id,) for t in today.targets],
        "pages:task": [(id,) for id in list(today.tasks)[::6]],
        "pages:sector": [(n,) for n in range(1, len({c.sector for c in today.commitments if c.sector}) + 1)],
        "pages:indicator": [(code,) for code in today.indicators],
        "pages:source": [(s.code,) for s in figures.sources(TODAY)],
        "pages:guide": [(guide,) for guide in TITLES],
        "review:row": [(c.id,) for c in today.commitments[:12]],
    }.get(name, [()])
    return found if day == TODAY.isoformat() else found[::7]


def pages() -> list[str]:
    return [n for n in named(get_resolver().url_patterns) if n.split(":")[0] in ROOMS and n not in NO_PAGES]


def test_the_pages_are_all_that_there_are():
    found = set(named(get_resolver().url_patterns))
    assert found >= NO_PAGES
    assert {n.split(":")[0] for n in pages()} == set(ROOMS)


@pytest.mark.parametrize("name", pages())
@pytest.mark.parametrize("day", ["2026-11-22", "2026-04-29"])
def test_nothing_else_is_chinese(name, day, today, names, theirs, english, writing):
    """Today, and a day on which nothing of the plan's years was published."""
    reader = writing if name.split(":")[0] in STAFF else english
    wrong = set()
    for args in objects(name, today, day):
        wrong |= read(reader, name, args, names, theirs, plan=today.plan.code, as_of=day)
    assert not wrong, "\n".join(sorted(wrong))


def read(
    reader: Client,
    name: str,
    args: tuple[object, ...],
    names: re.Pattern[str],
    theirs: Theirs | None = None,
    *,
    plan: str,
    **query,
) -> set[str]:
    """What is left of Chinese on one page."""
    page = reader.get(address(name, *args, plan=plan), query, follow=True)
    assert page.status_code == 200, (name, args)
    body = page.content.decode()
    assert name in ("review:row", "pages:search_now") or '<html lang="en"' in body
    root = LexborHTMLParser(body).root
    marked = foreign(root, theirs) if theirs and name not in PAPERS else ()
    return {*stray(root, names), *marked}


def test_an_amended_plan_and_two_plans_side_by_side(today, names, english):
    """Changes, the earlier versions of a target, and the comparison."""
    plan = today.plan
    new = amend_plan(
        Plan.objects.get(pk=plan.pk), amended(plan_text()), effective=date(2026, 7, 1), paper="乌海政办发〔2026〕18号",
        reason="中期评估后调整", on=TODAY, late=True, by=None,
    ).amendment.new  # fmt: skip
    wrong = read(english, "amend:changes", (), names, plan=plan.code)
    wrong |= read(english, "amend:compare", (), names, plan=plan.code, old=plan.code, new=new.code)
    for target in standing(TODAY).targets[::5]:
        wrong |= read(english, "pages:target", (target.id,), names, plan=plan.code)
    assert not wrong, "\n".join(sorted(wrong))


def test_a_draft_that_is_checked(names, writing):
    """What is found in a draft that is in no store."""
    text = (
        "平安县公园行动方案（2025—2027年）\n一、目标\n到2027年，增加值达到344亿元以上、年均增长6%以上，达标率达到120%。"
    )
    page = writing.post("/check/draft/", {"file": SimpleUploadedFile("草稿.txt", text.encode())}, follow=True)
    assert "344" in page.content.decode()
    wrong = set(stray(LexborHTMLParser(page.content.decode()).root, names))
    assert not wrong, "\n".join(sorted(wrong))


def test_a_word_that_is_neither_name_nor_quote_is_found():
    """The walk sees what it must see."""
    body = '<p lang="zh-Hans">名</p><p>ok <b>漏</b></p><img alt="服务业增加值"><img alt="漏"><script>"漏"</script>'
    found = list(stray(LexborHTMLParser(body).root, re.compile("服务业增加值")))
    assert found == ["<b> 漏", "<img alt> 漏"]


def test_a_sentence_of_ours_that_is_only_marked_is_found():
    body = (
        '<p lang="zh-Hans">“到2027年，达到344亿元” … 年均6%</p><p>write “<i lang="zh-Hans">净增</i>”</p>'
        '<b lang="zh-Hans">服务业增加值</b><b lang="zh-Hans">没有期限。</b>'
    )
    theirs = Theirs(re.compile("服务业增加值"), bare("到2027年达到344亿元、年均6%以上"))
    found = list(foreign(LexborHTMLParser(body).root, theirs))
    assert found == ["<b lang=zh> 没有期限。"]


# -- the original file, and the pages of an account -------------------------------------------------------------------


def test_the_page_of_the_original_file(english, tmp_path, db):
    Plan.objects.update(title="另一份", digest="0")  # steps aside, so that the same plan can come from a file
    row = load(tmp_path / "方案.pdf", makers.plan_pdf())
    here, item = standing(TODAY, plan=row.code), row.commitments.first().code
    for query in ({}, {"page": "1"}, {"item": item}):
        assert not read(english, "pages:original", (), names_in(here), plan=row.code, **query)


ACCOUNT_ARGUMENTS = {"account_confirm_email": ("key",), "account_reset_password_from_key": ("1", "set-password")}
# What this office has no use for leads elsewhere: codes by mail, a password for those who have none.
NOT_SHOWN = {"account_set_password", "account_confirm_login_code"}


def account_pages() -> list[str]:
    found = (name.removeprefix(":") for name in named(get_resolver().url_patterns))
    return [name for name in found if name.startswith(("account_", "mfa_"))]


def in_english(user: User | None = None) -> Client:
    """Somebody with an account who signed in just now; or who has given the password and not yet the second factor."""
    client = Client(HTTP_HOST="localhost")
    client.cookies["django_language"] = "en"
    if user is not None:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session.save()
    return client


@pytest.fixture
def readers(person) -> list[Client]:
    """A stranger; somebody who has signed in; somebody with a second factor, within and on the way in."""
    guarded = person("statistician", username="guarded")
    TOTP.activate(guarded, generate_totp_secret())
    RecoveryCodes.activate(guarded)
    guarded.set_password("Wuhai-2027-ok")
    guarded.save()
    at_the_door = in_english()
    at_the_door.post(reverse("account_login"), {"login": guarded.username, "password": "Wuhai-2027-ok"})
    late = in_english(guarded)
    session = late.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()
    return [in_english(), in_english(person("dispatcher")), in_english(guarded), at_the_door, late]


@pytest.mark.parametrize("name", account_pages())
def test_the_pages_of_an_account(name, readers):
    where = reverse(name, args=ACCOUNT_ARGUMENTS.get(name, ()))
    shown = [page for reader in readers if (page := reader.get(where)).status_code == 200]
    assert bool(shown) is (name not in NOT_SHOWN)
    for page in shown:
        if page.headers["Content-Type"].startswith("text/html"):
            body = page.content.decode()
            assert '<html lang="en"' in body
            assert list(stray(LexborHTMLParser(body).root, re.compile("中文"))) == []
