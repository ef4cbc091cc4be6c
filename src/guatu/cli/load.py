"""guatu load: one kind of data into the store. A file with anything wrong in it loads nothing."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from guatu.cli import asked
from guatu.cli.store import opened_store

if TYPE_CHECKING:
    from guatu.web.figures.services import Dating
    from guatu.web.plans.ledger.models import Plan

KINDS = {
    "example": "示例城市：方案、指标、数据、来源、地区、日历",
    "plan": "方案：Word、PDF、OFD、网页、文本、表格或扫描件",
    "figures": "数据（CSV 或 Excel）",
    "units": "单位（CSV 或 Excel）",
    "duties": "领域和单位的对应（CSV 或 Excel），供指定牵头单位时提示",
    "regions": "地区（CSV 或 Excel）",
    "sources": "数据来源（CSV 或 Excel）",
    "indicators": "指标目录（TOML）",
    "rules": "研判规则（TOML）",
    "calendar": "一年的节假日安排（CSV 或 Excel）",
    "links": "哪个指标衡量哪个目标（CSV 或 Excel）",
}
DATED = ("regions", "sources", "indicators", "rules", "calendar", "links")  # decided from a day on


def arguments(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(title="导入什么", metavar="种类", dest="kind", required=True)
    for kind, summary in KINDS.items():
        one = kinds.add_parser(kind, help=summary, description=summary)
        if kind != "example":
            one.add_argument("file", metavar="文件")
        if kind == "plan":
            asked.plan_arguments(one)
            one.add_argument("--region", default="", help="地区代码，如 150300")
            one.add_argument("--title", default="", help="文件里没有标题时，方案的全称")
        if kind in DATED:
            one.add_argument("--from", dest="known_on", metavar="日期", default="", help="从哪一天起算；不写为今天")
            one.add_argument("--paper", default="", metavar="文件", help="依据的文件：文号或标题")
            one.add_argument("--reason", default="", metavar="理由", help="起算日早于今天的，要写追认的理由")


def run(args: argparse.Namespace) -> None:
    with opened_store(build=True):
        LOADERS[args.kind](args)


def dating(args: argparse.Namespace) -> Dating:
    """From which day what is loaded counts, by which paper, and why."""
    from guatu.web.base.asof import read_day

    found: Dating = {"paper": args.paper, "reason": args.reason}
    if args.known_on:
        found["known_on"] = read_day(args.known_on, said_in="--from")
    return found


def say_example() -> None:
    from guatu.store.example import example_city
    from guatu.web.base.asof import today
    from guatu.web.plans.example import load_example

    city = example_city()
    loaded = load_example(city, on=today(), by=None)
    if not (loaded.changed or loaded.added or loaded.plan.new):
        print(f"{city.name}：没有变化（数据{loaded.known}条已在库里）。")
        return
    print(f"{city.name}：目录等{loaded.changed}行，数据新增{loaded.added}条，方案《{loaded.plan.plan.title}》。")


def _example(args: argparse.Namespace) -> None:
    say_example()


def _plan(args: argparse.Namespace) -> None:
    from guatu.store.originals import keep_original
    from guatu.web.base.asof import today
    from guatu.web.plans.ledger.services import load_plan
    from guatu.web.plans.ledger.stated import wanting

    found = asked.plan_file(args)
    loaded = load_plan(
        found.plan.text,
        name=Path(args.file).name,
        context=found.plan.context,
        region=args.region,
        by=None,
        compiled=found.plan,
        issued=found.issued,
        original=keep_original(args.file, found.document),
        on=today(),
    )
    restated = _restated(args, loaded.plan)
    name = f"《{loaded.plan.title}》" if loaded.plan.title else f"未命名的方案（{loaded.plan.code}）"
    if not loaded.new:
        changed = [word for word, true in (("改了方案信息", restated), ("补存了原件", loaded.got_original)) if true]
        print(f"{name}：{'文字没有变化，' + '，'.join(changed) if changed else '没有变化'}。")
    else:
        count, questions = loaded.plan.commitments.count(), loaded.plan.questions.count()
        print(f"{name}：{count}个条目，待定读法{questions}个。现在是草稿，发布以后才公开。")
    if missing := wanting(loaded.plan):
        print(
            f"还缺{'、'.join(missing)}：补上以前不能研判和发布。请在网页“方案信息”里填，或带上{_options(missing)}再导入一次。"
        )


OPTIONS = {"标题": "--title", "地区": "--region", "起止年份": "--years"}


def _options(missing: Iterable[str]) -> str:
    return "、".join(OPTIONS[word] for word in missing)


def _restated(args: argparse.Namespace, plan: Plan) -> bool:
    """Whether what the user said in so many words changed what the draft says of itself."""
    from guatu.web.base.asof import today
    from guatu.web.figures import selectors
    from guatu.web.plans.ledger.services import region_of, state_plan
    from guatu.web.plans.ledger.stated import Stated

    stated = asked.context(args)
    region = args.region or region_of(args.place, selectors.regions(today()), name=Path(args.file).name)
    said = Stated(args.title, region, stated.plan_from, stated.plan_to)
    return state_plan(plan, said, on=today(), by=None)


def _figures(args: argparse.Namespace) -> None:
    from guatu.store.figures import FigureFile
    from guatu.web.base.asof import today
    from guatu.web.figures import selectors
    from guatu.web.figures.services import load_figures

    on = today()
    rows = FigureFile(
        args.file,
        indicators=selectors.indicators(on),
        regions=selectors.regions(on),
        sources={source.code: source for source in selectors.sources(on)},
        recorded_on=on,
    )
    loaded = load_figures(rows, name=Path(args.file).name, recorded_on=on, by=None)
    print(
        f"新增{loaded.added}条，已有{loaded.known}条。" if loaded.added else f"没有变化（{loaded.known}条已在库里）。"
    )


def _units(args: argparse.Namespace) -> None:
    from guatu.web.people.files import read_units
    from guatu.web.people.services import load_units

    _say(load_units(read_units(args.file), name=Path(args.file).name, by=None), "单位")


def _duties(args: argparse.Namespace) -> None:
    from guatu.store.duties import read_duties
    from guatu.web.base.asof import today
    from guatu.web.plans.owners.services import load_duties

    _say(load_duties(read_duties(args.file), on=today(), name=Path(args.file).name, by=None), "领域和单位的对应")


def _regions(args: argparse.Namespace) -> None:
    from guatu.store import region_table
    from guatu.web.base.asof import today
    from guatu.web.figures.services import load_regions

    _say(
        load_regions(
            region_table.load_regions(args.file).values(),
            on=today(),
            name=Path(args.file).name,
            by=None,
            **dating(args),
        ),
        "地区",
    )


def _sources(args: argparse.Namespace) -> None:
    from guatu.store import catalogue
    from guatu.web.base.asof import today
    from guatu.web.figures.services import load_sources

    found = catalogue.load_sources(args.file, recorded_on=today())
    _decide(args, "来源", load_sources, found.values())


def _indicators(args: argparse.Namespace) -> None:
    from guatu.store import catalogue
    from guatu.web.base.asof import today
    from guatu.web.figures.services import load_catalogue

    found, meant = catalogue.load_indicators(args.file), catalogue.load_definitions(args.file)
    _say(
        load_catalogue(found.values(), meant, on=today(), name=Path(args.file).name, by=None, **dating(args)),
        "指标和口径",
    )


def _rules(args: argparse.Namespace) -> None:
    from guatu.store import catalogue
    from guatu.web.base.asof import today
    from guatu.web.figures.services import load_rules

    _say(
        load_rules(catalogue.load_rules(args.file), on=today(), name=Path(args.file).name, by=None, **dating(args)),
        "规则集",
    )


def _calendar(args: argparse.Namespace) -> None:
    from guatu.store.calendars import load_year
    from guatu.web.base.asof import today
    from guatu.web.plans.ledger.services import load_calendar

    _say(
        load_calendar([load_year(args.file)], on=today(), name=Path(args.file).name, by=None, **dating(args)),
        "年度日历",
    )


def _links(args: argparse.Namespace) -> None:
    from guatu.store.link_table import read_links
    from guatu.web.plans.links import load_links

    _decide(args, "指标对应", load_links, read_links(args.file))


def _decide(args: argparse.Namespace, word: str, service: Callable[..., int], *what: object) -> None:
    """Load what is decided from a day on, and say how much of it is new."""
    from guatu.web.base.asof import today

    _say(service(*what, on=today(), name=Path(args.file).name, by=None, **dating(args)), word)


def _say(changed: int, what: str) -> None:
    print(f"{what}：新增或更正{changed}行。" if changed else f"{what}：没有变化。")


LOADERS = {
    "example": _example,
    "plan": _plan,
    "figures": _figures,
    "units": _units,
    "duties": _duties,
    "regions": _regions,
    "sources": _sources,
    "indicators": _indicators,
    "rules": _rules,
    "calendar": _calendar,
    "links": _links,
}
