"""One spelling for the signs of a text, without moving a single character.

Full-width digits, half-width brackets, five kinds of dash: official texts mix them freely. `even_out` maps each sign
to one of its kind, one code point for one, so that an offset into the result is an offset into the text.
"""

from __future__ import annotations

import re

_FULL = {ord("０") + i: str(i) for i in range(10)}
_LETTERS = {ord(full) + i: chr(ord(half) + i) for full, half in (("Ａ", "A"), ("ａ", "a")) for i in range(26)}
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("—–―－‐‑−~～﹣", "-"),
        **dict.fromkeys("\u3000\u00a0\u2002\u2003\u2009\u202f\t\r\ufeff", " "),
        **dict.fromkeys("∶ː︰", ":"),
        **dict.fromkeys("\u2028\u2029\v\f", "\n"),
        "％": "%", "．": ".", "＋": "+", "／": "/", "＜": "<", "＞": ">", "﹤": "<", "﹥": ">",
        "(": "（", ")": "）", "[": "〔", "]": "〕", "［": "〔", "］": "〕", ";": "；", "!": "！", "?": "？", "｡": "。",
        "「": "“", "」": "”", "『": "“", "』": "”", "〈": "《", "〉": "》",
    }
)  # fmt: skip
_TABLE = {**_FULL, **_LETTERS, **_SIGNS}
_UNEVEN = re.compile("[" + re.escape("".join(map(chr, _TABLE))) + "]")
_LINE_BREAK = re.compile(r"<br {0,2}/?>", re.IGNORECASE)  # inside a cell of a table in Markdown
_QUOTED = re.compile(r'"([^"\n]{1,60})"')  # straight quotes are paired as they come
_LOOSE_COMMA = re.compile(r",(?!\d{3}(?!\d))|(?<!\d),")
_LOOSE_COLON = re.compile(r":(?!\d)|(?<!\d):")

CORPUS = {
    "达到12,000亿元，增长6.5%": ["达到12,000亿元,增长6.5%", "达到１２,０００亿元，增长６．５％"],
    "“十二五”期间，“四好”村": ['"十二五"期间，"四好"村'],
    "（一）物流业；3-5家": ["(一)物流业;3—5家", "（一）物流业；3～5家", "（一）物流业；３－５家"],
}


def even_out(text: str) -> str:
    """The text with one sign of each kind; same length, same offsets.

    >>> even_out("增长６％,3—5家")
    '增长6%，3-5家'
    """
    if "<" in text:
        text = _LINE_BREAK.sub(lambda tag: " " * len(tag[0]), text)
    if '"' in text:
        text = _QUOTED.sub(r"“\1”", text)
    even = _UNEVEN.sub(lambda sign: _TABLE[ord(sign[0])], text)
    if "," in even:
        even = _LOOSE_COMMA.sub("，", even)
    if ":" in even:
        even = _LOOSE_COLON.sub("：", even)
    return even
