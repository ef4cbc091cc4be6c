"""A folder of plans: all of them, again without work, and no bad file stops the rest."""

from __future__ import annotations

import csv
import json
import os
import signal
from decimal import Decimal
from pathlib import Path

import docx
import duckdb
import pytest

from guatu.cli import main
from guatu.core.codec import parsed
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Context
from guatu.core.plan.table import COLUMNS, rows
from guatu.store import batch
from guatu.store.batch import Done, compile_folder, compile_one, files_in, rows_of
from guatu.store.plan_schema import plan_schema

PLAN = """某县公园建设行动方案（2025—2027年）
一、目标
到2027年，公园达到{n}个以上，引进养护企业3—5家。
二、任务
推动公园开放。
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    root = tmp_path / "方案"
    (root / "下级").mkdir(parents=True)
    for n in range(3):
        (root / f"方案{n}.txt").write_text(PLAN.format(n=30 + n), encoding="utf-8")
    document = docx.Document()
    for line in PLAN.format(n=40).splitlines():
        document.add_paragraph(line)
    document.save(str(root / "下级" / "方案.docx"))
    (root / "坏.pdf").write_bytes(b"%PDF-1.4\nbroken")
    (root / "空.txt").write_bytes(b"")
    (root / "~$方案.docx").write_bytes(b"lock")
    (root / ".藏").write_text("x", encoding="utf-8")
    return root


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_file_is_compiled_or_named_with_its_reason(folder, tmp_path):
    seen = []
    summary = compile_folder(
        folder, tmp_path / "结果", jobs=2, progress=lambda o, done, whole: seen.append((done, whole))
    )
    assert summary.counts == {Done.COMPILED: 4, Done.REFUSED: 2}
    assert seen == [(n, 6) for n in range(1, 7)]
    errors = read_csv(tmp_path / "结果" / "errors.csv")
    assert {(row["file"], row["code"]) for row in errors} == {("坏.pdf", "F223"), ("空.txt", "F203")}
    assert all(row["reason"] for row in errors)
    one = json.loads((tmp_path / "结果" / "下级" / "方案.docx.json").read_text(encoding="utf-8"))
    assert set(one) <= set(plan_schema()["properties"])
    assert one["source"]["path"] == "下级/方案.docx"
    table = read_csv(tmp_path / "结果" / "commitments.csv")
    assert len(table) == summary.commitments
    assert {row["file"] for row in table} == {"下级/方案.docx", "方案0.txt", "方案1.txt", "方案2.txt"}


def test_a_second_run_compiles_only_what_changed(folder, tmp_path):
    out = tmp_path / "结果"
    compile_folder(folder, out)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.json")}
    (folder / "方案1.txt").write_text(PLAN.format(n=99), encoding="utf-8")
    (folder / "方案2.txt").touch()
    (out / "方案0.txt.json").write_text("{half", encoding="utf-8")
    summary = compile_folder(folder, out)
    assert (summary.counts[Done.COMPILED], summary.counts[Done.KEPT]) == (3, 1)
    kept = out / "下级" / "方案.docx.json"
    assert kept.stat().st_mtime_ns == before[kept]
    assert "99" in {row["value"] for row in read_csv(out / "commitments.csv")}
    again = compile_folder(folder, out, context=Context(year=2025))
    assert again.counts[Done.COMPILED] == 4


def test_a_file_that_can_no_longer_be_read_leaves_no_result(folder, tmp_path):
    out = tmp_path / "结果"
    compile_folder(folder, out)
    (folder / "方案1.txt").write_bytes(b"")
    compile_folder(folder, out)
    assert not (out / "方案1.txt.json").exists()
    assert "方案1.txt" not in {row["file"] for row in read_csv(out / "commitments.csv")}


def _deadly(task):
    if task.file == "方案1.txt":
        os.kill(os.getpid(), signal.SIGKILL)
    return compile_one(task)


def test_a_file_that_kills_its_process_is_named_and_stops_nothing(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(batch, "compile_one", _deadly)
    summary = compile_folder(folder, tmp_path / "结果", jobs=2)
    errors = {row["file"]: row["code"] for row in read_csv(tmp_path / "结果" / "errors.csv")}
    assert errors["方案1.txt"] == "F261"
    assert summary.counts[Done.COMPILED] == 3


def test_an_unforeseen_fault_is_a_line_too(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(batch, "read_plan", lambda path, *, context: 1 // 0)
    task = batch._task(folder / "方案0.txt", folder, tmp_path / "结果", Context())
    outcome = compile_one(task)
    assert (outcome.done, outcome.code) == (Done.REFUSED, "G001")
    assert "ZeroDivisionError" in outcome.reason


def test_the_result_folder_may_lie_inside(folder):
    out = folder / "结果"
    compile_folder(folder, out)
    assert not [path for path in files_in(folder, but=out.resolve()) if out in path.parents]
    assert compile_folder(folder, out).counts[Done.KEPT] == 4


def test_a_name_in_an_old_encoding_is_said_as_text(folder, tmp_path):
    raw = os.fsencode(folder) + b"/" + "旧方案.txt".encode("gb18030")
    empty = os.fsencode(folder) + b"/" + "旧空.txt".encode("gb18030")
    with open(raw, "w", encoding="utf-8") as file:
        file.write(PLAN.format(n=77))
    with open(empty, "wb"):
        pass
    compile_folder(folder, tmp_path / "结果")
    assert "旧方案.txt" in {row["file"] for row in read_csv(tmp_path / "结果" / "commitments.csv")}
    assert ("F203", "旧空.txt") in {(r["code"], r["file"]) for r in read_csv(tmp_path / "结果" / "errors.csv")}


def test_the_rows_are_those_of_the_core(folder, tmp_path):
    text = PLAN.format(n=30)
    task = batch._task(folder / "方案0.txt", folder, tmp_path / "结果", Context())
    compile_one(task)
    found = list(rows_of(parsed(task.out.read_bytes()), task.file))
    for mine, core in zip(found, rows(compile_plan(text)), strict=True):
        assert {k: mine[k] or "" for k in COLUMNS} == {k: core[k] or "" for k in COLUMNS}


def test_the_parquet_table_says_the_same(folder, tmp_path):
    summary = compile_folder(folder, tmp_path / "结果")
    with duckdb.connect() as engine:
        table = engine.read_parquet(str(tmp_path / "结果" / "commitments.parquet"))
        found = table.project("id, value, until").fetchall()
        kinds = dict(zip(table.columns, map(str, table.types), strict=True))
    listed = read_csv(tmp_path / "结果" / "commitments.csv")
    assert len(found) == summary.commitments
    assert [key for key, _, _ in found] == [row["id"] for row in listed]
    assert [value for _, value, _ in found] == [Decimal(row["value"]) if row["value"] else None for row in listed]
    assert (kinds["value"], kinds["until"], kinds["quote"]) == ("DECIMAL(30,8)", "BIGINT", "VARCHAR")


def test_the_command(folder, tmp_path, capsys):
    out = tmp_path / "结果"
    assert main(["compile", str(folder), "--out", str(out), "--jobs", "2"]) == 1
    said = capsys.readouterr()
    assert "编译4份，沿用0份，读不了2份" in said.out
    assert "6/6，读不了2" in said.err
    for name in ("坏.pdf", "空.txt"):
        (folder / name).unlink()
    assert main(["compile", str(folder), "--out", str(out)]) == 0
    (tmp_path / "没有").mkdir()
    for argv, code in (
        ([str(folder)], "A545"),
        ([str(folder), "--out", str(out), "--format", "csv"], "A546"),
        ([str(folder), "--out", str(out), "--jobs", "0"], "A547"),
        ([str(tmp_path / "没有"), "--out", str(out)], "F260"),
        ([str(folder), "--out", str(folder / "方案0.txt")], "F262"),
        ([str(folder), "--out", str(folder)], "F263"),
    ):
        capsys.readouterr()
        assert main(["compile", *argv]) == 2
        assert capsys.readouterr().err.startswith(f"[{code}]")
