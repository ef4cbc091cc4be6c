"""The guide's pictures: each journey of the guide is walked on the example city, and what it speaks of is taken.

`make pictures` (pytest --pictures) writes them anew; without it they are taken and thrown away, so that a journey that
no longer leads where the guide says fails here. The day and the clock are fixed: what changes a picture is the page.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, Page, expect

import guatu.web.public.guide as guide
from guatu.core.plan.model import Context, Kind
from guatu.core.plan.owners import Assigned
from guatu.web.audit.reading import check_log
from guatu.web.audit.services import record
from guatu.web.base.scopes import Scope
from guatu.web.loads.kinds import KINDS
from guatu.web.loads.services import send
from guatu.web.people.services import create_user
from guatu.web.plans.in_force import line_with
from guatu.web.plans.ledger.keys import keys_of
from guatu.web.plans.ledger.services import load_plan
from guatu.web.plans.owners.services import assign
from guatu.web.plans.review.services import publish_as_read
from guatu.web.public.guide.views import read
from tests.browser.conftest import at
from tests.conftest import TODAY
from tests.web.addresses import C005, CODE, PLAN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOLDER = Path(guide.__file__).parent
PICTURES = FOLDER.parent / "static" / "guatu" / "guide"
NOW = datetime(2026, 11, 22, 10, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
MOST = 100_000  # bytes of one picture
WIDE = 1280
FIGURES = """指标,地区,报告期,数值,单位,增速,增速口径,版次,来源,备注
社会消费品零售总额,150300,2026年10月,7.86,亿元,,,初步,wh-gb-2025,
"""
Open = Callable[..., Page]


def named() -> set[str]:
    """The pictures that the guide shows."""
    return {p for path in FOLDER.glob("*/*.md") for p in read(path.read_text(encoding="utf-8")).pictures}


@pytest.fixture
def as_person(browser: Browser, site: str, monkeypatch) -> Iterator[Open]:
    """A window of somebody who is signed in, at a fixed hour."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    contexts = []

    def window(user: object = None) -> Page:
        client = Client(HTTP_HOST="localhost")
        if user:
            client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        context = browser.new_context(base_url=site, viewport={"width": WIDE, "height": 700}, locale="zh-CN")
        context.add_cookies([{"name": n, "value": m.value, "url": site} for n, m in client.cookies.items()])
        contexts.append(context)
        return context.new_page()

    yield window
    for context in contexts:
        context.close()


@pytest.fixture
def take(pytestconfig) -> Callable[..., None]:
    """`take(page, "overview", high=800)`: the window as it stands, scrolled to `to` where it is named."""

    def taken(page: Page, name: str, *, high: int = 700, to: str = "") -> None:
        assert f"{name}.webp" in named()
        page.set_viewport_size({"width": WIDE, "height": high})
        if to:
            page.locator(to).first.evaluate("e => e.scrollIntoView({block: 'start'})")
        page.evaluate("() => document.fonts.ready")
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        if pytestconfig.getoption("--pictures"):
            picture.save(PICTURES / f"{name}.webp", quality=62, method=6)

    return taken


def test_what_everybody_reads(as_person, take):
    page = as_person()
    page.goto("/")
    expect(page.get_by_role("heading", name="需要决定")).to_be_visible()
    take(page, "overview", high=860)
    page.goto("/?as_of=2026-04-29")
    expect(page.get_by_text("您在看2026年4月29日的情形")).to_be_visible()
    take(page, "day")
    page.goto(f"{PLAN}/targets/{C005}/")
    expect(page.get_by_role("heading", name="灯怎么来的")).to_be_visible()
    take(page, "target", high=900)
    page.goto(f"{PLAN}/tasks/")
    take(page, "tasks")
    page.goto(f"{PLAN}/wall/")
    take(page, "wall", high=800)


def test_the_dispatcher(as_person, take, person):
    page = as_person(person("dispatcher", username="调度员甲"))
    page.goto("/office/")
    expect(page.get_by_role("heading", name="等您办的")).to_be_visible()
    take(page, "home-dispatcher", high=760)
    page.get_by_role("link", name="添加方案").first.click()
    expect(page.get_by_role("button", name="读这份方案")).to_be_visible()
    take(page, "add", high=560)
    page.goto(f"{PLAN}/review/")
    take(page, "desk", high=600)
    page.goto(f"{PLAN}/")
    page.get_by_role("link", name="按领域批量指定").click()
    expect(page.get_by_role("button", name="指定这个领域").first).to_be_visible()
    take(page, "owners", high=760)


def test_a_task_is_reported_and_closed(as_person, take, person):
    dispatcher = person("dispatcher", username="调度员甲")
    line = line_with(CODE)
    milestone = next(c for c in line.newest.commitments.filter(kind=Kind.MILESTONE.value) if c.until == 2025)
    key = keys_of(line.newest)[milestone.code]
    assign(line, {k: Assigned("swj") for k in (C005, key)}, on=TODAY, by=dispatcher)
    page = as_person(person("liaison", username="联络员乙", unit="swj"))
    page.goto("/office/")
    expect(page.get_by_role("heading", name="本月一分钟")).to_be_visible()
    take(page, "home-liaison", high=620)
    page.get_by_role("link", name="去看").first.click()
    page.goto(f"{PLAN}/tasks/{key}/")
    page.get_by_label("办结日").fill("2025-12-28")
    page.get_by_label("凭什么：文号或标题").fill("乌海商发〔2025〕31号")
    take(page, "report", high=560, to="#h-report")
    page.get_by_role("button", name="报告办结").click()
    page = as_person(dispatcher)
    page.goto("/office/")
    page.get_by_role("link", name="去核查").click()
    page.goto(f"{PLAN}/tasks/{key}/")
    expect(page.get_by_role("button", name="销号")).to_be_visible()
    take(page, "close", high=620, to="#h-check")


def test_the_statistician(as_person, take, person):
    statistician = person("statistician", username="统计员丙")
    page = as_person(statistician)
    page.goto("/office/figures/")
    page.get_by_label("数出自哪份文件").select_option(index=2)
    for name, value in (("指标", "社会消费品零售总额"), ("报告期", "2026年10月"), ("数值", "7.86")):
        page.get_by_label(f"{name} 1", exact=True).fill(value)
    take(page, "grid", high=640)
    page.goto("/office/waiting/")
    take(page, "waiting", high=760)
    load = send(KINDS["figures"], SimpleUploadedFile("十月月报.csv", FIGURES.encode()), on=TODAY, by=statistician)
    page.goto(f"/office/loads/{load.pk}/")
    take(page, "load", high=560)


def test_the_mayor_and_the_district(as_person, take, person):
    page = as_person(person("mayor", username="市长丁"))
    page.goto("/office/")
    at(page, "/one-page/$")
    take(page, "mayor", high=900)
    plan = load_plan(
        "乌达区2026年民生实事实施方案\n\n一、便民服务\n\n2026年底前建成便民服务点30个。2026年6月底前完成社区食堂改造。\n",
        context=Context("乌达区", 2026, 2026, 2026), region="150304", on=TODAY, by=None, issued=date(2026, 3, 2),
    ).plan  # fmt: skip
    publish_as_read(plan, reason="印发", on=TODAY, by=None)
    page = as_person(person("district", username="区级专员戊", scope=Scope("region", "150304")))
    page.goto("/office/")
    expect(page.get_by_role("heading", name="方案里写到本区的")).to_be_visible()
    take(page, "home-district", high=860)


def test_the_three_administrators(as_person, take, person):
    auditor = person("auditor", username="审计己")
    check_log(by=auditor)
    statistician, dispatcher = person("statistician", username="统计员丙"), person("dispatcher", username="调度员甲")
    for who, action in ((statistician, "export"), (dispatcher, "export"), (dispatcher, "refused")):
        record(action, actor=who)
    page = as_person(auditor)
    page.goto("/office/")
    expect(page.get_by_role("button", name="现在核对")).to_be_visible()
    take(page, "home-auditor", high=640)
    page.get_by_role("link", name="审计", exact=True).first.click()
    take(page, "log", high=680)
    made, _password = create_user("xinren", display_name="新人", by=person("administrator", username="系统庚"))
    page = as_person(person("security", username="安全辛"))
    page.goto(f"/office/accounts/{made.pk}/")
    expect(page.get_by_role("button", name="批准")).to_be_visible()
    take(page, "account", high=760)
    page = as_person(person("administrator", username="系统壬"))
    page.goto("/office/health/")
    expect(page.get_by_role("button", name="现在备份")).to_be_visible()
    take(page, "health", high=430)  # what follows is of this machine


def test_every_picture_of_the_guide_is_there_and_small_and_none_is_left_over():
    there = {path.name: path.stat().st_size for path in PICTURES.glob("*.webp")}
    assert there.keys() == named()
    assert {name: size for name, size in there.items() if size > MOST} == {}
