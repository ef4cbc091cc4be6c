# ruff: noqa: E501 - rules and their corpus stand one to a line
"""Task lists set in columns (任务清单): which column holds the task, when it is due, who answers, what has been done.

An indicator table is `tables.py`'s. Here a cell is read as a sentence would be, and its row dates it and names its unit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache

Role = Enum("Role", "NUMBER PROJECT NAME TASK DEADLINE LEAD SUPPORT DONE OTHER")

_HEADS = (
    (Role.NUMBER, re.compile(r"序号|编号|项次")),
    (Role.DEADLINE, re.compile(r"(?:完成|办结|实施|目标)?(?:时限|期限|时间(?:节点|要求|安排)?)(?:要求)?|(?:计划|预计)?(?:完成|竣工|完工|建成|交付|投产|投用)(?:时间|日期|年份|时限)|进度安排|建设(?:年限|期限|周期|起止年限)|起止(?:年限|时间)")),
    (Role.PROJECT, re.compile(r"(?:项目|工程)(?:名称)?")),
    (Role.NAME, re.compile(r"(?:任务|指标|目标|事项)名称")),
    (Role.SUPPORT, re.compile(r"(?:责任（配合）|配合|参与|参加|协办|协同|协作|支持)(?:单位|部门)?")),
    (Role.LEAD, re.compile(r"(?:牵头|责任|主办|承办|主责|实施|落实|负责|项目|建设|业主)(?:单位|部门|主体|业主)(?:及主要负责人)?|牵头")),
    (Role.DONE, re.compile(r".{0,8}(?:进展|完成情况|落实情况|推进情况|办理情况|进度(?!安排)).{0,6}|.{0,4}(?:问题|困难).{0,4}")),
    (Role.OTHER, re.compile(r"大?类别?|领域|方面|板块|备注|说明|责任人|负责人|联系人|联络员|(?:分管|牵头|责任).{0,2}领导|来源|所属.{2,6}|.{0,6}开工(?:时间|日期|年月).{0,10}|(?:总|年度|计划|当年|估算)?投资(?:额|规模|估算)?(?:（.{1,4}）)?|(?:建设|项目|所在|目标|指标)?(?:地点|地址|位置|性质|类型)(?:（.{1,16}）)?|配合.{2,8}")),
    (Role.TASK, re.compile(r".{0,8}(?:任务|目标|措施|举措|内容|事项|要求|项目|指标)(?:及(?:目标|内容|要求|措施|规模|.{2,4}计划))?(?:（.{1,8}）)?|下一步.{2,8}")),
)  # fmt: skip

CORPUS = {
    ("NUMBER", "TASK", "TASK", "LEAD", "DEADLINE"): [("序号", "重点任务", "年度目标", "牵头单位", "完成时限")],
    ("OTHER", "NUMBER", "TASK", "LEAD", "DONE"): [("大类", "序号", "工作任务", "牵头单位及主要负责人", "落实进展情况")],
    ("TASK", "LEAD", "SUPPORT", "DEADLINE"): [("工作内容", "牵头部门", "配合部门", "时间节点")],
}
NOT_HEADS = [("序号", "指标", "单位", "2025年", "2030年"), ("建成园区", "3个"), ("任务",), ("名称", "地点", "投资")]


def read_heads(cells: Sequence[str]) -> tuple[Role, ...] | None:
    """What each column holds, or None when these cells head no list of tasks: it has a column of tasks, and one that
    says when or who.

    >>> [role.name for role in read_heads(("重点任务", "牵头单位", "完成时限"))]
    ['TASK', 'LEAD', 'DEADLINE']
    """
    if len(cells) < 2:
        return None
    roles = tuple(role_of(re.sub(r"\s", "", cell)) for cell in cells)
    known = [role for role in roles if role is not None]
    useful = (Role.TASK in known or Role.PROJECT in known) and (Role.DEADLINE in known or Role.LEAD in known)
    return tuple(role or Role.OTHER for role in roles) if useful and len(known) * 3 >= len(cells) * 2 else None


def read_stream(cells: Sequence[str]) -> tuple[Role, ...] | None:
    """The roles of heads that stand one to a line: all are known, one numbers the rows.

    >>> [role.name for role in read_stream(("序号", "任务名称", "指标要求", "牵头部门", "A类"))]
    ['NUMBER', 'NAME', 'TASK', 'LEAD']
    """
    roles: list[Role] = []
    for cell in cells:
        if (role := role_of(re.sub(r"\s", "", cell))) is None:
            break
        roles.append(role)
    useful = Role.NUMBER in roles and Role.TASK in roles and (Role.LEAD in roles or Role.DEADLINE in roles)
    return tuple(roles) if useful and len(roles) >= 3 else None


@lru_cache(maxsize=4096)
def role_of(head: str) -> Role | None:
    """What a column with this head holds, in a list of tasks; None where the head is not known."""
    if not head or len(head) > 24:
        return None
    return next((role for role, pattern in _HEADS if pattern.fullmatch(head)), None)
