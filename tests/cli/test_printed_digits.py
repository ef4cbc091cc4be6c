"""Whatever a command prints, a figure has the digits of the plan, and a sign alone is no formula."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import duckdb
import pytest

from guatu.cli import main
from guatu.cli.printing import csv_text
from guatu.core.codec import parsed
from guatu.store.csv_cells import cell

OLD = """某县三年行动方案（2025—2027年）
一、目标
到2027年，服务业增加值达到284.80亿元，绿地率达到30.0%以上，引进企业1.50—2.0万家，公园为12个。
"""
NEW = OLD.replace("284.80", "290.00")
YEARS = ("--years", "2025-2027", "--place", "某县")


@pytest.fixture
def plans(tmp_path):
    paths = []
    for name, text in (("原.txt", OLD), ("新.txt", NEW)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        paths.append(str(tmp_path / name))
    return paths


def printed(capsys, *argv) -> str:
    assert main([*argv, *YEARS]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("argv", "written"),
    [
        (("compile", "{old}"), ["284.80", "30.0", "1.50", "2.0", "12"]),
        (("explain", "{old}", "--find", "284.80"), ["284.80"]),
        (("compare", "{old}", "{new}"), ["284.80", "290.00", "30.0"]),
        (("compare", "{old}", "{new}", "--beside"), ["284.80", "290.00"]),
    ],
)
def test_json_has_the_digits_of_the_plan(capsys, plans, argv, written):
    old, new = plans
    out = printed(capsys, *(word.format(old=old, new=new) for word in argv), "--format", "json")
    found = [f"{value}" for value in figures(parsed(out))]
    assert set(written) <= set(found)
    assert "value" in out
    json.loads(out)  # who reads with floats can read it, too


def figures(value):
    """Every value and value_max, all the way down."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in ("value", "value_max") and inner is not None:
                yield inner
            yield from figures(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from figures(inner)


def test_check_says_the_questions_and_numbers_of_compile(capsys, plans):
    found = json.loads(printed(capsys, "check", plans[0], "--format", "json"))
    whole = json.loads(printed(capsys, "compile", plans[0], "--format", "json"))
    for name in ("title", "context", "questions", "coverage", "document", "compiler"):
        assert found[name] == whole[name]


def test_csv_has_the_digits_and_the_signs(capsys, plans):
    rows = list(csv.DictReader(io.StringIO(printed(capsys, "compile", plans[0], "--format", "csv").lstrip("\ufeff"))))
    said = {(r["comparator"], r["value"], r["value_max"]) for r in rows if r["kind"] == "target"}
    assert {("range", "1.50", "2.0"), ("=", "12", "")} <= said


def test_the_tables_of_a_folder_have_them_too(tmp_path, capsys, plans):
    out = tmp_path / "结果"
    assert main(["compile", str(tmp_path), "--out", str(out), *YEARS]) == 0
    assert json.loads((out / "原.txt.json").read_text(encoding="utf-8"))
    with (out / "commitments.csv").open(encoding="utf-8-sig", newline="") as file:
        values = [(r["comparator"], r["value"]) for r in csv.DictReader(file) if r["file"] == "原.txt" and r["value"]]
    assert {("=", "12"), ("range", "1.50")} <= set(values)
    with duckdb.connect() as engine:
        kept = engine.read_parquet(str(out / "commitments.parquet")).project("value").fetchall()
    assert Decimal("284.80") in {value for (value,) in kept}


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_words_like_a_formula_are_quoted_and_a_sign_alone_is_not(sign):
    assert cell(f"{sign}1+1") == f"'{sign}1+1"
    assert cell(sign) == sign
    assert csv_text([{"a": f"{sign}x", "b": Decimal("-5.40")}], ["a", "b"]).count("'") == 1
