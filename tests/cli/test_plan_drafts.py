"""Drafts and several plans on the command line: what is missing is said, what is stated counts, one plan is named."""

from __future__ import annotations

import re

import pytest

from guatu.store.ledger_xlsx import LedgerRow, write_ledger
from tests.web.addresses import CODE

BARE = "新增养老床位200张。\n2026年6月底前完成社区食堂改造。\n"
SECOND = "乌海市2026年民生实事实施方案\n\n一、养老服务\n\n到2026年底，新增养老床位200张以上。\n"
PUBLISH = """
from datetime import date
from guatu.web.plans.ledger.models import Plan
from guatu.web.plans.review.services import publish_as_read
publish_as_read(Plan.objects.order_by("-id").first(), reason="试", on=date(2026, 11, 23), by=None)
"""


def test_a_plan_without_title_place_and_years_is_a_draft_that_says_so(city_store, tmp_path):
    file = tmp_path / "清单.txt"
    file.write_text(BARE, encoding="utf-8")
    done = city_store.run("load", "plan", file)
    assert done.returncode == 0, done.stderr
    assert "未命名的方案（" in done.stdout
    assert "还缺标题、地区、起止年份" in done.stdout
    assert "--title、--region、--years" in done.stdout
    assert city_store.run("status", "--format", "json").returncode == 0  # the plan in force stays the one meant


def test_the_same_text_with_other_facts_is_a_change(city_store, tmp_path):
    file = tmp_path / "清单.txt"
    file.write_text(BARE, encoding="utf-8")
    city_store.run("load", "plan", file)
    facts = ("--title", "养老服务行动", "--place", "乌海市", "--years", "2026-2027")
    done = city_store.run("load", "plan", file, *facts)
    assert done.returncode == 0, done.stderr
    assert "《养老服务行动》：文字没有变化，改了方案信息。" in done.stdout
    assert "还缺" not in done.stdout
    assert "《养老服务行动》：没有变化。" in city_store.run("load", "plan", file, *facts).stdout


def test_our_own_ledger_is_no_plan(city_store, tmp_path):
    file = tmp_path / "清单.xlsx"
    row = LedgerRow(1, sector="养老", task="新增床位", code="养老-01", kind="目标")
    file.write_bytes(write_ledger([row], title="方案"))
    done = city_store.run("load", "plan", file)
    assert done.returncode != 0
    assert "F284" in done.stderr
    assert "审阅台" in done.stderr


@pytest.mark.parametrize("command", [("status",), ("wall", "--out", "wall.svg")])
def test_with_several_plans_in_force_one_is_named(city_store, tmp_path, command):
    file = tmp_path / "实事.txt"
    file.write_text(SECOND, encoding="utf-8")
    city_store.run("load", "plan", file, "--place", "乌海市", "--years", "2026-2026")
    assert city_store.python(PUBLISH).wait() == 0
    done = city_store.run(*command)
    assert done.returncode != 0
    assert "A595" in done.stderr
    codes = re.findall(r"\b[0-9a-f]{12}\b", done.stderr)
    assert CODE in codes
    assert len(codes) == 2
    for code in codes:
        assert city_store.run(*command, "--plan", code).returncode == 0


def test_status_names_commitments_by_their_keys(city_store):
    said = city_store.run("status").stdout
    assert re.search(r"^物流-\d\d ", said, re.M)
    assert not re.search(r"\bC\d{3}\b", said)
