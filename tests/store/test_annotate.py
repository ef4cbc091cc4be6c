"""The author's own Word file comes back with comments at the right words and nothing else changed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from guatu.core.check import check_plan
from guatu.core.check.model import CheckRule, Severity
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Context, Plan
from guatu.core.text.said import Said
from guatu.core.text.spans import Span
from guatu.store.annotate import AUTHOR, NotWord, annotate_docx, comment_text

CONTEXT = Context("某市", 2025, 2025, 2027)
RULE = CheckRule("K199", "example", Said("示例"), Severity.DOUBT, Said("为了示例。"), Said("不用改。"))
TITLE = "某市促进服务业发展行动方案（2025—2027年）"
GOALS = "到2027年，服务业增加值达到344亿元以上、年均增长6%以上；企业数量突破100家以上。"
ROWS = [("指标", "2027年目标"), ("快递业务量", "办事时间缩短2倍"), ("载体", "建成示范园10—8个")]


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A draft as offices write it: numbered headings, a sentence in several formats, a table, a link."""
    document = docx.Document()
    document.add_heading(TITLE, level=1)
    document.add_paragraph("一、工作目标", style="List Number")
    paragraph = document.add_paragraph("　　")
    for number, piece in enumerate((GOALS[:12], GOALS[12:20], GOALS[20:33], GOALS[33:])):
        run = paragraph.add_run(piece)
        run.bold = number % 2 == 0
        run.font.size = Pt(14 + number)
        run.font.color.rgb = RGBColor(0, 0, 10 * number)
    table = document.add_table(rows=0, cols=2)
    for cells in ROWS:
        for cell, words in zip(table.add_row().cells, cells, strict=True):
            cell.text = words
    document.add_paragraph("二、工作目标")
    last = document.add_paragraph("\t")
    last.add_run("服务业增加值占比显著提升。").italic = True
    path = tmp_path / "draft.docx"
    document.save(str(path))
    return path


def text_of(path: Path) -> str:
    """The plan's text as a reader takes it: paragraphs and cells line by line, numbers of headings written out."""
    document = docx.Document(str(path))
    lines = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in document.element.body.iter(qn("w:p"))]
    return "\n".join(lines).replace("一、工作目标", "一、　工作目标")


def commented(path: Path) -> list[tuple[str, str]]:
    """(first line of the comment, words that it is anchored at), in the order of the comments."""
    document = docx.Document(str(path))
    found = []
    for comment in document.comments:
        assert comment.author == AUTHOR
        words, inside = "", False
        for element in document.element.body.iter():
            if element.get(qn("w:id")) == str(comment.comment_id):
                inside = {qn("w:commentRangeStart"): True, qn("w:commentRangeEnd"): False}.get(element.tag, inside)
            if inside and element.tag == qn("w:t"):
                words += element.text or ""
        found.append((comment.text.split("\n")[0], words))
    return found


def looks(path: Path) -> list[list[tuple[str, str]]]:
    """Every sign of every paragraph with the format that it is printed in."""
    body = docx.Document(str(path)).element.body
    found = []
    for paragraph in body.iter(qn("w:p")):
        properties = paragraph.find(qn("w:pPr"))
        signs = [("", etree.tostring(properties).decode() if properties is not None else "")]
        for run in paragraph.iter(qn("w:r")):
            look = run.find(qn("w:rPr"))
            written = etree.tostring(look).decode() if look is not None else ""
            signs += [(sign, written) for t in run.iter(qn("w:t")) for sign in t.text or ""]
        found.append(signs)
    return found


def test_comments_stand_at_the_words_they_speak_of(draft, tmp_path):
    plan = compile_plan(text_of(draft), context=CONTEXT)
    out = tmp_path / "annotated.docx"
    findings = check_plan(plan)
    done = annotate_docx(draft, findings, plan, out)
    said = commented(out)
    assert done.unplaced == ()
    assert done.comments == len(said)
    for code, words in {
        "K110": "年均增长6%以上",
        "K180": "服务业增加值占比显著提升",
        "K181": "突破100家以上",
        "K184": "缩短2倍",
        "K186": "10—8个",
    }.items():
        assert words in [at for first, at in said if code in first]


def test_nothing_else_changes(draft, tmp_path):
    plan = compile_plan(text_of(draft), context=CONTEXT)
    out = tmp_path / "annotated.docx"
    annotate_docx(draft, check_plan(plan), plan, out)
    assert text_of(out) == text_of(draft)
    assert looks(out) == looks(draft)
    with ZipFile(draft) as before, ZipFile(out) as after:
        new = set(after.namelist()) - set(before.namelist())
        assert new == {"word/comments.xml"}
        for name in before.namelist():
            if name not in ("word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"):
                assert _canonical(after.read(name)) == _canonical(before.read(name)), name


def _canonical(data: bytes) -> bytes:
    return etree.tostring(etree.fromstring(data), method="c14n") if data[:1] == b"<" else data


def test_comments_of_others_stay(draft, tmp_path):
    document = docx.Document(str(draft))
    document.add_comment(document.paragraphs[0].runs, text="请再核", author="张三", initials="张")
    document.save(str(draft))
    plan = compile_plan(text_of(draft), context=CONTEXT)
    out = tmp_path / "annotated.docx"
    annotate_docx(draft, check_plan(plan), plan, out)
    assert [c.text for c in docx.Document(str(out)).comments if c.author == "张三"] == ["请再核"]


def test_a_place_that_is_not_in_the_file_is_said_at_its_top(draft, tmp_path):
    plan = Plan("", "这句话不在文件里。", CONTEXT)
    finding = RULE.finding(plan.text, Said("找不到。"), at=[Span(0, 9)])
    out = tmp_path / "annotated.docx"
    done = annotate_docx(draft, [finding], plan, out)
    assert done.unplaced == (finding,)
    ((first, words),) = commented(out)
    assert (first, words) == ("（文中没有找到原句）", TITLE)


def test_a_finding_with_many_places_is_written_once(draft, tmp_path):
    text = text_of(draft)
    finding = RULE.finding(text, Said("到处都是。"), at=[Span(n, n + 1) for n in range(8)])
    out = tmp_path / "annotated.docx"
    assert annotate_docx(draft, [finding], Plan("", text, CONTEXT), out).comments == 1
    assert "共8处" in commented(out)[0][0]


def test_a_comment_carries_sum_reason_and_remedy():
    finding = RULE.finding("甲", Said("有问题。"), at=[Span(0, 1)], computation=[Said("1 + 1 = 2")])
    assert comment_text(finding).splitlines() == [
        "〔K199 疑点〕有问题。", "算式：1 + 1 = 2", "为什么要紧：为了示例。", "怎么改：不用改。",
    ]  # fmt: skip


def test_the_day_is_printed_only_when_given(draft, tmp_path):
    text = text_of(draft)
    finding = RULE.finding(text, Said("有问题。"), at=[Span(0, 2)])
    plan, out = Plan("", text, CONTEXT), tmp_path / "annotated.docx"
    annotate_docx(draft, [finding], plan, out)
    assert [c.timestamp for c in docx.Document(str(out)).comments] == [None]
    on = datetime(2026, 7, 20, 9, tzinfo=UTC)
    annotate_docx(draft, [finding], plan, out, on=on)
    assert [c.timestamp for c in docx.Document(str(out)).comments] == [on]


def test_deleted_text_is_passed_over_and_links_are_read(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("建成示范园")
    for tag, words in (("w:del", "九"), ("w:hyperlink", "10—8个")):
        holder = etree.SubElement(paragraph._p, qn(tag))
        run = etree.SubElement(holder, qn("w:r"))
        etree.SubElement(run, qn("w:delText" if tag == "w:del" else "w:t")).text = words
    paragraph.add_run("，分布各区。")
    path, out = tmp_path / "draft.docx", tmp_path / "annotated.docx"
    document.save(str(path))
    plan = Plan("", "建成示范园10—8个，分布各区。", CONTEXT)
    finding = RULE.finding(plan.text, Said("颠倒。"), at=[Span(3, 10)])
    annotate_docx(path, [finding], plan, out)
    assert commented(out)[0][1] == "范园10—8个"


def test_a_file_that_is_no_docx_is_refused(tmp_path):
    path = tmp_path / "draft.docx"
    path.write_text("这不是Word文件", "utf-8")
    with pytest.raises(NotWord) as refused:
        annotate_docx(path, [], Plan("", "", CONTEXT), tmp_path / "out.docx")
    assert str(refused.value).startswith("[F250] draft.docx")


@settings(max_examples=40, deadline=None)
@given(
    pieces=st.lists(st.text(alphabet="到年达成率比重%0123 　企业", min_size=1, max_size=9), min_size=1, max_size=8),
    cuts=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), min_size=1, max_size=6),
)
def test_any_stretch_can_be_commented_and_the_text_stays(pieces, cuts, tmp_path_factory):
    folder = tmp_path_factory.mktemp("any")
    document = docx.Document()
    paragraph = document.add_paragraph()
    for number, piece in enumerate(pieces):
        paragraph.add_run(piece).bold = bool(number % 2)
    document.save(str(folder / "in.docx"))
    text = "".join(pieces)
    spans = [Span(a, a + n) for a, n in cuts if a + n <= len(text) and text[a : a + n].strip()]
    findings = [RULE.finding(text, Said("有问题。"), at=[span]) for span in spans]
    done = annotate_docx(folder / "in.docx", findings, Plan("", text, CONTEXT), folder / "out.docx")
    assert done.unplaced == ()
    assert looks(folder / "out.docx") == looks(folder / "in.docx")
    squeezed = sorted("".join(span.of(text).split()) for span in spans)
    assert sorted("".join(words.split()) for _, words in commented(folder / "out.docx")) == squeezed
