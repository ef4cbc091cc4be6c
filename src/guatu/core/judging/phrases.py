"""The sentences and lines of arithmetic that the rules share: what a figure is, where it came from, how far behind.

A statistician must be able to recompute a light from its lines alone, so each line has its numbers put in.
"""

from __future__ import annotations

from decimal import Decimal

from guatu.core.judging import compare
from guatu.core.judging.desk import Desk
from guatu.core.judging.model import Status
from guatu.core.judging.wording import promised
from guatu.core.plan.model import Direction
from guatu.core.series.model import Figure, Form
from guatu.core.text.figures import figure_text, plain
from guatu.core.text.units import is_percent


def observed(desk: Desk, figure: Figure) -> Decimal:
    """The figure as the plan speaks of it."""
    return compare.size(figure.value, desk.target) if figure.form is Form.GROWTH else figure.value


def in_points(desk: Desk) -> bool:
    return desk.form is Form.GROWTH or is_percent(desk.target.unit)


def as_said(desk: Desk, figure: Figure) -> str:
    """The figure in a sentence: 100.64亿元, 增长8.7%, 下降5.4%."""
    return growth_word(figure.value) if figure.form is Form.GROWTH else figure_text(figure.value, figure.unit)


def promised_words(desk: Desk) -> str:
    """The promise in a sentence; a promised fall says so."""
    falls = desk.target.direction is Direction.DOWN and desk.form is Form.GROWTH
    return f"{'下降' if falls else ''}{promised(desk.target)}"


def titles(figure: Figure) -> str:
    return "、".join(dict.fromkeys(row.source.title for row in figure.observations))


def where_from(desk: Desk, figure: Figure, *, place: str = "") -> tuple[str, ...]:
    """One line for each observation behind a figure, and the formula that joined them."""
    lines = []
    for row in figure.observations:
        name = desk.indicators[row.indicator].name
        number = row.growth if figure.form is Form.GROWTH else row.value
        unit = "%" if figure.form is Form.GROWTH else row.unit
        basis = f"，{row.growth_basis.value}" if figure.form is Form.GROWTH and row.growth_basis else ""
        stage = f"，{row.stage.value}数" if row.stage else ""
        what = "增速" if figure.form is Form.GROWTH else ""
        lines.append(
            f"{place}{row.period}{name}{what} {plain(number)}{unit}"  # type: ignore[arg-type]
            f"（{row.source.title}，{row.known_on.isoformat()}{stage}{basis}）"
        )
        if row.preference_reason:
            lines.append(f"取数：{row.preference_reason}")
    if figure.formula:
        lines.append(f"重算：{figure.formula}" if len(figure.observations) > 1 else figure.formula)
    check = desk.crosscheck(figure.period) if len(figure.observations) == 2 and figure.form is Form.VALUE else None
    if check and check.value is not None:
        agrees = plain(figure.value, 1) == plain(check.value, 1)
        verdict = "与重算相符" if agrees else "与重算不符，请核对口径"
        lines.append(f"公布的比值{plain(check.value)}{check.unit}，{verdict}")
    return tuple(lines)


def progress(done: Decimal, due: Decimal, gap: Decimal) -> str:
    if plain(abs(gap), 1) == "0.0":
        margin = "达到序时进度"
    else:
        margin = f"{'超' if gap > 0 else '滞后'}序时进度{plain(abs(gap), 1)}个百分点"
    return f"完成率{plain(done, 1)}%，序时进度{plain(due, 1)}%，{margin}"


def gap_line(gap: Decimal, left: Decimal, right: Decimal) -> str:
    return f"差距 = {plain(left, 2)} − {bracketed(right, 2)} = {plain(gap, 2)}个百分点（按未舍入的数）"


def threshold_line(desk: Desk, what: str = "差距") -> str:
    rules = desk.rules
    return (
        f"门槛：{what} ≥ {plain(rules.ok_from)} 为{rules.word(Status.OK)}，≥ {plain(rules.slow_from)} 为"
        f"{rules.word(Status.SLOW)}，以下为{rules.word(Status.BAD)}（{rules.named}）"
    )


def over_text(over: Decimal, unit: str) -> str:
    return f"{'+' if over > 0 else ''}{plain(over, places(over, unit))}{unit}"


def places(value: Decimal, unit: str) -> int | None:
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= -2:
        return None
    return 1 if unit == "个百分点" else 2


def bracketed(value: Decimal, places: int) -> str:
    """A number after a minus sign: negative ones stand in brackets."""
    return f"({plain(value, places)})" if value < 0 else plain(value, places)


def growth_word(rate: Decimal) -> str:
    if plain(abs(rate), 1) == "0.0":
        return "持平"
    return f"{'增长' if rate > 0 else '下降'}{plain(abs(rate), 1)}%"


def years_word(first: int, count: int) -> str:
    return f"{first}年" if count == 1 else f"{first}—{first + count - 1}年年均"


def needed_words(needed: Decimal | None, unit: str) -> str:
    if needed is None:
        return "按期末数比对"
    if unit == "%":
        return f"年均增长{plain(needed, 1)}%" if needed >= 0 else f"年均下降{plain(-needed, 1)}%"
    more, less = ("提高", "降低") if unit == "个百分点" else ("增加", "减少")
    return f"每年{more if needed >= 0 else less}{plain(abs(needed), 1)}{unit}"
