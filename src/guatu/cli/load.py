"""guatu load: one kind of data into the store. A file with anything wrong in it loads nothing."""

from __future__ import annotations

import argparse
from pathlib import Path

from guatu.cli import asked
from guatu.cli.store import opened_store

KINDS = {
    "example": "示例城市：方案、指标、数据、来源、地区、日历",
    "plan": "方案：Word、PDF、OFD、网页、文本、表格或扫描件",
    "figures": "数据（CSV 或 Excel）",
    "units": "单位（CSV 或 Excel）",
    "regions": "地区（CSV 或 Excel）",
    "sources": "数据来源（CSV 或 Excel）",
    "indicators": "指标目录（TOML）",
    "rules": "研判规则（TOML）",
    "calendar": "一年的节假日安排（CSV 或 Excel）",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(title="导入什么", metavar="种类", dest="kind", required=True)
    for kind, summary in KINDS.items():
        one = kinds.add_parser(kind, help=summary, description=summary)
        if kind != "example":
            one.add_argument("file", metavar="文件")
        if kind == "plan":
            asked.plan_arguments(one)
            one.add_argument("--region", default="", help="地区代码，如 150300")
            one.add_argument("--aside", action="store_true", help="放在一边供对照，现行方案不换")


def run(args: argparse.Namespace) -> None:
    with opened_store(build=True):
        LOADERS[args.kind](args)


def say_example() -> None:
    from guatu.store.example import example_city
    from guatu.web.plans.example import load_example

    city = example_city()
    loaded = load_example(city, by=None)
    if not (loaded.changed or loaded.added or loaded.plan.new):
        print(f"{city.name}：没有变化（数据{loaded.known}条已在库里）。")
        return
    print(f"{city.name}：目录等{loaded.changed}行，数据新增{loaded.added}条，方案《{loaded.plan.plan.title}》。")


def _example(args: argparse.Namespace) -> None:
    say_example()


def _plan(args: argparse.Namespace) -> None:
    from guatu.store.originals import keep_original
    from guatu.web.plans.ledger.services import load_plan

    found = asked.plan_file(args)
    loaded = load_plan(
        found.plan.text,
        name=Path(args.file).name,
        context=found.plan.context,
        region=args.region,
        by=None,
        compiled=found.plan,
        issued=found.issued,
        aside=args.aside,
        original=keep_original(args.file, found.document),
    )
    if not loaded.new:
        print(f"《{loaded.plan.title}》：{'文字没有变化，补存了原件' if loaded.got_original else '没有变化'}。")
        return
    count = loaded.plan.commitments.count()
    print(f"《{loaded.plan.title}》：{count}个条目，待定读法{loaded.plan.questions.count()}个。")


def _figures(args: argparse.Namespace) -> None:
    from guatu.store.figures import read_figures
    from guatu.web.base.asof import today
    from guatu.web.figures import selectors
    from guatu.web.figures.services import load_figures

    on = today()
    rows = read_figures(
        args.file,
        indicators=selectors.indicators(),
        regions=selectors.regions(),
        sources={source.code: source for source in selectors.sources()},
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


def _regions(args: argparse.Namespace) -> None:
    from guatu.store import places
    from guatu.web.figures.services import load_regions

    _say(load_regions(places.load_regions(args.file).values(), name=Path(args.file).name, by=None), "地区")


def _sources(args: argparse.Namespace) -> None:
    from guatu.store import catalogue
    from guatu.web.base.asof import today
    from guatu.web.figures.services import load_sources

    found = catalogue.load_sources(args.file, recorded_on=today())
    _say(load_sources(found.values(), name=Path(args.file).name, by=None), "来源")


def _indicators(args: argparse.Namespace) -> None:
    from guatu.store import catalogue
    from guatu.web.figures.services import load_catalogue

    found, meant = catalogue.load_indicators(args.file), catalogue.load_definitions(args.file)
    _say(load_catalogue(found.values(), meant, name=Path(args.file).name, by=None), "指标和口径")


def _rules(args: argparse.Namespace) -> None:
    from guatu.store import catalogue
    from guatu.web.figures.services import load_rules

    _say(load_rules(catalogue.load_rules(args.file), name=Path(args.file).name, by=None), "规则集")


def _calendar(args: argparse.Namespace) -> None:
    from guatu.store.calendars import load_year
    from guatu.web.plans.ledger.services import load_calendar

    _say(load_calendar([load_year(args.file)], name=Path(args.file).name, by=None), "年度日历")


def _say(changed: int, what: str) -> None:
    print(f"{what}：新增或更正{changed}行。" if changed else f"{what}：没有变化。")


LOADERS = {
    "example": _example,
    "plan": _plan,
    "figures": _figures,
    "units": _units,
    "regions": _regions,
    "sources": _sources,
    "indicators": _indicators,
    "rules": _rules,
    "calendar": _calendar,
}
