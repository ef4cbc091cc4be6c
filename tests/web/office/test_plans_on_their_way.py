"""A plan is added by its file, and one that stands is amended by its new text, on pages; nothing is lost on the way."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from guatu.web.plans.amend.models import Amendment, Proposal
from guatu.web.plans.in_force import line_with
from guatu.web.plans.ledger.models import Plan, PlanFile
from tests.web.second_plan import load_draft, publish

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
ADD = "/office/plans/add/"
TEXT = """海川市促进服务业发展实施方案（2026—2028年）

一、主要目标

（一）总体目标

到2028年，服务业增加值达到120亿元以上。到2028年，新建便民服务点40个。

2026年底前，建成综合服务中心。
"""
AMENDED = TEXT.replace("120亿元", "130亿元").replace("40个", "45个")


@pytest.fixture(autouse=True)
def fixed_day(settings) -> None:
    settings.GUATU_TODAY = TODAY.isoformat()


@pytest.fixture
def dispatcher(person) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(person("dispatcher"))
    return client


def sent(text: str, name: str = "方案.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), content_type="text/plain")


def main(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.content.decode().split("<main")[1].split("</main>")[0]))


# -- adding -----------------------------------------------------------------------------------------------------------


def test_a_file_becomes_a_draft_that_nobody_else_sees(dispatcher):
    page = dispatcher.post(ADD, {"file": sent(TEXT)}, follow=True)
    plan = Plan.objects.get(title__contains="海川市")
    assert page.redirect_chain[-1][0] == f"/plans/{plan.code}/review/about/"  # the region is not known yet
    assert "读出3个条目，其中目标2个" in main(page)
    assert bytes(PlanFile.objects.get(plan=plan).content).decode() == TEXT
    assert "海川市" not in Client(HTTP_HOST="localhost").get("/plans/").content.decode()


def test_the_same_file_again_changes_nothing_and_says_so(dispatcher):
    for _ in range(2):
        page = dispatcher.post(ADD, {"file": sent(TEXT)}, follow=True)
    assert "已经在库里" in main(page)
    assert Plan.objects.filter(title__contains="海川市").count() == 1


@pytest.mark.parametrize(("file", "given", "says"), [
    (None, {}, "请选一个文件"),
    (("空.txt", ""), {}, "文件是空的"),
    (("图.exe", "MZ\x00\x01"), {}, "F2"),
    (("方案.txt", TEXT), {"plan_from": "二〇二六"}, "请写四位年份"),
    (("方案.txt", TEXT), {"plan_to": "20"}, "请写四位年份"),
])  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(dispatcher, file, given, says):
    data = {"place": "海川市", **given, **({"file": sent(file[1], file[0])} if file else {})}
    page = dispatcher.post(ADD, data)
    assert page.status_code >= 400
    assert says in page.content.decode()
    assert 'value="海川市"' in page.content.decode()
    assert not Plan.objects.filter(title__contains="海川市").exists()


def test_another_text_under_the_same_title_is_shown_the_way_to_amend(dispatcher):
    dispatcher.post(ADD, {"file": sent(TEXT)})
    page = dispatcher.post(ADD, {"file": sent(AMENDED)})
    assert page.status_code == 400
    assert "修订" in main(page).split("不添加")[0]
    assert Plan.objects.filter(title__contains="海川市").count() == 1


# -- amending ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def plan():
    return publish(load_draft(TEXT))


def proposed(client: Client, plan: Plan, text: str = AMENDED, **given: str):
    data = {"file": sent(text, "新文本.txt"), "effective": "2026-12-01", "paper": "海政发〔2026〕9号",
            "reason": "国家调整目标", **given}  # fmt: skip
    return client.post(f"/plans/{plan.code}/amend/", data, follow=True)


def test_an_amendment_is_seen_before_it_counts(dispatcher, plan):
    page = proposed(dispatcher, plan)
    row = Proposal.objects.get()
    assert page.redirect_chain[-1][0] == f"/plans/{plan.code}/amend/{row.pk}/"
    body = page.content.decode()
    assert "<ins>130</ins>" in body.replace("<ins>130亿元</ins>", "<ins>130</ins>") or "<ins>3</ins>" in body
    assert not Amendment.objects.exists()
    assert line_with(plan.code).newest == plan

    done = dispatcher.post(f"/plans/{plan.code}/amend/{row.pk}/", {"do": "record"}, follow=True)
    assert "修订已登记" in main(done)
    (made,) = Amendment.objects.all()
    assert (made.old, made.effective, made.paper, made.reason) == (
        plan, date(2026, 12, 1), "海政发〔2026〕9号", "国家调整目标",
    )  # fmt: skip
    assert bytes(PlanFile.objects.get(plan=made.new).content).decode() == AMENDED
    assert PlanFile.objects.get(plan=made.new).name == "新文本.txt"
    assert not Proposal.objects.exists()


def test_a_proposal_waits_until_somebody_goes_on_with_it(dispatcher, plan):
    proposed(dispatcher, plan)
    row = Proposal.objects.get()
    page = dispatcher.get(f"/plans/{plan.code}/amend/")
    assert f'href="/plans/{plan.code}/amend/{row.pk}/"' in page.content.decode()
    assert dispatcher.get(f"/plans/{plan.code}/amend/{row.pk}/").status_code == 200


def test_a_dropped_proposal_leaves_the_plan_as_it_was(dispatcher, plan):
    proposed(dispatcher, plan)
    row = Proposal.objects.get()
    page = dispatcher.post(f"/plans/{plan.code}/amend/{row.pk}/", {"do": "drop"}, follow=True)
    assert "方案没有变化" in main(page)
    assert not Proposal.objects.exists()
    assert not Amendment.objects.exists()


def test_a_question_is_answered_by_choosing_a_line_by_its_words(dispatcher, plan):
    """A line that may be the old one: nothing is recorded before a person says so."""
    text = TEXT.replace("新建便民服务点40个", "新建便民服务驿站45个")
    proposed(dispatcher, plan, text)
    row = Proposal.objects.get()
    address = f"/plans/{plan.code}/amend/{row.pk}/"
    body = dispatcher.get(address).content.decode()
    names = set(re.findall(r'name="(same-[^"]+)"', body))
    assert names == {"same-C002"}
    refused = dispatcher.post(address, {"do": "record"})
    assert "A539" in refused.content.decode()
    assert Proposal.objects.exists()
    answered = {name: re.search(rf'name="{name}" value="([^"]+)"', body)[1] for name in names}
    done = dispatcher.post(address, {"do": "record", **answered}, follow=True)
    assert "修订已登记" in main(done)


def test_a_target_past_its_deadline_is_changed_only_when_somebody_confirms_it(dispatcher):
    text = TEXT.replace("到2028年，新建", "到2025年，新建")
    plan = publish(load_draft(text))
    proposed(dispatcher, plan, text.replace("40个", "30个"))
    address = f"/plans/{plan.code}/amend/{Proposal.objects.get().pk}/"
    refused = dispatcher.post(address, {"do": "record"})
    assert "A549" in refused.content.decode()
    assert 'name="late"' in refused.content.decode()
    done = dispatcher.post(address, {"do": "record", "late": "yes"}, follow=True)
    assert "修订已登记" in main(done)


@pytest.mark.parametrize(("given", "says"), [
    ({"effective": "明年"}, "2026-07-01"),
    ({"paper": " "}, "请写文号或标题"),
    ({"reason": ""}, "请写一句理由"),
])  # fmt: skip
def test_an_amendment_says_from_when_by_what_and_why(dispatcher, plan, given, says):
    page = proposed(dispatcher, plan, **given)
    assert page.status_code == 400
    assert says in page.content.decode()
    assert not Proposal.objects.exists()


def test_the_same_text_is_no_amendment(dispatcher, plan):
    proposed(dispatcher, plan, plan.text)
    row = Proposal.objects.get()
    page = dispatcher.post(f"/plans/{plan.code}/amend/{row.pk}/", {"do": "record"})
    assert "A532" in page.content.decode()
    assert not Amendment.objects.exists()


def test_of_two_proposals_the_second_waits_and_says_why_it_cannot_be_recorded(dispatcher, plan):
    proposed(dispatcher, plan)
    proposed(dispatcher, plan, TEXT.replace("120亿元", "140亿元"), paper="海政发〔2026〕10号")
    second, first = Proposal.objects.order_by("-id")
    dispatcher.post(f"/plans/{plan.code}/amend/{first.pk}/", {"do": "record"})
    page = dispatcher.get(f"/plans/{plan.code}/amend/").content.decode()
    assert f"/amend/{second.pk}/" in page
    again = dispatcher.post(f"/plans/{plan.code}/amend/{second.pk}/", {"do": "record"})
    assert "A533" in again.content.decode()
    assert Proposal.objects.filter(pk=second.pk).exists()
    assert Amendment.objects.count() == 1
    assert dispatcher.post(f"/plans/{plan.code}/amend/{first.pk}/", {"do": "record"}).status_code == 404  # sent twice


# -- a bulletin is no plan --------------------------------------------------------------------------------------------

BULLETIN = """海川市2025年国民经济和社会发展统计公报

全年地区生产总值1110亿元，同比增长4.2%。全年社会消费品零售总额212亿元，同比增长5.5%。

全年接待游客900万人次，比上年增长6%。
"""


def test_a_bulletin_is_told_in_one_sentence_and_led_to_where_figures_are_entered(dispatcher):
    page = dispatcher.post(ADD, {"file": sent(BULLETIN, "公报.txt"), "place": "海川市"})
    assert page.status_code == 422
    said = main(page)
    assert "读起来是情况通报，不是方案：读到6个已完成的数，没有一个目标" in said
    body = page.content.decode()
    assert 'value="海川市"' in body
    assert not Plan.objects.filter(title__contains="海川市").exists()
    notice = re.findall(r'<div class="state m4" role="alert" id="e-account">.*?</div>', body, re.DOTALL)[0]
    links = re.findall('href="([^"]+)"', notice)
    assert "/office/figures/" in links
    assert [dispatcher.get(link).status_code for link in links] == [200, 200]


def test_a_person_may_say_that_it_is_a_plan_all_the_same(dispatcher):
    dispatcher.post(ADD, {"file": sent(BULLETIN, "公报.txt"), "as_plan": "on"})
    assert Plan.objects.filter(title__contains="海川市").exists()


def test_a_plan_is_never_asked_whether_it_is_a_bulletin(dispatcher):
    page = dispatcher.get(ADD)
    assert "e-account" not in page.content.decode()
    assert dispatcher.post(ADD, {"file": sent(TEXT)}).status_code == 302
