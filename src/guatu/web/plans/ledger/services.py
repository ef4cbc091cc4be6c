"""Writes: a plan with everything the compiler read in it, how its targets are measured, and working days."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Unpack

from guatu.core.codec import plain
from guatu.core.errors import AskedError, FiguresError, Place
from guatu.core.judging.linking import propose_links
from guatu.core.judging.model import Link as LinkValue
from guatu.core.plan import model as core
from guatu.core.plan.compiler import compile_plan
from guatu.core.series.model import Form, Region
from guatu.core.text.kept import kept
from guatu.core.text.said import quoted
from guatu.core.time.workdays import YearTable
from guatu.store.documents.places import Places
from guatu.store.originals import Original
from guatu.store.plan_files import READER_RULE
from guatu.store.region_table import place_names
from guatu.web.audit.services import in_turn, record
from guatu.web.base.digests import canonical, sm3
from guatu.web.base.errors import NotInStore
from guatu.web.base.permits import require
from guatu.web.decisions.services import decide
from guatu.web.figures import selectors as figures
from guatu.web.figures.services import Dating
from guatu.web.people.models import User
from guatu.web.plans.ledger import models, selectors
from guatu.web.plans.ledger.keys import code_in
from guatu.web.plans.ledger.stated import PlanPublished, Stated, TitleTaken, YearsBackwards, stated_of


class PlanDiffers(AskedError):
    code = "A530"
    reason = "《{title}》已经在库里，这次的文本与它不同（第{offset}字起）。"
    remedy = "方案一经导入不能覆盖；有文件的修订、调整请作为修订登记，写明文件、起用日和理由。"
    command = "方案一经导入不能覆盖；有文件的修订、调整请用 guatu amend 登记，写明文件、起用日和理由。"


class PlaceUnknown(FiguresError):
    code = "D353"
    reason = "地区表里没有“{name}”，不知道这是哪里的方案。"
    remedy = "请写明地区代码，或先导入地区表。"
    command = "请用 --region 写地区代码，或先导入地区表。"


@dataclass(frozen=True, slots=True)
class PlanLoaded:
    plan: models.Plan
    new: bool  # False: the same text was there already
    got_original: bool = False  # and got the file that it lacked


def load_plan(
    text: str,
    *,
    name: str = "",
    context: core.Context,
    region: str = "",
    by: User | None,
    compiled: core.Plan | None = None,
    issued: date | None = None,
    original: Original | None = None,
    on: date,
) -> PlanLoaded:
    """Compile a plan, keep it with its text, and propose an indicator for every target. It is a draft until published.

    The same text again changes nothing; another text under the same title is refused. A plan that says neither title
    nor place nor years is a draft that needs them (`stated.wanting`).

    Args:
        on: today, the day of recording.
        compiled: the plan, when the reader of its file compiled it already (and added what it doubts).
        issued: the day of issue that the document bears.
        original: the file it came in. A plan that has none yet gets it, also when its text was there already.
    """
    require(by, "ledger.load_plan")
    if compiled is None and not models.Plan.objects.filter(digest=sm3(text)).exists():
        compiled = compile_plan(text, context=context)  # before anybody waits for it
    return _keep_plan(text, compiled, name=name, region=region, by=by, issued=issued, original=original, on=on)


@in_turn
def _keep_plan(
    text: str,
    compiled: core.Plan | None,
    *,
    name: str,
    region: str,
    by: User | None,
    issued: date | None,
    original: Original | None,
    on: date,
) -> PlanLoaded:
    digest = sm3(text)
    if same := models.Plan.objects.filter(digest=digest).first():
        lacked = original is not None and not models.PlanFile.objects.filter(plan=same).exists()
        if original is not None and lacked:
            keep_original(same, original, by=by)
        return PlanLoaded(same, new=False, got_original=lacked)
    assert compiled is not None  # plans are never removed
    if compiled.title and (other := models.Plan.objects.filter(title=compiled.title).first()):
        raise PlanDiffers(Place(name), title=compiled.title, offset=_first_difference(other.text, text) + 1)
    places = figures.regions(on)
    region = region or region_of(compiled.context.place, places, name=name)
    if region and region not in places:
        raise PlaceUnknown(Place(name), name=region)
    plan = models.Plan.objects.create(
        code=digest[:12],
        title=compiled.title,
        text=text,
        digest=digest,
        region_id=region or None,
        issued=issued,
        place=compiled.context.place,
        year=compiled.context.year,
        plan_from=compiled.context.plan_from,
        plan_to=compiled.context.plan_to,
        compiler=compiled.compiler,
    )
    save_compiled(plan, compiled)
    record(
        "ledger.load_plan",
        actor=by,
        obj=plan,
        after={
            "file": name,
            "title": plan.title,
            "digest": digest,
            "compiled": compiled_digest(compiled),
            "compiler": plan.compiler,
            "commitments": len(compiled.commitments),
            "questions": len(compiled.questions),
        },
    )
    propose(plan, compiled.targets, on=on, by=by)
    if original:
        keep_original(plan, original, by=by)
    return PlanLoaded(plan, new=True)


@in_turn
def state_plan(plan: models.Plan, said: Stated, *, on: date, by: User | None) -> bool:
    """Complete or correct what a draft says of itself; whether anything changed.

    A text that nobody has worked on is read anew, because years and place decide how some of its sentences are
    meant. Where people have edited it, or the reader of its file left doubts in it, the reading stays as it is.

    Raises:
        PlanPublished, TitleTaken, YearsBackwards, PlaceUnknown.
    """
    require(by, "ledger.load_plan", plan)
    was = stated_of(plan)
    now = Stated(
        said.title.strip() or was.title,
        said.region or was.region,
        said.plan_from or was.plan_from,
        said.plan_to or was.plan_to,
        said.issued or was.issued,
    )
    if now == was:
        return False
    if plan.versions.exists():
        raise PlanPublished(Place(plan.title), title=plan.title)
    place = _checked(plan, now, on=on)
    plan.title, plan.region_id, plan.place = now.title, now.region or None, place
    plan.plan_from, plan.plan_to, plan.issued = now.plan_from, now.plan_to, now.issued
    plan.year = plan.year or (now.issued.year if now.issued else None)
    plan.save()
    untouched = not plan.edits.exists() and not plan.questions.filter(rule__startswith=READER_RULE).exists()
    if untouched:
        context = core.Context(plan.place, plan.year, plan.plan_from, plan.plan_to)
        save_compiled(plan, compile_plan(plan.text, context=context))
    value = selectors.plan_value(plan)
    record(
        "ledger.state_plan",
        actor=by,
        obj=plan,
        before=asdict(was),
        after=asdict(now) | {"compiled": compiled_digest(value), "read_anew": untouched},
    )
    propose(plan, value.targets, on=on, by=by)
    return True


def _checked(plan: models.Plan, said: Stated, *, on: date) -> str:
    """The name of the place. Raises TitleTaken, YearsBackwards, PlaceUnknown."""
    if said.title and models.Plan.objects.filter(title=said.title).exclude(pk=plan.pk).exists():
        raise TitleTaken(title=said.title)
    first, last = said.plan_from, said.plan_to
    if first is not None and last is not None and not first <= last < first + 20:
        raise YearsBackwards(first=first, last=last)
    if not said.region:
        return plan.place
    region = figures.regions(on).get(said.region)
    if region is None:
        raise PlaceUnknown(Place(plan.title), name=said.region)
    return plan.place or region.name


def keep_original(plan: models.Plan, original: Original, *, by: User | None) -> models.PlanFile:
    """Keep the file that a plan came in beside it; its hashes go into the log."""
    require(by, "ledger.load_plan")
    row = models.PlanFile.objects.create(
        plan=plan,
        name=original.name[:300],
        format=original.format.value,
        media=original.media,
        size=len(original.content),
        sha256=original.sha256,
        content=original.content,
        page_count=len(original.places.pages),
        places=original.places.to_json(),
    )
    record("ledger.keep_original", actor=by, obj=row, before={}, after=facts_of_file(row))
    return row


def facts_of_file(row: models.PlanFile) -> dict[str, object]:
    """What the log holds of a file: enough to see that neither it nor its map of places was changed."""
    return {
        "plan": str(row.plan_id),
        "file": row.name,
        "size": row.size,
        "sha256": hashlib.sha256(bytes(row.content)).hexdigest(),
        "places": sm3(canonical(Places.from_json(row.places))),
    }


def propose(plan: models.Plan, targets: Iterable[core.Commitment], *, on: date, by: User | None) -> None:
    """Propose how each of these targets is measured. A proposal came with the plan and counts from the beginning."""
    names = place_names(figures.regions(on), plan.region_id or "")
    found = propose_links(targets, figures.indicators(on), region=plan.region_id or "", place_names=names)
    proposed = {selectors.link_key(plan, link.target): link for link in found}
    decide(
        "link", proposed, action="ledger.propose_links", on=on, own_day=lambda _: None, begins=True, name=plan.title,
        about=plan, by=by,
    )  # fmt: skip


@in_turn
def decide_link(
    plan: models.Plan,
    target: str,
    *,
    indicator: str,
    form: Form,
    region: str = "",
    versus: str = "",
    reason: str,
    on: date,
    known_on: date | None = None,
    paper: str = "",
    by: User | None,
) -> LinkValue:
    """A person says which indicator measures a target, and why. It counts from today, or from `known_on` (追认).

    The target is named by its key, or by the compiler's number.
    """
    require(by, "ledger.decide_link", plan)
    target = code_in(plan, target)
    before = selectors.links(plan, as_of=known_on or on).get(target)
    if before is None:
        raise NotInStore(kind="目标", name=target)
    if indicator not in figures.indicators(on):
        raise NotInStore(kind="指标", name=indicator)
    after = replace(
        before,
        indicator=indicator,
        form=form,
        region=region or before.region,
        versus=versus,
        confirmed=True,
        why=None,
        reason=quoted(reason),
    )
    decide(
        "link", {selectors.link_key(plan, target): after}, action="ledger.decide_link", on=on, known_on=known_on,
        paper=paper, reason=reason, about=plan, by=by,
    )  # fmt: skip
    return after


@in_turn
def load_calendar(
    tables: Iterable[YearTable], *, on: date, name: str = "", by: User | None, **dating: Unpack[Dating]
) -> int:
    """Add or correct the working days of years; how many years changed."""
    require(by, "ledger.load_calendar")
    years = {str(t.year): t for t in tables}
    return len(
        decide(
            "calendar", years, action="ledger.load_calendar", on=on, own_day=lambda _: None, name=name, by=by, **dating
        )
    )


def compiled_digest(plan: core.Plan) -> str:
    """Everything kept of what the compiler read, as one hash: the audit log holds it, `guatu verify` asks for it.

    Sentences take part as their text. Results are offered and not kept, so they have no part in it, and stores from
    before them verify as they did.
    """
    return sm3(canonical({name: value for name, value in plain(plan, said=str).items() if name != "results"}))


def save_compiled(plan: models.Plan, compiled: core.Plan) -> None:
    """Save the parts of a plan, in the place of those that it had."""
    for part in (models.Claim, models.Question, models.Commitment, models.Heading):
        part.objects.filter(plan=plan).delete()
    models.Heading.objects.bulk_create(
        models.Heading(**_at(plan, n, h.span), depth=h.level, text=h.text, sector=h.sector)
        for n, h in enumerate(compiled.headings)
    )
    rows = {c.id: _commitment(plan, n, c) for n, c in enumerate(compiled.commitments)}
    models.Commitment.objects.bulk_create(rows.values())
    models.Question.objects.bulk_create(
        models.Question(
            **_at(plan, n, q.span),
            code=q.id,
            asks=str(q.asks),
            readings=[str(reading) for reading in q.readings],
            said={"asks": kept(q.asks), "readings": [kept(reading) for reading in q.readings]},
            rule=q.rule,
            commitment=rows[q.commitment] if q.commitment else None,
        )
        for n, q in enumerate(compiled.questions)
    )
    models.Claim.objects.bulk_create(
        models.Claim(
            **_at(plan, n, c.span),
            text=c.text,
            commitment=rows[c.commitment] if c.commitment else None,
            excuse=c.excuse,
        )
        for n, c in enumerate(compiled.coverage.claims)
    )


def _at(plan: models.Plan, position: int, span: Sequence[int]) -> dict[str, object]:
    return {"plan": plan, "position": position, "starts_at": span[0], "ends_at": span[1]}


def _commitment(plan: models.Plan, position: int, c: core.Commitment) -> models.Commitment:
    return models.Commitment(
        **_at(plan, position, c.span),
        code=c.id,
        kind=c.kind.value,
        quote=c.quote,
        sector=c.sector,
        period_kind=c.period.kind.value,
        since=c.period.since,
        until=c.period.until,
        month=c.period.month,
        day=c.period.day,
        strength=c.strength.value,
        scope=c.scope,
        indicator=c.indicator,
        measure=c.measure.value if c.measure else "",
        comparator=c.comparator.value if c.comparator else "",
        value=c.value,
        value_max=c.value_max,
        unit=c.unit,
        direction=c.direction.value,
        base_year=c.base_year,
        relative_to=c.relative_to,
        cumulative=c.cumulative,
        nature=c.nature,
        lead=c.lead,
        supporting=list(c.supporting),
        deadline_starts_at=c.deadline.span.start if c.deadline else None,
        deadline_ends_at=c.deadline.span.end if c.deadline else None,
        deadline_rule=c.deadline.rule if c.deadline else "",
        also=[list(span) for span in c.also],
        evidence=[[e.span.start, e.span.end, e.rule] for e in c.evidence],
    )


def region_of(place: str, places: Mapping[str, Region], *, name: str = "") -> str:
    """The code of the place whose plan this is; "" when nobody said which. Raises PlaceUnknown."""
    if not place:
        return ""
    for region in places.values():
        if place in (region.name, region.code):
            return region.code
    raise PlaceUnknown(Place(name), name=place)


def _first_difference(old: str, new: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
