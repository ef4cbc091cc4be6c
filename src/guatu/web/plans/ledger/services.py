"""Writes: a plan with everything the compiler read in it, how its targets are measured, and working days."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from guatu.core.errors import AskedError, FiguresError, Place
from guatu.core.judging.linking import propose_links
from guatu.core.judging.model import Link as LinkValue
from guatu.core.plan import model as core
from guatu.core.plan.compiler import compile_plan
from guatu.core.series.model import Form
from guatu.core.time.workdays import YearTable
from guatu.store.documents.places import Places
from guatu.store.originals import Original
from guatu.store.places import place_names
from guatu.web.audit.services import in_turn, record, record_changes
from guatu.web.base.digests import canonical, sm3
from guatu.web.base.errors import NotInStore
from guatu.web.base.permits import require
from guatu.web.base.upsert import save_changed
from guatu.web.figures import selectors as figures
from guatu.web.people.models import User
from guatu.web.plans.ledger import models, selectors


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


@in_turn
def load_plan(
    text: str,
    *,
    name: str = "",
    context: core.Context,
    region: str = "",
    by: User | None,
    compiled: core.Plan | None = None,
    issued: date | None = None,
    aside: bool = False,
    original: Original | None = None,
) -> PlanLoaded:
    """Compile a plan, keep it with its text, and propose an indicator for every target.

    The same text again changes nothing; another text under the same title is refused.

    Args:
        compiled: the plan, when the reader of its file compiled it already (and added what it doubts).
        issued: the day of issue that the document bears.
        aside: the plan is kept to be read and compared (the region's beside ours); the current one stays.
        original: the file it came in. A plan that has none yet gets it, also when its text was there already.
    """
    require(by, "ledger.load_plan")
    digest = sm3(text)
    if same := models.Plan.objects.filter(digest=digest).first():
        lacked = original is not None and not models.PlanFile.objects.filter(plan=same).exists()
        if original is not None and lacked:
            keep_original(same, original, by=by)
        return PlanLoaded(same, new=False, got_original=lacked)
    compiled = compiled or compile_plan(text, context=context)
    if other := models.Plan.objects.filter(title=compiled.title).first():
        raise PlanDiffers(Place(name), title=compiled.title, offset=_first_difference(other.text, text) + 1)
    region = region or _region_of(compiled.context.place, name)
    current = models.Plan.objects.filter(active=True)
    before = {"active": sorted(current.values_list("code", flat=True))}
    if not aside:
        current.update(active=False)
    plan = models.Plan.objects.create(
        code=digest[:12],
        title=compiled.title,
        text=text,
        digest=digest,
        region_id=region,
        issued=issued,
        place=compiled.context.place,
        year=compiled.context.year,
        plan_from=compiled.context.plan_from,
        plan_to=compiled.context.plan_to,
        compiler=compiled.compiler,
        active=not aside,
    )
    rows = _save_compiled(plan, compiled)
    names = place_names(figures.regions(), region)
    found = propose_links(compiled.targets, figures.indicators(), region=region, place_names=names)
    proposed = {link.target: _link(rows[link.target], link) for link in found}
    models.Link.objects.bulk_create(proposed.values())
    record(
        "ledger.load_plan",
        actor=by,
        obj=plan,
        before=before,
        after={
            "file": name,
            "title": plan.title,
            "digest": digest,
            "compiled": compiled_digest(compiled),
            "compiler": plan.compiler,
            "commitments": len(compiled.commitments),
            "questions": len(compiled.questions),
            "links": {target: said_by(link) for target, link in proposed.items()},
        },
    )
    if original:
        keep_original(plan, original, by=by)
    return PlanLoaded(plan, new=True)


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
    by: User | None,
) -> LinkValue:
    """A person says which indicator measures a target, and why."""
    require(by, "ledger.decide_link")
    row = models.Link.objects.select_related("commitment").filter(
        commitment__plan=plan, commitment__code=target
    ).first()  # fmt: skip
    if row is None:
        raise NotInStore(kind="目标", name=target)
    if indicator not in figures.indicators():
        raise NotInStore(kind="指标", name=indicator)
    before = selectors.link_value(row)
    after = replace(
        before,
        indicator=indicator,
        form=form,
        region=region or before.region,
        versus=versus,
        confirmed=True,
        why=None,
        reason=reason,
    )
    decided = _link(row.commitment, after)
    decided.pk, decided.decided_by, decided.decided_on = row.pk, by, on
    decided.save()
    record(
        "ledger.decide_link",
        actor=by,
        obj=row,
        before=said_by(row),
        after={"plan": str(plan.pk), "target": target, "link": said_by(decided)},
        reason=reason,
    )
    return after


@in_turn
def load_calendar(tables: Iterable[YearTable], *, name: str = "", by: User | None) -> int:
    """Add or correct the working days of years; how many years changed."""
    require(by, "ledger.load_calendar")
    changed = save_changed(
        models.WorkYear(
            year=t.year,
            off=[day.isoformat() for day in sorted(t.off)],
            makeup=[day.isoformat() for day in sorted(t.makeup)],
            source=t.source,
        )
        for t in tables
    )
    return record_changes("ledger.load_calendar", changed, table=models.WorkYear, name=name, by=by)


def compiled_digest(plan: core.Plan) -> str:
    """Everything kept of what the compiler read, as one hash: the audit log holds it, `guatu verify` asks for it.

    Results are offered and not kept, so they have no part in it, and stores from before them verify as they did.
    """
    return sm3(canonical({name: value for name, value in asdict(plan).items() if name != "results"}))


def _save_compiled(plan: models.Plan, compiled: core.Plan) -> dict[str, models.Commitment]:
    """Save the parts of a plan; the commitments by their ids."""
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
            asks=q.asks,
            readings=list(q.readings),
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
    return rows


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


def _link(commitment: models.Commitment, link: LinkValue) -> models.Link:
    return models.Link(
        commitment=commitment,
        indicator_id=link.indicator or None,
        form=link.form.value,
        region_id=link.region or None,
        versus_id=link.versus or None,
        confirmed=link.confirmed,
        why=link.why.value if link.why else "",
        reason=link.reason,
    )


def said_by(link: models.Link) -> dict[str, object]:
    """A link as the audit log keeps it."""
    return {
        "indicator": link.indicator_id or "",
        "form": link.form,
        "region": link.region_id or "",
        "versus": link.versus_id or "",
        "confirmed": link.confirmed,
        "why": link.why,
        "reason": link.reason,
    }


def _region_of(place: str, name: str) -> str:
    """The code of the place whose plan this is."""
    for region in figures.regions().values():
        if place and place in (region.name, region.code):
            return region.code
    raise PlaceUnknown(Place(name), name=place or "（方案未写明）")


def _first_difference(old: str, new: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
