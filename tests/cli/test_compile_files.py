"""compile, check and load plan take the plan in whatever file the office keeps it."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from python_calamine import CalamineWorkbook

from guatu.cli import main
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Context
from guatu.core.text.said import quoted
from guatu.core.text.spans import Span
from guatu.store.documents.model import Caution, CautionKind, Document, Format
from guatu.store.ledger_xlsx import read_ledger
from guatu.store.plan_files import compiled, place_of, read_plan, thresholds
from tests.store.documents import makers

LINES = [
    "某县公园建设行动方案（2025—2027年）",
    "一、总体目标",
    "到2027年，服务业增加值达到344亿元以上、年均增长6%以上。",
    "二、重点任务",
    "（一）便民公园。2026年底前建成便民公园5个，引进企业3—5家。",
    "某县人民政府办公室",
    "2025年5月31日",
]


def as_text(path: Path) -> None:
    path.write_text("\n".join(LINES), encoding="utf-8")


def as_word(path: Path) -> None:
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    document.save(str(path))


def as_page(path: Path) -> None:
    path.write_text(f"<!doctype html><html><body>{''.join(f'<p>{x}</p>' for x in LINES)}</body></html>", "utf-8")


MAKERS = {"方案.txt": as_text, "方案.docx": as_word, "方案.html": as_page, "附件1": as_word}


@pytest.fixture(params=MAKERS)
def plan_path(request, tmp_path) -> Path:
    path = tmp_path / request.param
    MAKERS[request.param](path)
    return path


@pytest.fixture
def word(tmp_path) -> Path:
    as_word(tmp_path / "方案.docx")
    return tmp_path / "方案.docx"


def said(capsys, *argv) -> dict:
    assert main([str(a) for a in argv]) == 0
    return json.loads(capsys.readouterr().out)


def test_any_file_gives_the_same_ledger(plan_path, capsys):
    found = said(capsys, "compile", plan_path, "--format", "json")
    targets = [c for c in found["commitments"] if c["kind"] == "target"]
    assert [(c["value"], c["unit"], c["period"]["to"]) for c in targets] == [
        (344, "亿元", 2027), (6, "%", 2027), (5, "个", 2026), (3, "家", 2026)
    ]  # fmt: skip
    assert found["document"]["issued"] == "2025-05-31"
    assert found["document"]["issuer"] == "某县人民政府办公室"
    assert found["document"]["file"] == plan_path.name


def test_the_document_fills_what_the_user_does_not_state():
    text = "公园工作安排\n年底前建成公园3个。"
    document = Document(text, Format.TEXT, issued=date(2026, 3, 1), issuer="平安市人民政府")
    assert compiled(document).plan.context == Context("平安市", 2026, None, None)
    assert compiled(document).plan.targets[0].period.until == 2026
    stated = compiled(document, context=Context("某县", 2025)).plan
    assert (stated.context.place, stated.context.year) == ("某县", 2025)


@pytest.mark.parametrize(
    ("issuer", "place"),
    [("中共平安市委办公室", "平安市"), ("某某自治州人民政府", "某某自治州"), ("国务院", ""), ("市场监管总局", ""),
     ("", ""), ("河东省发展和改革委员会", "河东省")],
)  # fmt: skip
def test_the_place_of_an_issuer(issuer, place):
    assert place_of(issuer) == place


def test_a_digit_that_the_reader_doubts_becomes_a_question():
    text = "\n".join(LINES)
    at = text.index("344")
    doubt = Caution(CautionKind.UNSURE_DIGITS, quoted("“344”识别把握不大，请对照原件。"), Span(at, at + 3), 1)
    document = Document(
        text, Format.IMAGE, warnings=(doubt, Caution(CautionKind.UNSURE_TEXT, quoted("第1页识别质量较差。")))
    )
    found = compiled(document)
    before = compile_plan(text).questions
    assert len(found.plan.questions) == len(before) + 1
    assert [q.id for q in found.plan.questions] == [f"Q{n:02d}" for n in range(1, len(before) + 2)]
    (asked,) = [q for q in found.plan.questions if q.rule == "reader: unsure_digits"]
    assert next(c for c in found.plan.targets if c.id == asked.commitment).value == 344
    assert "照识别结果“344”" in map(str, asked.readings)
    assert [str(w.says) for w in found.remarks] == ["第1页识别质量较差。"]


def test_csv_and_excel_say_the_same(plan_path, tmp_path, capsys):
    assert main(["compile", str(plan_path), "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff"))))
    out = tmp_path / "清单.xlsx"
    assert main(["compile", str(plan_path), "--format", "xlsx", "--out", str(out)]) == 0
    book = CalamineWorkbook.from_path(str(out))
    heads, *sheet = book.get_sheet_by_name("清单").to_python()
    assert [r[heads.index("条目号")] for r in sheet] == [r["id"] for r in rows]
    assert [r[heads.index("目标值")] for r in sheet if r[heads.index("目标值")] != ""] == [344, 6, 5, 3]
    assert any("待定：" in r[heads.index("备注")] for r in sheet)
    assert ["发文机关", "某县人民政府办公室"] in book.get_sheet_by_name("说明").to_python()


@pytest.mark.parametrize(
    ("name", "begins"), [("a.json", b"{"), ("a.CSV", b"\xef\xbb\xbfid,"), ("a.xlsx", b"PK"), ("a.xml", b"<?xml"),
                         ("a.txt", "条目".encode())],
)  # fmt: skip
def test_the_ending_of_the_result_tells_its_format(word, tmp_path, name, begins):
    assert main(["compile", str(word), "--out", str(tmp_path / name)]) == 0
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_check_gives_findings_with_place_sum_and_remedy(plan_path, capsys):
    found = said(capsys, "check", plan_path, "--format", "json")
    assert found["verdict"].startswith("自检发现")
    assert sum(found["counts"].values()) == len(found["findings"])
    (implied,) = [f for f in found["findings"] if f["code"] == "K110"]
    assert "288.83" in implied["computation"][0]
    assert main(["check", str(plan_path)]) == 0
    shown = capsys.readouterr().out
    assert "算式：" in shown
    assert "怎么改：" in shown


def test_check_uses_the_day_of_issue_and_the_thresholds_of_the_data_folder(tmp_path, capsys):
    path = tmp_path / "方案.txt"
    body = "二、任务\n2025年3月底前建成公园2个。推动批发业主营业务收入达到1000万元的企业升规纳统。"
    path.write_text("\n".join([*LINES[:3], body, *LINES[-2:]]), encoding="utf-8")
    assert {"K131", "K161"} <= {f["code"] for f in said(capsys, "check", path, "--format", "json")["findings"]}
    assert {t.value for t in thresholds()} >= {2000, 500}


def test_check_annotates_the_authors_own_file(word, tmp_path, capsys):
    out = tmp_path / "批注.docx"
    assert main(["check", str(word), "--out", str(out)]) == 0
    assert "批注" in capsys.readouterr().out
    comments = zipfile.ZipFile(out).read("word/comments.xml").decode()
    assert "K110" in comments
    assert [p.text for p in docx.Document(str(out)).paragraphs] == LINES


def test_what_cannot_be_annotated_or_written_is_refused_in_one_line(word, tmp_path, capsys):
    as_text(tmp_path / "方案.txt")
    for argv, code in (
        (["check", tmp_path / "方案.txt", "--out", tmp_path / "批注.docx"], "F250"),
        (["check", word, "--out", tmp_path / "没有这个" / "批注.docx"], "F290"),
        (["check", word, "--out", tmp_path / "没有这个" / "自检.txt"], "F290"),
        (["compile", tmp_path / "没有.docx"], "F201"),
    ):
        assert main([str(a) for a in argv]) == 2
        error = capsys.readouterr().err
        assert error.startswith(f"[{code}]"), error
        assert error.count("\n") == 1
        assert str(tmp_path) not in error


@pytest.mark.parametrize("command", ["compile", "check", "explain"])
def test_the_authors_file_is_never_overwritten(word, capsys, command):
    before = word.read_bytes()
    place = ["--at", "0"] if command == "explain" else []
    assert main([command, str(word), "--out", str(word), *place]) == 2
    assert capsys.readouterr().err.startswith("[A548] ")
    assert word.read_bytes() == before


def test_an_error_of_the_grammar_names_the_file(tmp_path, capsys):
    path = tmp_path / "乱码.txt"
    path.write_text("目标" + "\x01" * 20 + "3个。", encoding="utf-8")
    assert main(["compile", str(path)]) == 2
    error = capsys.readouterr().err
    assert "乱码.txt" in error


def test_remarks_of_the_reader_go_to_standard_error(word, capsys, monkeypatch):
    found = read_plan(word)
    remarked = Document(
        found.plan.text, Format.DOCX, warnings=(Caution(CautionKind.MACROS, quoted("文件带有宏，没有运行。")),)
    )
    monkeypatch.setattr("guatu.store.plan_files.read_document", lambda path, **how: remarked)
    assert main(["compile", str(word)]) == 0
    assert capsys.readouterr().err == "注意：方案.docx：文件带有宏，没有运行。\n"


def test_a_word_file_loads_into_the_store(city_store):
    path = city_store.home / "方案.docx"
    as_word(path)
    done = city_store.run("load", "plan", path, "--region", "150300")
    assert done.returncode == 0, done.stderr
    assert "待定读法1个" in done.stdout
    assert "没有变化" in city_store.run("load", "plan", path, "--region", "150300").stdout
    assert city_store.run("verify").returncode == 0


def test_explain_says_why(plan_path, capsys):
    assert main(["explain", str(plan_path), "--find", "344亿元"]) == 0
    shown = capsys.readouterr().out
    assert "目标：≥344亿元" in shown
    assert "figure and unit" in shown
    found = said(capsys, "explain", plan_path, "--find", "3-5家", "--format", "json")
    assert found["chosen"]
    assert found["questions"][0]["rule"] == "range"
    again = said(capsys, "explain", plan_path, "--at", found["at"], "--format", "json")
    assert again == found


def test_explain_says_the_page_where_the_file_has_pages(tmp_path, plan_path, capsys):
    path = tmp_path / "方案.pdf"
    path.write_bytes(makers.plan_pdf())
    found = said(capsys, "explain", path, "--find", "344亿元", "--format", "json")
    left, top, right, bottom = found["box"]
    assert (found["page"], 0 < left < right < 596, 0 < top < bottom < 842) == (2, True, True)
    assert main(["explain", str(path), "--at", str(found["at"])]) == 0
    assert "原件第2页，左" in capsys.readouterr().out
    assert "page" not in said(capsys, "explain", plan_path, "--find", "344亿元", "--format", "json")


def test_explain_wants_one_place(plan_path, capsys):
    for argv, code in (([], "A540"), (["--at", "999999"], "A560"), (["--find", "火星"], "A561")):
        assert main(["explain", str(plan_path), *argv]) == 2
        assert capsys.readouterr().err.startswith(f"[{code}]")


def test_reading_a_plan_brings_no_django_along(word):
    code = (
        "import sys\nfrom guatu.cli import main\n"
        "for argv in (['compile', *sys.argv[1:]], ['check', *sys.argv[1:]], ['explain', *sys.argv[1:], '--at', '0']):\n"
        "    assert main(argv) == 0\n"
        "assert not [m for m in sys.modules if m.split('.')[0] in ('django', 'psycopg', 'allauth')]"
    )
    done = subprocess.run([sys.executable, "-c", code, str(word)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_finding_in_a_pdf_names_its_page(tmp_path, capsys):
    from weasyprint import HTML

    lines = "".join(f"<p>{line}</p>" for line in LINES)
    HTML(string=f"<p>通知</p><div style='break-before: page'>{lines}</div>").write_pdf(tmp_path / "方案.pdf")
    found = said(capsys, "check", tmp_path / "方案.pdf", "--format", "json")
    assert {f["page"] for f in found["findings"]} == {2}
    assert main(["check", str(tmp_path / "方案.pdf")]) == 0
    assert "第2页" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_doubt_of_the_reader_is_kept_with_the_plan_and_verified():
    from guatu.web.plans.ledger.selectors import plan_value
    from guatu.web.plans.ledger.services import load_plan
    from guatu.web.plans.ledger.verify import plans

    text = "\n".join(LINES)
    doubts = tuple(
        Caution(CautionKind.UNSURE_DIGITS, quoted("请对照原件。"), Span(at, at + 3), 1) for at in (text.index("344"), 0)
    )
    found = compiled(Document(text, Format.IMAGE, issued=date(2025, 5, 31), warnings=doubts))
    loaded = load_plan(
        text,
        context=found.plan.context,
        region="150300",
        by=None,
        compiled=found.plan,
        issued=found.issued,
        on=date(2026, 11, 23),
    )
    assert plan_value(loaded.plan) == found.plan
    assert loaded.plan.issued == date(2025, 5, 31)
    assert list(plans()) == []


REVIEW = """某县政府工作报告

一、2025年工作回顾
生产总值突破500亿元，增长6.5%。近三年培训技工2000人。
二、2026年工作安排
新增上市公司2家。
"""


def test_results_stand_below_the_ledger_on_a_sheet_of_their_own_and_never_in_csv(tmp_path, capsys):
    path, out = tmp_path / "报告.txt", tmp_path / "清单.xlsx"
    path.write_text(REVIEW, encoding="utf-8")
    asked = ["compile", str(path), "--year", "2026"]
    assert main(asked) == 0
    ledger, results = capsys.readouterr().out.split("成绩（不作目标）")
    assert ("2家" in ledger, "500亿元" in ledger) == (True, False)
    assert re.search(r"R002 +生产总值 +增长6.5% +2025年 +确定 +增长6.5%", results)
    assert "存疑：写了时间，但推不出是哪一年。" in results
    assert main([*asked, "--out", str(out)]) == 0
    capsys.readouterr()
    book = CalamineWorkbook.from_path(str(out))
    assert book.sheet_names == ["清单", "来源文本中的成绩数", "说明"]
    heads, first, *_ = book.get_sheet_by_name("来源文本中的成绩数").to_python()
    row = dict(zip(heads, first, strict=True))
    assert (row["指标"], row["用语"], row["数"], row["单位"], row["说的是哪一年"]) == (
        "生产总值",
        "突破",
        500,
        "亿元",
        "2025年",
    )
    assert len(read_ledger(out.read_bytes())) == 1
    assert main([*asked, "--format", "csv"]) == 0
    assert "500" not in capsys.readouterr().out


def test_a_plan_that_tells_of_no_past_has_neither_section_nor_sheet(tmp_path, capsys):
    path, out = tmp_path / "方案.txt", tmp_path / "清单.xlsx"
    as_text(path)
    assert main(["compile", str(path)]) == 0
    assert "成绩" not in capsys.readouterr().out
    assert main(["compile", str(path), "--out", str(out)]) == 0
    assert CalamineWorkbook.from_path(str(out)).sheet_names == ["清单", "说明"]


def test_a_bulletin_says_above_the_ledger_that_it_is_none(tmp_path, capsys):
    path = tmp_path / "bulletin.txt"
    path.write_text(
        "2025年上半年经济运行情况\n上半年，零售额40亿元，同比增长5%。服务业增加值60亿元，同比增长6%。", encoding="utf-8"
    )
    assert main(["compile", str(path), "--year", "2025"]) == 0
    first, *_ = capsys.readouterr().out.splitlines()
    assert first.startswith("待定：这份材料读起来是情况通报")
