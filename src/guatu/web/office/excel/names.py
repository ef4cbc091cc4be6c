"""简称: what each target of a plan is called, filled in Excel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict

from guatu.core.plan.names import ShortName
from guatu.core.reports.words import due_words
from guatu.core.round_trip import Cells, RoundColumn, RoundTable
from guatu.web.people.models import User
from guatu.web.plans.names.services import check, name_targets, targets_by_key
from guatu.web.standing.reading import Reading


@dataclass
class NamesTable:
    """The targets of one plan."""

    reading: Reading
    right = "ledger.name_target"
    table = RoundTable(
        "names",
        "目标的简称",
        "key",
        (
            RoundColumn("key", "编号", 14),
            RoundColumn("quote", "方案原文", 60),
            RoundColumn("due", "期限", 16),
            RoundColumn("shown", "现在叫", 26),
            RoundColumn("name", "简称", 26, editable=True),
        ),
        naming=("quote",),
    )

    def __post_init__(self) -> None:
        line = self.reading.line
        assert line is not None
        self.line = line
        self.of, self.title = line.code, self.reading.standing.plan.title
        self.targets = targets_by_key(line, self.reading.today)

    def spelled(self, cells: Cells) -> Cells:
        return cells

    def listed(self, asked: QueryDict) -> list[dict[str, str]]:
        return self.rows()

    def rows(self, keys: Iterable[str] | None = None) -> list[dict[str, str]]:
        standing = self.reading.standing
        return [
            {
                "key": item.id, "quote": item.quote, "due": str(due_words(item)), "shown": standing.names[item.id],
                "name": standing.named.get(item.id, ""),
            }
            for item in standing.targets
        ]  # fmt: skip

    def meant(self, cells: Cells) -> ShortName:
        short = ShortName(cells["name"])
        check({cells["key"]: short}, self.targets)
        return short

    def take(self, values: Mapping[str, ShortName], *, name: str, by: User | None) -> int:
        return len(name_targets(self.line, values, on=self.reading.today, name=name, by=by))
