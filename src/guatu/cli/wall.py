"""guatu wall: the wall chart (作战图) of a plan on a day."""

from __future__ import annotations

import argparse
from pathlib import Path

from guatu.cli.printing import put
from guatu.cli.store import asked_day, opened_store, recorded_by, recorded_by_argument
from guatu.core.errors import AskedError, Place


class NoSuchPicture(AskedError):
    code = "A543"
    reason = "作战图只能存成 .svg 或 .pdf。"
    remedy = "请写 --out wall.svg 或 --out wall.pdf。"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", metavar="文件", required=True, help="wall.svg 或 wall.pdf")
    parser.add_argument("--size", choices=("A0", "A1", "A2", "A3"), default="A1", help="纸张")
    parser.add_argument("--as-of", metavar="日期", help="按哪一天所知来画；不写为今天")
    parser.add_argument("--worst-first", action="store_true", help="每个领域里最差的排在前面；不写按方案的顺序")
    parser.add_argument("--address", default="", metavar="网址", help="印在图上的网址，同时印成二维码")
    recorded_by_argument(parser)
    parser.add_argument("--plan", default="", metavar="代码", help="方案代码；只有一份在执行时不必写")


def run(args: argparse.Namespace) -> None:
    kind = Path(args.out).suffix.lower()
    if kind not in (".svg", ".pdf"):
        raise NoSuchPicture(Place(Path(args.out).name))
    from guatu.core.drawing.wall import wall_svgs
    from guatu.core.drawing.wall_values import wall

    with opened_store():
        from guatu.store.qr import qr_code
        from guatu.web.base.asof import today
        from guatu.web.plans.ledger.selectors import plan_value
        from guatu.web.standing.selectors import standing

        as_of = asked_day(args.as_of)
        found = standing(as_of, plan=args.plan, recorded_by=recorded_by(args))
        values = wall(
            plan_value(found.plan, commitments=found.commitments),
            found.judgements.values(),
            as_of=found.as_of,
            city=found.plan.place,
            rules=str(found.rules.named),
            today=today(),
            worst_first=args.worst_first,
            address=args.address,
            qr=qr_code(args.address) if args.address else (),
            tasks=found.tasks,
        )
    sheets = wall_svgs(values, args.size)
    if kind == ".pdf":
        put(_pdf(sheets, args.size), args.out)
        return
    for number, svg in enumerate(sheets, 1):
        put(svg, args.out if number == 1 else _of_sheet(args.out, number))


def _of_sheet(out: str, number: int) -> str:
    """wall-2.svg beside wall.svg."""
    path = Path(out)
    return str(path.with_name(f"{path.stem}-{number}{path.suffix}"))


def _pdf(sheets: tuple[str, ...], size: str) -> bytes:
    from guatu.core.drawing.wall import SIZES
    from guatu.store.pdf import svg_to_pdf

    wide, high = SIZES[size]
    return svg_to_pdf(*sheets, width_mm=wide, height_mm=high)
