"""Why a number of a text is no promise: the words of the coverage certificate, each with one member.

Readers compare members; the words are for people. A person at the desk may write a reason of their own beside these.
"""

from __future__ import annotations

from enum import StrEnum


class Excused(StrEnum):
    # parts of names and of the document
    NAME = "名称"
    DOCUMENT_NAME = "文件名称"
    QUOTED = "名称或比喻"
    CODE = "编号"
    ORDINAL = "序号"
    DOCUMENT_NUMBER = "文号"
    FOOTNOTE = "脚注号"
    RATIO = "比例"
    IDIOM = "成语或固定词"
    MEETING = "会议名称"
    FIVE_YEARS = "五年规划时期"
    NO_NUMBER = "虚数"
    ASPECTS = "方面数"
    UNIT_OF_TIME = "时间单位"
    DURATION = "时长或服务时间"
    INSIDE_A_WORD = "词中数字"
    HEADING = "标题"
    HEADING_NUMBER = "标题编号"
    ISSUED = "发文日期"
    COVERING = "发文说明"
    PREFACE = "前言"
    GLOSSARY = "名词解释"
    UNITS = "责任单位"
    DEADLINE = "完成时限"
    # figures that promise nothing
    CONDITION = "入库门槛或条件"
    SUBSIDY = "补助奖励标准"
    BAN = "禁止或淘汰的界限"
    GROUND = "工作范围"
    HANDLING = "办理时限"
    BASELINE = "基期值"
    OWN_CONTENTS = "文件自身的内容"
    CLASSES = "分类"
    DENOMINATOR = "指标名称的一部分"
    PROJECT = "项目自身的规模"
    PLANNED = "计划数或预计数"
    EXISTING = "已有的、只作跟踪的数"
    PAST = "已完成的情况"
    BASE_PERIOD = "比较的基期"
    ERA = "事物的年代"
    # cells of tables
    TABLE_HEAD = "表头或序号"
    CHANGE_TOLD_TWICE = "规划期累计变化"
    TO_CHECK = "表中数字待核"
