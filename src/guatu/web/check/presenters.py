"""Findings as a page shows them: by severity, each place a link into the plan's text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from guatu.core.check.coverage import QUESTION
from guatu.core.check.model import Finding, Severity
from guatu.core.check.report import HeadingsAbove, first_words
from guatu.core.plan.model import Kind, Plan
from guatu.core.text.said import Sentence
from guatu.core.text.spans import Span
from guatu.web.check.models import CheckState, DraftCheck
from guatu.web.check.results import CheckTrouble, DraftFound, FoundPlace, ReadLine
from guatu.web.check.selectors import found_in, trouble_in
from guatu.web.people.models import User

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
class UnderHeading:
    """Places of a finding that stand under one heading."""

    heading: Sentence
    places: list[PlaceLink]


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding."""

    id: str
    code: str
    title: Sentence
    quote: str
    what: Sentence
    why: Sentence
    mend: Sentence
    computation: tuple[Sentence, ...]
    readings: bool  # `computation` lists readings, not sums
    where: list[UnderHeading]
    more: int  # places that are not shown


@dataclass(frozen=True, slots=True)
class FindingGroup:
    severity: str
    word: str
    says: str
    lines: list[FindingLine]


def groups(findings: Iterable[Finding], plan: Plan, *, plan_address: str) -> list[FindingGroup]:
    """Findings in a plan that is published, by severity, worst first; `plan_address`: the page that shows its text."""
    anchors, above = Anchors(plan, plan_address), HeadingsAbove(plan)
    found = []
    for n, f in enumerate(findings, 1):
        places = [(above(span.start), anchors.link(span)) for span in f.spans]
        made = FindingLine(
            f"f{n}", f.code, f.title, f.quote, f.what, f.why, f.mend, f.computation, f.code == QUESTION.code,
            *_where(places),
        )  # fmt: skip
        found.append((f.severity, made))
    return _by_severity(found)


def draft_groups(found: DraftFound) -> list[FindingGroup]:
    """Findings in a draft: it is on no page of ours, so a place is its heading, its page if any, its sentence."""
    lines = []
    for n, f in enumerate(found.findings, 1):
        where, more = _where([(place.heading, PlaceLink(place_words(place), "")) for place in f.places])
        made = FindingLine(
            f"f{n}", f.code, f.title, f.quote, f.what, f.why, f.mend, f.computation, f.readings, where, more + f.more
        )
        lines.append((f.severity, made))
    return _by_severity(lines)


def place_words(place: FoundPlace) -> str:
    sentence = gettext("“%s”一句") % place.sentence
    return f"{gettext('第%d页') % place.page}{gettext('，')}{sentence}" if place.page else sentence


def _where(places: Iterable[tuple[Sentence, PlaceLink]]) -> tuple[list[UnderHeading], int]:
    """The first places, those under one heading together; and how many are left off."""
    once = list({(str(heading), link): (heading, link) for heading, link in places}.values())
    found: list[UnderHeading] = []
    for heading, link in once[:PLACES]:
        if not found or str(found[-1].heading) != str(heading):
            found.append(UnderHeading(heading, []))
        found[-1].places.append(link)
    return found, max(0, len(once) - PLACES)


def _by_severity(lines: Iterable[tuple[Severity, FindingLine]]) -> list[FindingGroup]:
    lines = list(lines)
    return [
        FindingGroup(severity.value, gettext(SEVERITY_WORDS[severity]), gettext(SEVERITY_SAYS[severity]), inside)
        for severity in Severity
        if (inside := [line for of, line in lines if of is severity])
    ]


class Anchors:
    """Where a stretch of the text is shown on the plan's page: the commitment that holds it, else an excused number."""

    def __init__(self, plan: Plan, address: str) -> None:
        self.plan, self.address = plan, address
        order = {Kind.TARGET: 0, Kind.MILESTONE: 1, Kind.ACTION: 2}
        self.commitments = sorted(plan.commitments, key=lambda c: (order[c.kind], c.span.end - c.span.start))

    def link(self, span: Span) -> PlaceLink:
        for c in self.commitments:
            if c.span.overlaps(span):
                return PlaceLink(c.id, f"{self.address}#{c.id}")
        for claim in self.plan.coverage.claims:
            if not claim.commitment and claim.span.overlaps(span):
                return PlaceLink(self._sentence(span), f"{self.address}#n{claim.span.start}")
        return PlaceLink(self._sentence(span), self.address)

    def _sentence(self, span: Span) -> str:
        return gettext("“%s”一句") % first_words(self.plan.text, span.start)


# -- the page of one check --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A check of a draft as its page shows it, and what this reader may do with it."""

    check: DraftCheck
    found: DraftFound | None
    trouble: CheckTrouble | None
    groups: list[FindingGroup]
    targets: list[tuple[ReadLine, str]]  # with their places in words
    milestones: list[tuple[ReadLine, str]]
    mine: bool
    may_drop: bool
    may_use: bool

    @property
    def busy(self) -> bool:
        return self.check.state == CheckState.RUNNING


def draft_page(check: DraftCheck, *, reader: User) -> DraftPage:
    found = found_in(check)

    def lines(kind: Kind) -> list[tuple[ReadLine, str]]:
        return [(line, place_words(line.place)) for line in (found.lines if found else ()) if line.kind is kind]

    mine = check.by_id == reader.pk
    return DraftPage(
        check, found, trouble_in(check), draft_groups(found) if found else [], lines(Kind.TARGET),
        lines(Kind.MILESTONE), mine, mine or reader.has_perm("check.drop_others"),
        found is not None and reader.has_perm("ledger.load_plan"),
    )  # fmt: skip
