"""guatu explain: why a place in a plan was read as it was."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from guatu.cli import asked
from guatu.cli.printing import put
from guatu.core.codec import json_text
from guatu.core.explain import explain, find_words, lines, to_json

if TYPE_CHECKING:
    from guatu.store.documents.model import Document


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="文件", help="方案：Word、PDF、OFD、网页、文本、表格或扫描件")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--at", type=int, metavar="位置", help="第几个字，从0数起；就是JSON里的start")
    where.add_argument("--find", metavar="文字", help="要解释的文字")
    parser.add_argument("--nth", type=int, default=1, metavar="次", help="文字出现多次时，解释第几处")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="输出格式")
    parser.add_argument("--out", metavar="文件", help="写入文件，不写则显示在屏幕上")
    asked.plan_arguments(parser)


def run(args: argparse.Namespace) -> None:
    found = asked.plan_file(args)
    plan = found.plan
    at = args.at if args.find is None else _found(find_words(plan, args.find), args.nth)
    explanation = explain(plan, at)
    if args.format == "json":
        put(json_text(to_json(explanation, plan) | _place(found.document, at)), args.out)
    else:
        put("\n".join([*lines(explanation, plan), *_on_page(found.document, at)]), args.out)


def _place(document: Document, at: int) -> dict[str, object]:
    """The page and the line's box, in points from its top left corner; nothing where the file has no pages."""
    place = document.place_of(at)
    return {} if place is None else {"page": place.page, "box": place.box}


def _on_page(document: Document, at: int) -> list[str]:
    place = document.place_of(at)
    if place is None or place.box is None:
        return []
    left, top, right, bottom = (f"{edge:g}" for edge in place.box)
    return [f"原件第{place.page}页，左{left}、上{top}、右{right}、下{bottom}（磅，从页面左上角量起）"]


def _found(places: tuple[int, ...], nth: int) -> int:
    if len(places) > 1:
        said = "、".join(str(place) for place in places[:10])
        print(f"这些文字出现{len(places)}处（{said}），解释其中第{nth}处。", file=sys.stderr)
    return places[min(max(nth, 1), len(places)) - 1]
