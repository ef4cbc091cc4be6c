"""The rules of the grammar as the desk says them under 为何这样读: each has its Chinese here.

The English is in the catalogue. `tests/web/plans/review/test_rule_names.py` holds the list against every rule that the
grammar has and every corpus.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

RULE_NAMES: Mapping[str, object] = {
    "verb clause": _("动词开头的分句"),
    "deliverable": _("有期限的交付物"),
    "project with a date of completion": _("写明完工时间的项目"),
    "task heading with 完成时限": _("写明完成时限的任务标题"),
    "parallel subjects": _("并列的主语各立一条"),
    "share: 分别": _("“分别”，各数归各项"),
    "relative: 持平": _("与别处比的目标"),
    "补录": _("人工补录"),
    "plan's end": _("规划期末"),
    "figure and unit": _("数字和单位"),
    "figure without unit": _("不带单位的数"),
    "figure in characters": _("汉字写的数"),
    "Chinese count": _("汉字写的个数"),
    "grade in a name": _("名称里的等级"),
    "range": _("区间"),
    "shared unit": _("几个数共用的单位"),
    "ratio": _("比例"),
    "一半": _("“一半”“过半”"),
    "百分之几": _("百分之几"),
    "翻番": _("翻番"),
    "几成": _("几成"),
    "百亿元": _("百亿、千亿这样的大数"),
    "table: row": _("表格的行名"),
    "table: value": _("表格里的数"),
    "table: column": _("表格的列名"),
    "reach: 达到": _("“达到”“不低于”这类词"),
    "beyond: 突破": _("“突破”“超过”这类词"),
    "within: 控制在": _("“控制在”“不超过”这类词"),
    "below: <": _("小于号"),
    "grow: 增长": _("“增长”“提高”这类词"),
    "add: 增加": _("“新增”“增加”这类词"),
    "fall: 下降": _("“下降”“降低”这类词"),
    "share: 占": _("“占到”"),
    "be: 为": _("“为”“共计”这类词"),
    "about: 约": _("“约”“近”这类词"),
    "by: 时限栏": _("期限：时限栏里的日子"),
    "完成时限 column": _("完成时限一栏"),
    "完成时限 line": _("完成时限一行"),
    "完成时限 beside the task": _("任务旁边写的完成时限"),
    "in: year of the title": _("年份：题名里的年份"),
    "in: the plan's one year": _("年份：方案只管的那一年"),
    "base: 比某年": _("基期：比某年"),
    "base: 某年基础上": _("基期：某年基础上"),
    "base: 从某年的": _("基期：从某年的"),
    "base: 在某年的": _("基期：在某年的"),
    "base: 某年的几倍": _("基期：某年的几倍"),
    "base: 比上年": _("基期：比上年"),
    "base: 上年的几成": _("基期：上年的几成"),
    "past: 截至": _("以往：截至"),
    "past: 去年": _("以往：去年、近几年"),
    "stamp: 数字日期": _("文件上的日期"),
    "by: 数字日期前": _("期限：数字写的日期前"),
    "by: 汉字年月": _("期限：汉字写的年月"),
    "by: 两位数的年": _("期限：两位数的年份"),
    "by: 节日前": _("期限：节日前"),
    "by: 起几年内": _("期限：自某年起几年内"),
    "span: 某年至某年": _("起止年：某年至某年"),
    "span: 某月至某月": _("起止年：某月至某月"),
    "by: 某年某月": _("期限：某年某月"),
    "by: 几月至几月": _("期限：几月至几月"),
    "by: 到某年": _("期限：到某年"),
    "by: 某年底前": _("期限：某年底前"),
    "by: 某年起": _("期限：某年起"),
    "in: 某年": _("年份：某年"),
    "by: 五年规划期末": _("期限：五年规划期末"),
    "by: 五年规划期间": _("期限：五年规划期间"),
    "by: 规划期末": _("期限：规划期末"),
    "by: 今年底前": _("期限：今年底前"),
    "by: 今年某月": _("期限：今年某月"),
    "by: 前几季度": _("期限：前几季度、上半年、下半年"),
    "by: 下一时段": _("期限：下一季度、下一月"),
    "by: 今年季度": _("期限：今年某季度"),
    "in: 今年": _("年份：今年"),
    "in: 明年": _("年份：明年"),
    "by: 几年内": _("期限：几年内"),
    "by: 几年累计": _("期限：几年累计"),
    "by: 未来几年": _("期限：未来几年"),
    "each: 每年": _("每年"),
    "mean: 年均": _("年均"),
    "mean: 平均增速": _("平均增速"),
    "year of the title": _("题名里的年份"),
}


def rule_word(rule: str) -> str:
    """A rule of the grammar as the office says it; one that a grammar of old has left behind is just a rule.

    >>> rule_word("by: 某年底前"), rule_word("kept from an older grammar")
    ('期限：某年底前', '语法规则')
    """
    return str(RULE_NAMES[rule]) if rule in RULE_NAMES else gettext("语法规则")
