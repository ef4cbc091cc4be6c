"""What compile writes keeps to the published schema; what breaks the contract does not pass it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from guatu.cli import main
from guatu.core.plan.model import Comparator, Kind, Measure, PeriodKind, Strength
from guatu.store.documents.model import Format
from guatu.store.example import example_city
from guatu.store.plan_schema import plan_schema

SCHEMA = plan_schema()
DEFS = SCHEMA["$defs"]
REVIEW = """某县政府工作报告

一、2025年工作回顾
生产总值突破500亿元，能耗比2020年下降3.2%。截至2024年6月底企业达到12家。过去五年投资年均增长8%。近三年培训技工2000人，80多种产品领先。
二、2026年工作安排
新增上市公司2家。
"""
RICH = """某县公园建设行动方案（2025—2027年）

一、总体目标
到2027年，力争全县公园达到30个左右，单位面积能耗比2024年下降5%以上，累计完成投资3.5亿元，绿地率年均增速与全省持平。
二、重点任务
（一）便民公园。2026年6月30日前建成便民公园5个，引进养护企业3—5家。2026年6月底前印发养护办法。（牵头单位：住建局；责任单位：财政局、园林局）
"""


@pytest.fixture(scope="module")
def outputs(tmp_path_factory) -> list[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("schema")
    (folder / "公园.txt").write_text(RICH, encoding="utf-8")
    (folder / "报告.txt").write_text(REVIEW, encoding="utf-8")
    found = []
    for n, path in enumerate((example_city().plan_path, folder / "公园.txt", folder / "报告.txt")):
        out = folder / f"{n}.json"
        assert main(["compile", str(path), "--format", "json", "--out", str(out)]) == 0
        found.append(json.loads(out.read_text(encoding="utf-8")))
    return found


def test_real_output_is_valid(outputs):
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed here; the walk below still runs")
    validator = jsonschema.Draft202012Validator(SCHEMA)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for found in outputs:
        assert [f"{list(e.path)}: {e.message}" for e in validator.iter_errors(found)] == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda c: c.pop("quote"),
        lambda c: c.update(value="30"),
        lambda c: c.update(comparator="≥"),
        lambda c: c.update(kind="action"),
        lambda c: c.update(value_max=40),
        lambda c: c.update(day=3, month=None),
        lambda c: c.update(invented=1),
        lambda c: c["period"].update(kind="someday"),
    ],
)
def test_what_breaks_the_contract_does_not_pass(outputs, spoil):
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed here; the walk below still runs")
    found = json.loads(json.dumps(outputs[1]))
    spoil(next(c for c in found["commitments"] if c["kind"] == "target"))
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(found)


def test_every_word_of_the_model_is_in_the_schema():
    commitment = DEFS["commitment"]["properties"]
    assert commitment["kind"]["enum"] == [k.value for k in Kind]
    assert set(commitment["measure"]["enum"]) == {*(m.value for m in Measure), None}
    assert set(commitment["comparator"]["enum"]) == {*(c.value for c in Comparator), None}
    assert set(commitment["strength"]["enum"]) == {s.value for s in Strength}
    assert set(DEFS["period"]["properties"]["kind"]["enum"]) == {p.value for p in PeriodKind}
    assert set(DEFS["document"]["properties"]["format"]["enum"]) == {f.value for f in Format}


def test_every_key_that_is_written_is_described(outputs):
    """Needs no validator: each object's keys against the schema's, all the way down."""
    for found in outputs:
        assert list(unknown(found, SCHEMA)) == []


def unknown(value: Any, schema: dict[str, Any], at: str = "") -> Iterator[str]:
    while "$ref" in schema:
        schema = DEFS[schema["$ref"].rsplit("/", 1)[1]]
    for part in schema.get("allOf", []):
        if "$ref" in part:
            schema = DEFS[part["$ref"].rsplit("/", 1)[1]]
    if isinstance(value, dict):
        for key in schema.get("required", []):
            if key not in value:
                yield f"{at}/{key} is missing"
        for key, inner in value.items():
            if key not in schema.get("properties", {}):
                yield f"{at}/{key}"
            else:
                yield from unknown(inner, schema["properties"][key], f"{at}/{key}")
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from unknown(inner, schema["items"], f"{at}/{n}")
