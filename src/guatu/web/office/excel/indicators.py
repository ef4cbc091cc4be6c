"""指标目录 in Excel: a row an indicator, in the words of its form; what it counts (口径) stays on its page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from guatu.core.errors import Place
from guatu.core.round_trip import Cells, RoundColumn, RoundTable
from guatu.core.series.model import Indicator, Nature, PriceBasis, Wanted
from guatu.web.figures.selectors import indicators
from guatu.web.figures.services import edit_indicators, fitting_indicator
from guatu.web.office.catalogue.forms import FieldWrong, indicator_of, typed_of
from guatu.web.office.catalogue.lists import indicators_asked
from guatu.web.office.excel.cells import CellEmpty
from guatu.web.people.models import User
from guatu.web.standing.reading import Reading

NATURES = {Nature.FLOW.value: "流量", Nature.STOCK.value: "存量", Nature.RATIO.value: "比率"}
WANTS = {Wanted.MORE.value: "越多越好", Wanted.LESS.value: "越少越好"}
BASES = {basis.value: basis.value for basis in PriceBasis}
WORDED = {"nature": NATURES, "wanted": WANTS, "growth_basis": BASES}  # columns that say a word for a code
PARTS = ("numerator", "denominator")  # columns that name other indicators


@dataclass
class IndicatorsTable:
    """指标目录."""

    reading: Reading
    of = title = ""
    right = "indicators.load_catalogue"
    table = RoundTable(
        "indicators",
        "指标目录",
        "code",
        (
            RoundColumn("code", "代码", 20),
            RoundColumn("name", "名称", 30, editable=True),
            RoundColumn("unit", "单位", 10, editable=True),
            RoundColumn("nature", "性质", 8, editable=True),
            RoundColumn("wanted", "方向", 10, editable=True),
            RoundColumn("growth_basis", "增速口径", 10, editable=True),
            RoundColumn("numerator", "分子", 24, editable=True),
            RoundColumn("denominator", "分母", 24, editable=True),
            RoundColumn("aliases", "别名（一行一个）", 28, editable=True),
            RoundColumn("scopes", "范围（一行一个）", 16, editable=True),
            RoundColumn("not_same_as", "不是（名称：为什么）", 30, editable=True),
            RoundColumn("read_as", "可读作的单位（单位：为什么）", 24, editable=True),
            RoundColumn("note", "说明", 36, editable=True),
            RoundColumn("open_question", "口径疑问", 30, editable=True),
        ),
        adds=True,
        naming=("name",),
    )

    def __post_init__(self) -> None:
        self.known = indicators(self.reading.today)

    def spelled(self, cells: Cells) -> Cells:
        """The parts of a formula by the names of the catalogue, whatever of their names was written."""
        names = {name: i.name for i in self.known.values() for name in (i.code, *i.aliases, i.name)}
        return {n: names.get(text.strip(), text) if n in PARTS else text for n, text in cells.items()}

    def listed(self, asked: QueryDict) -> list[dict[str, str]]:
        return [self._row(i) for i in indicators_asked(self.known.values(), asked)]

    def rows(self, keys: Iterable[str] | None = None) -> list[dict[str, str]]:
        return [self._row(i) for i in self.known.values()]

    def _row(self, indicator: Indicator) -> dict[str, str]:
        typed = typed_of(indicator, self.known)
        return typed | {name: words.get(typed[name], typed[name]) for name, words in WORDED.items()}

    def meant(self, cells: Cells) -> Indicator:
        """Raises FieldWrong, CellEmpty, NotInStore, IndicatorRefused."""
        code = cells["code"]
        if code not in self.known and not (code.isascii() and code.isidentifier() and len(code) <= 80):
            raise FieldWrong(what=_("代码用小写字母、数字和下划线，不能与别的指标相同。"), name="code")
        coded = {name: self._code(cells, name) for name in WORDED}
        made = indicator_of({**cells, **coded}, self.known, code=code)
        stands = self.known.get(code)
        if stands and stands.formula and made.formula and _parts(stands) == _parts(made):
            made = replace(made, formula=stands.formula)
        return made if made == stands else fitting_indicator(made, self.known)

    def _code(self, cells: Cells, name: str) -> str:
        said = cells[name]
        if not said and "" not in WORDED[name]:
            raise CellEmpty(Place(cells["code"]), head=self.table.head(name))
        words = WORDED[name]
        found = next((code for code, word in words.items() if said in (code, word)), None)
        if found is None:
            choices = "、".join(filter(None, words.values()))
            said_so = {"said": said[:20], "head": self.table.head(name), "choices": choices}
            raise FieldWrong(what=_("“%(said)s”不是%(head)s；可以写：%(choices)s。") % said_so, name=name)
        return found

    def take(self, values: Mapping[str, Indicator], *, name: str, by: User | None) -> int:
        return edit_indicators(values.values(), on=self.reading.today, name=name, by=by)


def _parts(indicator: Indicator) -> tuple[str, str]:
    assert indicator.formula is not None
    return indicator.formula.numerator, indicator.formula.denominator
