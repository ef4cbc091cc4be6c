"""The command line, as an office uses it: in a process of its own, on a store of its own."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from decimal import Decimal

import pytest

from guatu.cli import main
from guatu.cli.printing import csv_text, table_text, width
from guatu.core.codec import json_text
from guatu.store.example import example_city

CITY = example_city()
HEAD = "指标,地区,报告期,数值,单位,增速,来源\n"
TARGET_FIELDS = {
    "id", "sector", "indicator", "comparator", "value", "unit", "period", "status", "reason", "why", "actual", "pace",
    "gap", "gap_unit", "revised_after_due", "rule", "rule_version", "value_max", "strength", "versus", "done", "needed",
    "needed_unit", "steps", "changes_when", "years", "definition_unconfirmed",
}  # fmt: skip


def refused(done, code):
    assert done.returncode == 2, done
    assert f"[{code}]" in done.stderr
    assert "Traceback" not in done.stderr


# -- without a store --------------------------------------------------------------------------------------------------


def test_compile_json_keeps_the_contract(capsys):
    assert main(["compile", str(CITY.plan_path), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    text = CITY.plan_path.read_text(encoding="utf-8")
    assert all(text[c["start"] : c["end"]] == c["quote"] for c in found["commitments"])
    assert {c["kind"] for c in found["commitments"]} == {"target", "milestone", "action"}


def test_compile_csv_is_one_row_for_each_commitment(capsys):
    main(["compile", str(CITY.plan_path), "--format", "json"])
    count = len(json.loads(capsys.readouterr().out)["commitments"])
    main(["compile", str(CITY.plan_path), "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff"))))
    assert len(rows) == count
    assert not [cell for row in rows for cell in row.values() if len(cell) > 1 and cell.startswith(("=", "+", "@"))]


def test_compile_writes_a_workbook(tmp_path, capsys):
    out = tmp_path / "清单.xlsx"
    assert main(["compile", str(CITY.plan_path), "--format", "xlsx", "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"PK")
    assert main(["compile", str(CITY.plan_path), "--format", "xlsx"]) == 2
    assert "[A542]" in capsys.readouterr().err


def test_check_counts_every_number(capsys):
    assert main(["check", str(CITY.plan_path), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {"title", "verdict", "counts", "findings", "questions", "coverage", "compiler"} <= set(found)
    assert main(["check", str(CITY.plan_path)]) == 0
    assert "数字和日期" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["compile", "check"])
@pytest.mark.parametrize(
    ("content", "code"), [(None, "F201"), (b"", "F203"), (b"\x00\x01\x02\x03" * 999, "F220"), (b" \n" * 9, "F203"),
                          ("到2027年".encode() * 600_000, "F227")]
)  # fmt: skip
def test_a_file_that_is_no_plan_is_refused(tmp_path, capsys, command, content, code):
    file = tmp_path / "方案.txt"
    if content is not None:
        file.write_bytes(content)
    assert main([command, str(file)]) == 2
    assert re.match(rf"\[{code}\] 方案\.txt：", capsys.readouterr().err)


def test_a_plan_in_gb18030_reads_as_in_utf8(tmp_path, capsys):
    file = tmp_path / "方案.txt"
    file.write_bytes(CITY.plan_path.read_text(encoding="utf-8").encode("gb18030"))
    found = []
    for path in (CITY.plan_path, file):
        main(["compile", str(path), "--format", "json"])
        found.append(json.loads(capsys.readouterr().out))
        found[-1]["document"].pop("file")
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("argv", "code"),
    [([], "A540"), (["fly"], "A540"), (["compile"], "A540"), (["load", "wish"], "A540"),
     (["compile", "x", "--years", "2027-2025"], "A541"), (["wall", "--out", "wall.png"], "A543"),
     (["run", "--port", "http"], "U630")],
)  # fmt: skip
def test_a_command_that_is_wrong_says_how(capsys, argv, code):
    assert main(argv) == 2
    assert capsys.readouterr().err.startswith(f"[{code}]")


def test_years_are_read_as_they_are_written(capsys):
    assert main(["compile", str(CITY.plan_path), "--years", "2025—2027年", "--format", "json"]) == 0
    context = json.loads(capsys.readouterr().out)["context"]
    assert (context["plan_from"], context["plan_to"]) == (2025, 2027)
    assert main(["compile", str(CITY.plan_path), "--years", "三年"]) == 2
    assert "[A541]" in capsys.readouterr().err


def test_printing_is_exact_and_lines_up():
    assert json_text([{"a": Decimal("284.80"), "b": None, "c": Decimal("1E+2")}, []]) == (
        '[\n  {\n    "a": 284.80,\n    "b": null,\n    "c": 100\n  },\n  []\n]'
    )
    assert csv_text([{"a": "=1+1", "b": Decimal("-5.4")}], ["a", "b"]).splitlines()[1] == "'=1+1,-5.4"
    lines = table_text(("名", "b"), [("服务业", "x"), ("a", "很长" * 40)], widest=10).splitlines()
    assert {width(line[: line.rindex(" ")]) + 1 for line in lines} == {8}


# -- with a store -----------------------------------------------------------------------------------------------------


def test_the_example_loads_once_and_is_judged(new_store):
    first, again = new_store.run("load", "example"), new_store.run("load", "example")
    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    assert "没有变化" in again.stdout
    key = new_store.home / "secret.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    found = json.loads(new_store.run("status", "--format", "json").stdout)
    assert {frozenset(row) for row in found} == {frozenset(TARGET_FIELDS)}
    assert {"met", "missed", "unknown"} <= {row["status"] for row in found}
    actual = next(row["actual"] for row in found if row["actual"])
    assert set(actual) == {
        "value", "unit", "period", "form", "stage", "published", "formula", "source", "observations",
    }  # fmt: skip


def test_numbers_keep_their_digits(city_store):
    assert '"value": 284.80,' in city_store.run("status", "--format", "json").stdout


def test_status_speaks_of_the_day_asked_for(city_store):
    def known(day):
        found = json.loads(city_store.run("status", "--format", "json", "--as-of", day).stdout)
        return [row for row in found if row["actual"] and "2025" in row["actual"]["period"]]

    assert known("2026-11-23")
    assert not known("2026-04-29")
    assert "目标" in city_store.run("status", GUATU_TODAY="2026-04-29").stdout
    refused(city_store.run("status", "--as-of", "2026-02-30"), "A501")


def test_before_anything_is_loaded_it_says_what_to_do(new_store):
    refused(new_store.run("status"), "U620")
    assert new_store.run("migrate").returncode == 0
    refused(new_store.run("status"), "A505")
    assert new_store.run("verify").returncode == 0


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        ("指标,地区,报告期,单位,增速,来源\n", ["D311"]),
        (HEAD, ["D313"]),
        (HEAD + "第三产业增加值,150300,2015,1,亿元,,{s}\n第三产业增加值,150300,2015,2,亿元,,{s}\n", ["D310", "D305"]),
        (HEAD + "第三产业增加值,999999,2015,1,亿元,,{s}\n幸福指数,150300,2015,1,亿元,,{s}\n", ["D310", "D302", "D301"]),
        (HEAD + '快递业务量,150300,2015,"1,009.75万件",万件,,{s}\n', ["D306"]),
        (HEAD + "第三产业增加值,150300,2015,300,亿元,,{s}\n第三产业增加值,150300,去年,1,公里,,{s}\n", ["D310"]),
    ],
)
def test_a_bad_table_loads_nothing(city_store, content, codes):
    source = "wuhai_bulletin_2025"
    before = city_store.run("verify", "--format", "json").stdout
    file = city_store.home / "数据.csv"
    file.write_text(content.replace("{s}", _some_source(source)), encoding="utf-8")
    done = city_store.run("load", "figures", file)
    for code in codes:
        refused(done, code)
    assert "数据.csv" in done.stderr
    assert str(city_store.home) not in done.stderr
    assert city_store.run("verify", "--format", "json").stdout == before


def _some_source(preferred):
    with CITY.sources_path.open(encoding="utf-8-sig", newline="") as file:
        codes = [next(iter(row.values())) for row in csv.DictReader(file)]
    return preferred if preferred in codes else codes[0]


def test_good_figures_load_once(city_store):
    file = city_store.home / "数据.csv"
    file.write_text(HEAD + f"第三产业增加值,150300,2015,300.10,亿元,2.5,{_some_source('')}\n", encoding="utf-8")
    assert "新增1条" in city_store.run("load", "figures", file).stdout
    assert "没有变化" in city_store.run("load", "figures", file).stdout
    assert city_store.run("verify").returncode == 0


def test_units_load_whole_or_not_at_all(city_store):
    file = city_store.home / "单位.csv"
    file.write_text(
        "代码,名称,简称,上级,设立\nfgw,发展和改革委员会,发改委,,\ntjj,统计局,,fgw,1984-05-01\n", encoding="utf-8"
    )
    assert "2行" in city_store.run("load", "units", file).stdout
    assert "没有变化" in city_store.run("load", "units", file).stdout
    file.write_text("代码,名称,上级,设立\nx,某局,没有这个,\n,无码,,\ny,乙局,,昨天\n", encoding="utf-8")
    done = city_store.run("load", "units", file)
    refused(done, "D355")
    assert "第3行" in done.stderr
    assert "第4行" in done.stderr
    file.write_text("代码,名称,上级\nx,某局,没有这个\n", encoding="utf-8")
    refused(city_store.run("load", "units", file), "D350")
    assert city_store.run("verify").returncode == 0


def test_regions_and_calendars_load(city_store):
    files = {
        "regions": CITY.regions_path,
        "calendar": CITY.calendars_paths[0],
        "rules": CITY.rules_path,
        "indicators": CITY.indicators_path,
    }
    for kind, path in files.items():
        done = city_store.run("load", kind, path)
        assert (done.returncode, "没有变化" in done.stdout) == (0, True), done


def test_a_second_plan_and_a_changed_one(city_store):
    file = city_store.home / "方案.txt"
    file.write_text(CITY.plan_path.read_text(encoding="utf-8") + "\n另建公园3个。", encoding="utf-8")
    refused(city_store.run("load", "plan", file, "--place", CITY.name), "A530")
    file.write_text("某县公园行动方案\n\n一、目标\n\n到2026年底，全县建成公园3个。\n", encoding="utf-8")
    refused(city_store.run("load", "plan", file, "--place", "某县", "--years", "2025-2026"), "D353")
    done = city_store.run("load", "plan", file, "--place", CITY.name, "--years", "2025-2026")
    assert done.returncode == 0, done.stderr
    assert "草稿" in done.stdout
    assert len(json.loads(city_store.run("status", "--format", "json").stdout)) == 68  # a draft is not in force


@pytest.mark.parametrize(("name", "starts"), [("wall.svg", b"<svg"), ("wall.pdf", b"%PDF")])
def test_the_wall_is_drawn(city_store, name, starts):
    out = city_store.home / name
    done = city_store.run("wall", "--out", out, "--size", "A3", "--as-of", "2026-11-23")
    assert done.returncode == 0, done.stderr
    assert out.read_bytes().lstrip().startswith(starts)


def test_a_database_that_does_not_answer(new_store):
    done = new_store.run("status", GUATU_DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    refused(done, "U621")
    refused(new_store.run("status", GUATU_DATABASE_URL="mysql://x/y"), "U623")


def test_run_serves_pages_and_gives_the_first_password(new_store):
    port = free_port()
    command = [sys.executable, "-m", "guatu", "run"]
    environment = new_store.environment | {"PORT": str(port)}
    server = subprocess.Popen(command, env=environment, cwd=new_store.home, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, start_new_session=True)  # fmt: skip
    try:
        page = _answer(f"http://127.0.0.1:{port}/", server)
        assert "第三产业" in page or "服务业" in page
        taken = new_store.run("run", PORT=str(port))
        refused(taken, "U631")
    finally:
        os.killpg(server.pid, signal.SIGINT)
        said = _last_words(server)
    assert "admin" in said
    assert "一次性口令" in said
    assert f"http://127.0.0.1:{port}/" in said


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answer(address, server, seconds=40):
    for _ in range(seconds * 5):
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return answer.read().decode()
        except OSError:
            assert server.poll() is None, server.stdout.read()
            time.sleep(0.2)
    raise AssertionError("no answer")


def _last_words(server):
    try:
        return server.communicate(timeout=40)[0]
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        raise
