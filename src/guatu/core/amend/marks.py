"""Where two quotes differ, in runs: numbers whole, Chinese character by character."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

TOKEN = re.compile(r"\d+(?:[.．]\d+)?|[A-Za-z]+|\s+|.", re.S)


class Run(NamedTuple):
    text: str
    changed: bool


def marked(old: str, new: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Both texts cut into runs; joined again, each is exactly the text it was.

    >>> marked("达到344亿元", "达到360亿元")[1]
    (Run(text='达到', changed=False), Run(text='360', changed=True), Run(text='亿元', changed=False))
    """
    a, b = TOKEN.findall(old), TOKEN.findall(new)
    left: list[Run] = []
    right: list[Run] = []
    for kind, i, j, k, n in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if i < j:
            left.append(Run("".join(a[i:j]), kind != "equal"))
        if k < n:
            right.append(Run("".join(b[k:n]), kind != "equal"))
    return tuple(left), tuple(right)
