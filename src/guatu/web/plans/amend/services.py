"""Writes: a plan is amended by a paper, from a day on. Nothing that stood before is changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from guatu.core.amend import Comparison, Verdict, compare_plans
from guatu.core.amend.rebase import Rebased, rebase
from guatu.core.errors import AskedError, Place
from guatu.core.judging.model import Link
from guatu.core.plan import model as core
from guatu.core.plan.compiler import compile_plan
from guatu.core.review.draft import fold
from guatu.core.text.figures import day
from guatu.store.originals import Original
from guatu.web.audit.services import in_turn, record
from guatu.web.base.digests import canonical, sm3
from guatu.web.base.permits import require
from guatu.web.decisions.services import decide
from guatu.web.people.models import User
from guatu.web.plans.amend import models
from guatu.web.plans.amend.carried import ACTION, report_of
from guatu.web.plans.amend.verify import facts_of
from guatu.web.plans.ledger import models as ledger
from guatu.web.plans.ledger import selectors
from guatu.web.plans.ledger.keys import give_keys, keys_of
from guatu.web.plans.ledger.services import load_plan
from guatu.web.plans.review.selectors import commitments, draft_of, latest_version
from guatu.web.plans.review.services import carry_over, publish_as_read


class PaperMissing(AskedError):
    code = "A531"
    reason = "修订没有写明{what}。"
    remedy = "方案改动要有文件（文号或标题）和理由，请补上。"


class NothingAmended(AskedError):
    code = "A532"
    reason = "这份文本与《{title}》一字不差，没有可修订的。"
    remedy = "请核对文件是否拿错。"


class AmendedAlready(AskedError):
    code = "A533"
    reason = "《{title}》已由{paper}修订（{effective}起用）。"
    remedy = "请以修订后的方案为底本。"


class AmendmentDiffers(AskedError):
    code = "A534"
    reason = "这份文本已经在库里，是《{title}》。"
    remedy = "同一份修订只登记一次；文件、起用日、理由一经登记不能改。"


class EffectiveTooEarly(AskedError):
    code = "A535"
    reason = "起用日{effective}不晚于上一版的起用日{before}。"
    remedy = "请核对文件上的日期。"


class AnswerUnknown(AskedError):
    code = "A536"
    reason = "“{old}={new}”里有方案没有的条目，或同一条目用了两次。"
    remedy = "请照两版并排时给出的编号填写。"
    command = "请照 guatu compare 给出的编号填写。"


class DoubtsOpen(AskedError):
    code = "A539"
    reason = "有{count}处要人来定：{asks}"
    remedy = "请逐处写明新方案里对应的是哪一条，没有对应的也写明。"
    command = "请逐处用 --same 原=新 回答（没有对应的写 --same 原=）；其余都不是同一条目的，加 --apart。"


class PastDeadline(AskedError):
    code = "A549"
    reason = "这次修订改了{count}条期限已过的条目：{names}。期限已过的按原来的数判定，灯不会变。"
    remedy = "确实要改的，请确认“到期后修订”；灯旁会注明。"
    command = "确实要改的，加 --late，作“到期后修订”；灯旁会注明。"


@dataclass(frozen=True, slots=True)
class PlanAmended:
    amendment: models.Amendment
    new: bool  # False: the same amendment was there already


@in_turn
def amend_plan(
    old: ledger.Plan,
    text: str,
    *,
    effective: date,
    paper: str,
    reason: str,
    by: User | None,
    said: Mapping[str, str] | None = None,
    apart: bool = False,
    late: bool = False,
    compiled: core.Plan | None = None,
    name: str = "",
    original: Original | None = None,
    on: date,
) -> PlanAmended:
    """Compile the new text, lay it beside the old plan, and let it take the old one's place from `effective` on.

    Edits made at the desk start the new draft, or are listed as to be checked or lapsed (`core.amend.rebase`).
    Links that were confirmed go over to the commitments that are the same. The same amendment again changes nothing.
    What is recorded stays, so nothing is recorded while it is open which commitments are the same.

    Args:
        said: which commitments are the same where that was a question: old code → new code, "" for none.
        apart: whether a person has said that all others of which it was a question are not the same.
        late: whether a person has said that promises past their deadline may be changed; they keep their judgement.
        on: today. A plan in force is amended in force: the new text stands from `effective`, which is 追认 when it is
            before today. What was never published stays a draft.
        compiled: the new plan, when the reader of its file compiled it already.
        original: the file that the new text came in.
    """
    require(by, "ledger.load_plan")
    paper, reason = paper.strip(), reason.strip()
    digest = sm3(text)
    if known := ledger.Plan.objects.select_related("amendment").filter(digest=digest).first():
        return _again(known, old, effective=effective, paper=paper, reason=reason)
    may_be_amended(old, effective=effective, paper=paper, reason=reason)
    before = selectors.plan_value(old, commitments=commitments(old))
    after = compiled or compile_plan(text, context=before.context)
    after = replace(after, title=_title(after.title, effective))
    rebased = rebase(draft_of(old), after, said=said)
    version = latest_version(old)
    published = _published(rebased, version.until) if version else len(rebased.log)
    start = fold(after, rebased.log[:published]).value if published else after
    comparison = _compared(before, start, said=said or {}, apart=apart)
    if not late:
        _nothing_past(comparison, effective)
    plan = load_plan(
        text,
        name=name,
        context=after.context,
        region=old.region_id or "",
        by=by,
        compiled=after,
        original=original,
        on=on,
    ).plan
    carry_over(old, plan, rebased.log, rebased.origins, by=by)
    carried = _carry_links(old, plan, comparison, on=on, by=by, paper=paper)
    amendment = models.Amendment.objects.create(
        old=old, new=plan, effective=effective, paper=paper, reason=reason, by=by
    )
    rows = models.Change.objects.bulk_create(_events(amendment, comparison))
    if version is not None:  # what stood goes on standing, in its new text and under its keys
        _carry_keys(old, plan, comparison, by=by)
        publish_as_read(plan, until=published, reason=f"{paper}：{reason}", on=on, known_on=effective, by=by)
    record(
        "amend.amend_plan",
        actor=by,
        obj=amendment,
        before={"plan": old.code},
        after=facts_of(amendment, rows) | {
            "counts": dict(Counter(row.verdict for row in rows)),
            "links_carried": carried,
            "said": dict(said or {}),
            "apart": apart,
        },
        reason=reason,
    )  # fmt: skip
    if rebased.lines:
        record(ACTION, actor=by, obj=amendment, after=report_of(rebased), reason=reason)
    return PlanAmended(amendment, new=True)


def _again(known: ledger.Plan, old: ledger.Plan, *, effective: date, paper: str, reason: str) -> PlanAmended:
    """The amendment that is there already; refused when it is not the same one."""
    amendment: models.Amendment | None = getattr(known, "amendment", None)
    if amendment is None and known.pk == old.pk:
        raise NothingAmended(title=old.title)
    if amendment is None or old.pk not in (amendment.old_id, amendment.new_id):
        raise AmendmentDiffers(title=known.title)
    if (amendment.effective, amendment.paper, amendment.reason) != (effective, paper, reason):
        raise AmendmentDiffers(title=known.title)
    return PlanAmended(amendment, new=False)


def may_be_amended(old: ledger.Plan, *, effective: date, paper: str, reason: str) -> None:
    """Raises PaperMissing, AmendedAlready, EffectiveTooEarly."""
    for what, given in (("依据的文件", paper), ("理由", reason)):
        if not given:
            raise PaperMissing(what=what)
    if later := models.Amendment.objects.filter(old=old).first():
        raise AmendedAlready(Place(old.title), title=old.title, paper=later.paper, effective=day(later.effective))
    earlier = models.Amendment.objects.filter(new=old).first()
    since = earlier.effective if earlier else old.issued
    if since and effective <= since:
        raise EffectiveTooEarly(effective=day(effective), before=day(since))


def _title(title: str, effective: date) -> str:
    """Titles are unique: a version that keeps its title is told apart by the day from which it stands."""
    taken = ledger.Plan.objects.filter(title=title).exists()
    return f"{title}（{day(effective)}起用）" if taken else title


def _published(rebased: Rebased, until: int) -> int:
    """How many of the edits that went over had been published: those of the old draft up to `until`."""
    return max((number for number, made in rebased.origins.items() if made <= until), default=0)


def _nothing_past(comparison: Comparison, effective: date) -> None:
    """Raises PastDeadline when a target changes although its deadline had passed by the day of the amendment."""
    changed = [change.old for change in comparison.changed if change.old and change.old.kind is core.Kind.TARGET]
    past = [c for c in changed if (due := c.period.deadline.last_day) is not None and due < effective]
    if past:
        names = "、".join(c.indicator for c in past[:3]) + ("等" if len(past) > 3 else "")
        raise PastDeadline(count=len(past), names=names)


def _known(said: Mapping[str, str], before: core.Plan, after: core.Plan) -> None:
    olds, news = {c.id for c in before.commitments}, {c.id for c in after.commitments}
    answers = [new for new in said.values() if new]
    for old, new in said.items():
        if old not in olds or (new and new not in news) or answers.count(new) > 1:
            raise AnswerUnknown(old=old, new=new)


def _compared(before: core.Plan, after: core.Plan, *, said: Mapping[str, str], apart: bool) -> Comparison:
    """The comparison with every question answered. Raises DoubtsOpen."""
    _known(said, before, after)
    found = compare_plans(before, after, said=said)
    if not found.doubts:
        return found
    if not apart:
        asks = "".join(str(d.asks) for d in found.doubts[:3]) + ("……" if len(found.doubts) > 3 else "")
        raise DoubtsOpen(count=len(found.doubts), asks=asks)
    return compare_plans(before, after, said={d.old: "" for d in found.doubts} | dict(said))


def _carry_links(
    old: ledger.Plan, new: ledger.Plan, comparison: Comparison, *, on: date, by: User | None, paper: str
) -> list[str]:
    """Confirmed links of commitments that are still measured alike; the codes of those that the proposal had otherwise.

    A restated target is another measure: its link is proposed afresh and waits for a person.
    """
    was, proposed = (selectors.links(plan, as_of=on) for plan in (old, new))
    carried: dict[str, Link] = {}
    for change in comparison.changes:
        if not (change.old and change.new) or change.verdict is Verdict.RESTATED:
            continue
        link, now = was.get(change.old.id), proposed.get(change.new.id)
        if link is None or now is None or not link.confirmed or replace(link, target=now.target) == now:
            continue
        carried[selectors.link_key(new, change.new.id)] = replace(link, target=now.target)
    decide(
        "link", carried, action="ledger.carry_links", on=on, own_day=lambda _: None, begins=True, paper=paper,
        reason=f"沿用原方案已确认的指标（{paper}）", about=new, by=by,
    )  # fmt: skip
    return [link.target for link in carried.values()]


def _carry_keys(old: ledger.Plan, new: ledger.Plan, comparison: Comparison, *, by: User | None) -> None:
    """The commitments that are the same keep their keys; what is new gets its key by being published."""
    named = keys_of(old)
    same = [(c.old.id, c.new) for c in comparison.changes if c.old and c.new and c.old.id in named]
    give_keys(new, [item for _, item in same], carried={item.id: named[was] for was, item in same}, by=by)


def _events(amendment: models.Amendment, comparison: Comparison) -> list[models.Change]:
    return [
        models.Change(
            amendment=amendment,
            position=n,
            on=amendment.effective,
            verdict=change.verdict.value,
            old_code=change.old.id if change.old else "",
            new_code=change.new.id if change.new else "",
            sentence=str(change.sentence),
            before=canonical(change.old) if change.old else "",
            after=canonical(change.new) if change.new else "",
        )
        for n, change in enumerate(comparison.changes)
    ]
