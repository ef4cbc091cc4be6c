"""Title, number, day and issuer, from lines as offices set them."""

from datetime import date

import pytest

from guatu.store.documents.metadata import find_metadata

NOTICE = """
000123
乌海市人民政府办公室文件
乌海政办发〔2025〕12号

乌海市人民政府办公室关于印发
《乌海市服务业三年攻坚行动实施方案》
的通知

各区人民政府，市直各部门：
现将《乌海市服务业三年攻坚行动实施方案》印发给你们，根据国办发〔2024〕3号文件，请认真贯彻落实。

乌海市人民政府办公室
2025年5月31日
（此件公开发布）

乌海市服务业三年攻坚行动
实施方案

为推动全市服务业转型突破，制定本方案。
一、总体要求
2027年底前建成。
乌海市人民政府办公室 2025年6月3日印发
""".splitlines()


def test_a_notice_with_its_plan():
    found = find_metadata(NOTICE)
    assert found.number == "乌海政办发〔2025〕12号"
    assert found.issued == date(2025, 5, 31)
    assert found.issuer == "乌海市人民政府办公室"
    assert found.title == "乌海市服务业三年攻坚行动实施方案"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("乌海政办发〔2025〕12号", "乌海政办发〔2025〕12号"),
        ("国发［2021］ 7 号", "国发〔2021〕7号"),
        ("文号：沪府规(2022)15号", "沪府规〔2022〕15号"),
        ("（内政办字〔2023〕5号）", "内政办字〔2023〕5号"),
        ("乌海政发〔2025〕1号　　签发人：张三", "乌海政发〔2025〕1号"),
        ("根据国办发〔2024〕3号文件精神，结合实际。", ""),
        ("2025年12号文", ""),
    ],
)
def test_numbers(line, number):
    assert find_metadata([line, "", "正文一段。"]).number == number


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2025年5月31日", date(2025, 5, 31)),
        ("二〇二五年五月三十一日", date(2025, 5, 31)),
        ("二○○六年十二月十日", date(2006, 12, 10)),
        ("（2025年1月2日）", date(2025, 1, 2)),
        ("２０２５年５月３１日", date(2025, 5, 31)),
        ("成文日期：2025-05-31", date(2025, 5, 31)),
        ("2025年2月30日", None),
        ("2025年5月31日前完成。", None),
    ],
)
def test_days(line, day):
    assert find_metadata(["某某实施方案", "", "正文一段。", "", line]).issued == day


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        (["陕西省人民政府文件", "正文。"], "陕西省人民政府"),
        (["正文。", "乌海市发展和改革委员会", "2025年5月31日"], "乌海市发展和改革委员会"),
        (["上海市人民政府办公厅关于印发《方案》的通知", "正文。"], "上海市人民政府办公厅"),
        (["发文机关：国务院办公厅", "正文。"], "国务院办公厅"),
        (["市商务局负责。", "2025年5月31日"], ""),
        (["正文。", "乌海市人民政府办公室　　2025年6月3日印发"], "乌海市人民政府办公室"),
    ],
)
def test_issuers(lines, issuer):
    assert find_metadata(lines).issuer == issuer


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["上海市促进商业航天发展打造空间信息产业高地", "行动计划（2023—2025年）", "", "为贯彻落实，制定本计划。"],
         "上海市促进商业航天发展打造空间信息产业高地行动计划（2023—2025年）"),
        (["2026年政府工作报告", "——2026年1月20日在大会上", "各位代表："], "2026年政府工作报告"),
        (["关于印发方案的通知", "各单位：", "请贯彻落实。"], "关于印发方案的通知"),
        (["一、总体要求", "到2027年，建成。"], ""),
        (["到2027年，服务业增加值达到344亿元。"], ""),
        (["附件1", "重点任务清单", "1.甲"], "重点任务清单"),
    ],
)  # fmt: skip
def test_titles(lines, title):
    assert find_metadata(lines).title == title


def test_what_the_file_marks_as_title_comes_first():
    assert find_metadata(["某某方案", "正文。"], titles=["乌海市三年行动实施方案"]).title == "乌海市三年行动实施方案"


def test_nothing_is_made_of_nothing():
    found = find_metadata([])
    assert (found.title, found.number, found.issued, found.issuer) == ("", "", None, "")
