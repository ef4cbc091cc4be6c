"""`guatu compare` and `guatu amend`, as an office uses them."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from tests.core.amend.amended import plan_text
from tests.web.addresses import C005
from tests.web.plans.amend.conftest import NEW_TEXT

from guatu.cli import main
from guatu.store.example import example_city

CITY = example_city()
YEARS = ("--years", "2025-2027")
AMEND = ("--paper", "乌海政办发〔2026〕18号", "--effective", "2026-07-01", "--reason", "中期评估后调整", "--late")


@pytest.fixture
def new_file(tmp_path):
    file = tmp_path / "新方案.txt"
    file.write_text(NEW_TEXT, encoding="utf-8")
    return file


def test_compare_says_what_changed(new_file, capsys):
    assert main(["compare", str(CITY.plan_path), str(new_file), *YEARS]) == 0
    said = capsys.readouterr().out
    assert "放宽1，取消1，有紧有松1，改述1，收紧5，新增1，未变270" in said
    assert "344亿元→360亿元，提高16亿元" in said
    assert main(["compare", str(CITY.plan_path), str(new_file), *YEARS, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"old", "new", "counts", "changes", "questions"}
    (change,) = [c for c in found["changes"] if c["sentence"].startswith("344亿元")]
    assert (change["verdict"], change["old"]["value"], change["new"]["value"]) == ("tightened", 344, 360)


def test_compare_lists_questions_and_takes_answers(tmp_path, capsys):
    file = tmp_path / "新方案.txt"
    file.write_text(plan_text().replace("建成市公共文化中心", "建成市级公共文化中心并开放"), encoding="utf-8")
    argv = ["compare", str(CITY.plan_path), str(file), *YEARS]
    main(argv)
    assert "原C078与新C078文字相近而不相同，是否同一条目？" in capsys.readouterr().out
    main([*argv, "--same", "C078=C078"])
    assert "改述1" in capsys.readouterr().out
    for answer, code in (("C078", "A537"), ("C999=C001", "A538"), ("C078=C999", "A538")):
        assert main([*argv, "--same", answer]) == 2
        assert f"[{code}]" in capsys.readouterr().err


def test_two_plans_beside_each_other(tmp_path, capsys):
    file = tmp_path / "自治区.txt"
    file.write_text(
        "某省服务业行动方案\n\n一、目标\n\n到2027年，全省服务业增加值年均增长5.5%以上。\n", encoding="utf-8"
    )
    assert main(["compare", str(CITY.plan_path), str(file), *YEARS, "--beside", "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["rows"]
    assert row["says"] == "6%比5.5%高0.5个百分点"


def test_compare_brings_no_django_along():
    code = "import sys, guatu.cli.compare; assert not [m for m in sys.modules if m.startswith('django')]"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_amend_records_once(city_store, new_file):
    asked = city_store.run("amend", new_file, *AMEND[:-1])
    assert (asked.returncode, "[A549]" in asked.stderr) == (2, True)
    first = city_store.run("amend", new_file, *AMEND)
    assert first.returncode == 0, first.stderr
    assert "收紧5" in first.stdout
    assert "没有变化" in city_store.run("amend", new_file, *AMEND).stdout
    assert city_store.run("verify").returncode == 0

    def value(day):
        rows = json.loads(city_store.run("status", "--format", "json", "--as-of", day).stdout)
        return next(row["value"] for row in rows if row["id"] == C005)

    assert (value("2026-06-30"), value("2026-07-01")) == (344, 360)
    refused = city_store.run("load", "plan", new_file.with_name("新方案.txt"), "--place", CITY.name)
    assert "没有变化" in refused.stdout


def test_amend_needs_a_day_that_is_one(city_store, new_file):
    done = city_store.run("amend", new_file, "--paper", "文", "--effective", "2026-02-30", "--reason", "改")
    assert (done.returncode, "[A501]" in done.stderr) == (2, True)
