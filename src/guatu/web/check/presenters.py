"""Findings as a page shows them: by severity, each place a link into the plan's text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from guatu.core.check.coverage import QUESTION
from guatu.core.check.model import Finding, Severity
from guatu.core.check.report import HeadingsAbove, first_words
from guatu.core.plan.model import Kind, Plan
from guatu.core.text.said import Sentence
from guatu.core.text.spans import Span

PLACES = 6  # places that are shown with each finding
SEVERITY_WORDS = {
    Severity.ERROR: gettext_noop("错误"),
    Severity.DOUBT: gettext_noop("疑点"),
    Severity.HINT: gettext_noop("提示"),
}
SEVERITY_SAYS = {
    Severity.ERROR: gettext_noop("照现在的写法不可能对，请改正后再印发。"),
    Severity.DOUBT: gettext_noop("有两种读法，或者考核时一定会问，请定下来。"),
    Severity.HINT: gettext_noop("文中隐含而没有写明的数，请核对。"),
}


@dataclass(frozen=True, slots=True)
class PlaceLink:
    label: str
    href: str  # "" where the text is not on any page


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding."""

    id: str
    code: str
    title: Sentence
    heading: Sentence
    quote: str
    what: Sentence
    why: Sentence
    mend: Sentence
    computation: tuple[Sentence, ...]
    readings: bool  # `computation` lists readings, not sums
    places: list[PlaceLink]
    more: int  # places that are not shown


@dataclass(frozen=True, slots=True)
class FindingGroup:
    severity: str
    word: str
    says: str
    lines: list[FindingLine]


def groups(
    findings: Iterable[Finding],
    plan: Plan,
    *,
    plan_address: str = "",
    page_of: Callable[[int], int | None] = lambda offset: None,
) -> list[FindingGroup]:
    """Findings by severity, worst first.

    Args:
        plan_address: the page that shows the text, "" when none does.
        page_of: the page of a draft on which a character stands, when its format has pages.
    """
    anchors, place = Anchors(plan, plan_address, page_of), HeadingsAbove(plan)
    lines: dict[Severity, list[FindingLine]] = {severity: [] for severity in Severity}
    for n, finding in enumerate(findings, 1):
        lines[finding.severity].append(
            FindingLine(
                id=f"f{n}",
                code=finding.code,
                title=finding.title,
                heading=place(finding.span.start),
                quote=finding.quote,
                what=finding.what,
                why=finding.why,
                mend=finding.mend,
                computation=finding.computation,
                readings=finding.code == QUESTION.code,
                places=list(dict.fromkeys(anchors.link(span) for span in finding.spans[:PLACES])),
                more=max(0, len(finding.spans) - PLACES),
            )
        )
    return [
        FindingGroup(severity.value, gettext(SEVERITY_WORDS[severity]), gettext(SEVERITY_SAYS[severity]), inside)
        for severity, inside in lines.items()
        if inside
    ]


class Anchors:
    """Where a stretch of the text is shown: the commitment that holds it, else an excused number, on the plan's page;
    for a draft, which is on no page of ours, its own page or sentence."""

    def __init__(self, plan: Plan, address: str, page_of: Callable[[int], int | None]) -> None:
        self.plan, self.address, self.page_of = plan, address, page_of
        order = {Kind.TARGET: 0, Kind.MILESTONE: 1, Kind.ACTION: 2}
        self.commitments = sorted(plan.commitments, key=lambda c: (order[c.kind], c.span.end - c.span.start))

    def link(self, span: Span) -> PlaceLink:
        if not self.address:
            page = self.page_of(span.start)
            return PlaceLink(gettext("第%d页") % page if page else self._sentence(span), "")
        for c in self.commitments:
            if c.span.overlaps(span):
                return PlaceLink(c.id, f"{self.address}#{c.id}")
        for claim in self.plan.coverage.claims:
            if not claim.commitment and claim.span.overlaps(span):
                return PlaceLink(self._sentence(span), f"{self.address}#n{claim.span.start}")
        return PlaceLink(self._sentence(span), self.address)

    def _sentence(self, span: Span) -> str:
        return gettext("“%s”一句") % first_words(self.plan.text, span.start)
