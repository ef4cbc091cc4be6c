"""The catalogue of indicators, their definitions, the sources and the rule set: dated data files, read and checked.

A catalogue that contradicts itself is refused whole, with everything that is wrong in it, before any figure is read.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from guatu.core.errors import FiguresError, Place
from guatu.core.judging.model import Status
from guatu.core.judging.rules import Light, Rule, RuleSet
from guatu.core.series.formulas import factor_of
from guatu.core.series.model import Definition, Formula, Indicator, Nature, PriceBasis, Source, Wanted
from guatu.store.files import read_text
from guatu.store.tables import read_table

SOURCE_COLUMNS = ("代码", "标题")
SOURCE_ALIASES = {
    "code": "代码", "title": "标题", "publisher": "发布机构", "published": "公布日期", "url": "网址", "rank": "级别",
    "note": "备注",
}  # fmt: skip


class CatalogueRefused(FiguresError):
    code = "D340"
    reason = "这个文件有{count}处不对：{errors}"
    remedy = "请改好后重新导入。"


class TomlUnreadable(FiguresError):
    code = "D344"
    reason = "不是正确的TOML文件：{why}。"
    remedy = "请核对引号、方括号和等号。"


def load_indicators(path: str | Path) -> dict[str, Indicator]:
    """Indicators by code, in the order of the file.

    Raises:
        CatalogueRefused: a code or name twice, a formula with unknown parts or a wrong factor, an unknown word.
    """
    path = Path(path)
    errors: list[str] = []
    found: dict[str, Indicator] = {}
    for entry in _toml(path).get("indicator", []):
        try:
            indicator = _indicator(entry)
        except (KeyError, ValueError, TypeError, InvalidOperation) as error:
            errors.append(f"{entry.get('code', '?')}：{_why(error)}")
            continue
        if indicator.code in found:
            errors.append(f"{indicator.code}：代码重复")
        found[indicator.code] = indicator
    errors += clashes(found)
    _refuse(path, errors)
    return found


def load_definitions(path: str | Path) -> tuple[Definition, ...]:
    """The definitions (口径) of the same file, in its order; those not `confirmed` wait for the statistics bureau."""
    path = Path(path)
    found, errors = [], []
    for entry in _toml(path).get("indicator", []):
        for number, text in enumerate(entry.get("definitions", []), 1):
            try:
                found.append(
                    Definition(
                        code=f"{entry['code']}-{number}",
                        indicator=entry["code"],
                        text=text["text"],
                        since=text.get("since"),
                        confirmed=text.get("confirmed", True),
                        source=text.get("source", ""),
                    )
                )
            except (KeyError, TypeError) as error:
                errors.append(f"{entry.get('code', '?')}的口径：{_why(error)}")
    _refuse(path, errors)
    return tuple(found)


def load_rules(path: str | Path) -> RuleSet:
    """The rule set of a city, or ours.

    Raises:
        CatalogueRefused: a threshold that is no number, thresholds out of order, an unknown status.
    """
    path = Path(path)
    data = _toml(path)
    errors: list[str] = []
    gaps, growth = data.get("gap", {}), data.get("growth_gap", {})
    try:
        rules = RuleSet(
            code=data["code"],
            version=data["version"],
            title=data.get("title", ""),
            since=data.get("since"),
            source=data.get("source", ""),
            ok_from=_decimal(gaps["ok_from"]),
            slow_from=_decimal(gaps["slow_from"]),
            growth_ok_from=_decimal(growth["ok_from"]),
            growth_slow_from=_decimal(growth["slow_from"]),
            small_count=int(data.get("small_count", 3)),
            about_percent=_decimal(data.get("about", {}).get("percent", 5)),
            about_points=_decimal(data.get("about", {}).get("points", "0.5")),
            base_rank=int(data.get("base_rank", 40)),
            actual_rank=int(data.get("actual_rank", 40)),
            task_grace_days=int(data.get("task", {}).get("grace_days", 15)),
            rules={r["code"]: Rule(r["code"], r["says"], r.get("source", "")) for r in data.get("rule", [])},
            lights={
                Status(x["status"]): Light(Status(x["status"]), x["word"], x.get("colour", ""))
                for x in data.get("light", [])
            },
        )
    except (KeyError, ValueError, TypeError, InvalidOperation) as error:
        raise CatalogueRefused(Place(path.name), count=1, errors=_why(error)) from error
    if rules.slow_from > rules.ok_from or rules.growth_slow_from > rules.growth_ok_from:
        errors.append("“滞后”的门槛高于“正常”的门槛")
    if rules.since is not None and not isinstance(rules.since, date):
        errors.append("since要写成日期2026-01-01")
    _refuse(path, errors)
    return rules


def load_sources(*paths: str | Path, recorded_on: date | None = None) -> dict[str, Source]:
    """Documents that publish figures, by code. A partial date (2024) is the last day it can mean."""
    from guatu.store.figures import known_day

    found: dict[str, Source] = {}
    for path in paths:
        table = read_table(path, required=SOURCE_COLUMNS, aliases=SOURCE_ALIASES)
        errors = []
        for row in table.rows:
            if row["代码"] in found:
                errors.append(f"第{row.number}行：代码{row['代码']}重复")
            try:
                published = known_day(row["公布日期"], recorded_on=None)
                rank = int(row["级别"] or 50)
            except ValueError:
                errors.append(f"第{row.number}行：日期“{row['公布日期']}”或级别“{row['级别']}”不对")
                continue
            found[row["代码"]] = Source(
                row["代码"], row["标题"], row["发布机构"], published, row["网址"], rank, row["备注"]
            )
        _refuse(Path(path), errors)
    return found


def _indicator(entry: Mapping[str, Any]) -> Indicator:
    formula = entry.get("formula")
    return Indicator(
        code=entry["code"],
        name=entry["name"],
        unit=entry["unit"],
        nature=Nature(entry["nature"]),
        aliases=tuple(entry.get("aliases", ())),
        wanted=Wanted(entry.get("wanted", "more")),
        growth_basis=PriceBasis(entry.get("growth_basis", "")),
        formula=Formula(formula["numerator"], formula["denominator"], _decimal(formula.get("factor", 100)))
        if formula
        else None,
        not_same_as=tuple((name, why) for name, why in entry.get("not_same_as", ())),
        note=entry.get("note", ""),
        read_as=tuple((unit, why) for unit, why in entry.get("read_as", ())),
        scopes=tuple(entry.get("scopes", ())),
        open_question=entry.get("open_question", ""),
    )


def clashes(found: Mapping[str, Indicator]) -> Iterable[str]:
    """What a catalogue says against itself: one name for two things, a formula of unknown parts or a wrong factor."""
    names = Counter(name for i in found.values() for name in dict.fromkeys((i.name, *i.aliases)))
    yield from (f"名称“{name}”属于{count}个指标" for name, count in names.items() if count > 1)
    for indicator in found.values():
        formula = indicator.formula
        if formula is None:
            continue
        lost = [code for code in (formula.numerator, formula.denominator) if code not in found]
        if lost:
            yield f"{indicator.code}：公式里的{'、'.join(lost)}不在目录里"
        elif indicator.nature is not Nature.RATIO:
            yield f"{indicator.code}：有公式的指标应为比值（ratio）"
        elif formula.factor != (factor := factor_of(formula, found, indicator.unit)):
            yield f"{indicator.code}：系数应为{factor:f}，写作{formula.factor:f}"


def _toml(path: Path) -> dict[str, Any]:
    text = read_text(path)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TomlUnreadable(Place(path.name), why=str(error)) from error


def _decimal(value: object) -> Decimal:
    return Decimal(str(value))


def _why(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"缺少{error.args[0]}"
    return f"写法不对（{error}）"


def _refuse(path: Path, errors: list[str] | Iterable[str]) -> None:
    errors = list(errors)
    if errors:
        raise CatalogueRefused(Place(path.name), count=len(errors), errors="；".join(errors) + "。")
