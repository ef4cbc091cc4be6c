"""The index: filled from what the store says, kept up to date, and alike on both engines."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guatu.core.plan.names import ShortName
from guatu.core.review.edits import Revise
from guatu.core.series.model import Indicator, Nature
from guatu.web.base.findable import Findable, FindablePart, FoundKind
from guatu.web.base.jobs import jobs
from guatu.web.figures.services import load_catalogue, load_sources
from guatu.web.people.models import Unit
from guatu.web.people.services import load_units
from guatu.web.plans.in_force import lines
from guatu.web.plans.names.services import name_targets
from guatu.web.plans.review.services import make_edit, publish_as_read
from guatu.web.search import services
from guatu.web.search.cutting import Typed
from guatu.web.search.models import IndexedPart, IndexedThing
from guatu.web.search.selectors import Seeker, count_of, found, found_of, nearest, stale, unread
from guatu.web.search.services import refresh, refresh_part
from guatu.web.upkeep.doctor import index
from tests.web.search.conftest import TODAY
from tests.web.second_plan import load_draft

pytestmark = pytest.mark.django_db
NOBODY = Seeker(None, TODAY)


def a_part(things: list[Findable], name: str = "test.things") -> FindablePart:
    return FindablePart(name, frozenset({"test.act"}), lambda on: things)


def titles(typed: str, seeker: Seeker = NOBODY) -> list[str]:
    return [thing.title for thing in nearest(Typed.of(typed), seeker, most=50)]


def test_the_example_city_is_found_by_its_words_and_by_their_sound(finding):
    by_words, by_sound = finding("游客"), finding("lvyou")
    assert "接待游客" in by_words["indicator"]
    assert all("游客" in title for title in by_words["target"])
    assert list(by_words) == ["target", "indicator", "text"]  # in this order
    assert by_sound["target"][0] == "旅游收入"
    assert "接待游客" in finding("ykl")["indicator"]  # 游客接待量, an alias


def test_an_exact_name_comes_first_then_what_begins_so_then_what_holds_it_and_the_shorter_first():
    said = {"全市旅游收入增长": (), "旅游收入增长": (), "国内旅游总收入": (), "旅游收入": (), "收入合计": ("旅游收入",),
            "入境旅游收入": ()}  # fmt: skip
    things = [Findable(FoundKind.INDICATOR, title, title, "pages:help", names=names) for title, names in said.items()]
    IndexedThing.objects.all().delete()
    refresh_part(a_part(things), on=TODAY)
    assert titles("旅游收入") == [
        "旅游收入", "收入合计", "旅游收入增长", "入境旅游收入", "全市旅游收入增长", "国内旅游总收入",
    ]  # fmt: skip
    assert set(titles("lysr")[:2]) == {"旅游收入", "收入合计"}


def test_reading_a_part_again_changes_nothing_and_a_change_writes_only_what_changed():
    things = [Findable(FoundKind.SOURCE, str(n), f"公报{n}", "pages:help") for n in range(20)]
    part = a_part(things)
    assert refresh_part(part, on=TODAY) == 20
    kept = dict(IndexedThing.objects.filter(part=part.name).values_list("key", "pk"))
    assert refresh_part(part, on=TODAY) == 0
    things[3] = Findable(FoundKind.SOURCE, "3", "年鉴", "pages:help")
    del things[7]
    assert refresh_part(part, on=TODAY) == 2
    now = dict(IndexedThing.objects.filter(part=part.name).values_list("key", "pk"))
    assert {key: pk for key, pk in kept.items() if key not in ("3", "7")} == {k: v for k, v in now.items() if k != "3"}
    assert titles("年鉴")[0] == "年鉴"
    assert "公报3" not in titles("公报3")


def test_what_somebody_read_later_is_not_taken_back_by_whoever_was_slower():
    part = a_part([Findable(FoundKind.SOURCE, "1", "新公报", "pages:help")])
    refresh_part(part, on=TODAY)
    IndexedPart.objects.filter(name=part.name).update(seq=10**9)
    old = a_part([Findable(FoundKind.SOURCE, "1", "旧公报", "pages:help")])
    assert refresh_part(old, on=TODAY) == 0
    assert "新公报" in titles("新公报")


def test_the_index_says_which_parts_lag_behind_and_the_job_brings_them_up(settings):
    settings.GUATU_TODAY = TODAY.isoformat()
    refresh(TODAY)
    assert stale(TODAY) == ()
    assert [str(line.says) for line in index()] == ["目录和库一致"]
    load_units([Unit(code="lyj", name="市林业局")], by=None)
    assert {part.name for part in stale(TODAY)} == {"people.units", "people.accounts", "plans.drafts"}
    assert str(next(iter(index())).says) == "目录有3部分还没有跟上"
    (job,) = [job for job in jobs() if job.name == "search.index"]
    assert job.run(TODAY) == "更新检索1条"
    assert job.run(TODAY) == ""
    assert stale(TODAY) == ()
    tomorrow = max(IndexedPart.objects.values_list("on", flat=True)) + timedelta(days=1)
    assert {part.name for part in stale(tomorrow)} == set(IndexedPart.objects.values_list("name", flat=True))


def test_a_small_part_is_read_right_after_the_act_and_a_large_one_by_the_cluster(
    settings, django_capture_on_commit_callbacks, monkeypatch
):
    settings.GUATU_TODAY = TODAY.isoformat()
    queued = []
    monkeypatch.setattr("django_q.tasks.async_task", lambda *args, **more: queued.append(args))
    refresh(TODAY)
    with django_capture_on_commit_callbacks(execute=True):
        load_units([Unit(code="lyj", name="市林业局")], by=None)
    assert IndexedThing.objects.filter(title="市林业局").exists()
    assert queued == []
    monkeypatch.setattr(services, "SMALL", 3)
    with django_capture_on_commit_callbacks(execute=True):
        load_units([Unit(code="gyj", name="市公园局")], by=None)
    assert not IndexedThing.objects.filter(title="市公园局").exists()
    assert queued == [("guatu.web.search.jobs.bring_up_to_date",)]
    monkeypatch.setattr(services, "SMALL", 3000)
    monkeypatch.setattr(services, "FEW", 1)
    with django_capture_on_commit_callbacks(execute=True):
        load_units([Unit(code=f"u{n}", name=f"市第{n}局") for n in range(3)], by=None)
    assert not IndexedThing.objects.filter(title="市第1局").exists()
    assert len(queued) == 2


def test_an_index_that_cannot_be_read_hinders_no_act(settings, django_capture_on_commit_callbacks, monkeypatch):
    settings.GUATU_TODAY = TODAY.isoformat()

    def broken(part, *, on, most=None):
        raise RuntimeError

    monkeypatch.setattr(services, "refresh_part", broken)
    with django_capture_on_commit_callbacks(execute=True):
        load_units([Unit(code="lyj", name="市林业局")], by=None)
    assert Unit.objects.filter(code="lyj").exists()
    assert "people.units" in {part.name for part in stale(TODAY)}


def test_a_store_that_was_never_read_says_so(empty):
    assert unread()
    refresh(TODAY)
    assert not unread()


# -- history is never repainted ---------------------------------------------------------------------------------------


def test_an_edition_is_found_on_the_days_on_which_it_stands(finding):
    plan = load_draft("乌海市2026年云雀方案\n\n到2026年底，云雀泊位达到100个以上。\n")
    first = publish_as_read(plan, reason="首次", on=date(2026, 6, 1), by=None)
    id = next(c.code for c in plan.commitments.all() if c.kind == "target")
    make_edit(plan, Revise(id, {"indicator": "百灵车位"}), base=0, by=None)
    assert finding("百灵") == {}  # a draft is nobody's
    publish_as_read(plan, reason="改名", on=date(2026, 10, 1), by=None)
    assert finding("百灵", as_of=date(2026, 10, 1)) == {"target": ["百灵车位"]}
    assert finding("百灵", as_of=date(2026, 9, 30)) == {}
    assert finding("云雀泊位", as_of=date(2026, 9, 30))["target"] == ["云雀泊位"]
    assert finding("云雀", as_of=first.known_on - timedelta(days=1)) == {}
    assert finding("百灵", recorded_by=date(2026, 9, 1)) == {}
    assert finding("云雀泊位", recorded_by=date(2026, 9, 1))["target"] == ["云雀泊位"]
    assert finding("云雀", recorded_by=date(2026, 5, 1)) == {}


def test_a_target_is_found_by_the_name_that_it_bore_on_the_day_and_by_what_the_plan_calls_it(finding):
    line = next(line for line in lines() if line.published)
    key = next(iter(IndexedThing.objects.filter(kind="target", title="游客数量"))).code
    name_targets(line, {key: ShortName("云雀客流")}, on=TODAY - timedelta(days=3), by=None)
    assert finding("云雀")["target"] == ["云雀客流"]
    assert finding("yqkl")["target"] == ["云雀客流"]
    assert "云雀客流" in finding("游客数量")["target"]
    assert finding("云雀", as_of=TODAY - timedelta(days=4)) == {}
    assert "游客数量" in finding("游客数量", as_of=TODAY - timedelta(days=4))["target"]
    assert finding("云雀", recorded_by=TODAY - timedelta(days=4)) == {}


def test_an_indicator_bears_the_name_of_the_day(empty, finding):
    def named(name: str, on: date) -> None:
        load_catalogue([Indicator("x", name, "个", Nature.STOCK)], [], on=on, by=None)

    named("停车泊位", date(2026, 1, 5))
    named("公共停车位", date(2026, 8, 1))
    assert finding("停车", as_of=date(2026, 7, 31)) == {"indicator": ["停车泊位"]}
    assert finding("停车", as_of=date(2026, 8, 1)) == {"indicator": ["公共停车位"]}


def test_a_source_is_found_from_the_day_on_which_it_was_published(empty, finding):
    from guatu.core.series.model import Source

    load_sources([Source("s", "统计公报", published=date(2026, 4, 30))], on=TODAY, by=None)
    assert finding("统计公报", as_of=date(2026, 4, 29)) == {}
    assert finding("统计公报", as_of=date(2026, 4, 30)) == {"source": ["统计公报"]}
    assert finding("统计公报", recorded_by=TODAY - timedelta(days=1)) == {}


# -- size -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("many", [1, 300])
def test_a_search_asks_the_same_number_of_questions_however_much_there_is(many):
    IndexedThing.objects.all().delete()
    things = [Findable(FoundKind.TASK, str(n), f"游客接待第{n}项", "pages:help") for n in range(many)]
    refresh_part(a_part(things), on=TODAY)
    for ask, questions in (
        (lambda: found(Typed.of("游客 接待"), NOBODY, each=6), 2),
        (lambda: nearest(Typed.of("ykl"), NOBODY, most=8), 1),
        (lambda: count_of(FoundKind.TASK, Typed.of("游客"), NOBODY), 1),
        (lambda: found_of(FoundKind.TASK, Typed.of("游客"), NOBODY, start=0, end=100), 1),
    ):
        with CaptureQueriesContext(connection) as queries:
            ask()
        assert len(queries) == questions


def test_a_group_says_how_many_there_are_and_the_rest_comes_in_pages():
    IndexedThing.objects.all().delete()
    things = [Findable(FoundKind.TASK, str(n), f"游客接待第{n:03}项", "pages:help", order=n) for n in range(250)]
    refresh_part(a_part(things), on=TODAY)
    (group,) = found(Typed.of("游客"), NOBODY, each=6)
    assert (group.count, len(group.things)) == (250, 6)
    pages = [found_of(FoundKind.TASK, Typed.of("游客"), NOBODY, start=n, end=n + 100) for n in (0, 100, 200)]
    assert [t.title for page in pages for t in page] == [thing.title for thing in things]
