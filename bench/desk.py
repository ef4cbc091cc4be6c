"""How long the review desk takes to open a long plan on which people have worked."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from time import process_time

from bench import timing
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Context, Kind, Plan
from guatu.core.review.draft import Folding
from guatu.core.review.edits import Add, Answer, Confirm, DraftEntry, Edit, Excuse, Merge, Reject, Revise, Split, Undo
from guatu.core.review.errors import ReviewError
from guatu.core.review.fields import Changes
from guatu.core.text.spans import Span

SIZE = 2_800
LINE = "到2027年，第{n}号园区服务业增加值达到{value}亿元，引进企业3—5家。推进第{n}号道路建设。\n"
CONTEXT = Context("某市", 2025, 2025, 2027)
ON = date(2026, 11, 22)


def long_plan(size: int) -> Plan:
    """A plan of about `size` commitments, with questions and numbers as long plans have them."""
    lines = (LINE.format(n=n, value=10 + n) for n in range(1, size // 3 + 1))
    return compile_plan(f"某市三年行动方案（2025—2027年）\n一、重点任务\n{''.join(lines)}", context=CONTEXT)


def edits_of(plan: Plan) -> list[DraftEntry]:
    """As many edits as the plan has commitments, of every kind, each of which the desk takes."""
    found: list[DraftEntry] = []
    work = Folding(plan)
    asked = {q.commitment: q.id for q in plan.questions}
    ids = [c.id for c in plan.commitments]
    for n, c in enumerate(plan.commitments):
        following = ids[n + 1 : n + 2] or ids[:1]
        wanted: list[Edit] = [
            Confirm((c.id,)),
            Revise(c.id, {"lead": "市商务局"}),
            Split(c.id, (c.span.start + c.span.end) // 2, *_halves(c.kind)),
            Reject(c.id, "背景情况，不是承诺"),
            Answer(asked.get(c.id, ""), "保留区间"),
            Merge(c.id, tuple(following)),
            Add(Span(c.span.start, c.span.start + 4), Kind.ACTION, {"lead": "市发展改革委"}),
            Excuse(c.id, "L505", "按规划期末考核"),
            Undo(len(found)),
        ]
        for edit in (*wanted[n % len(wanted) :], Confirm((c.id,)), Add(c.span, Kind.ACTION)):
            entry = DraftEntry(len(found) + 1, edit)
            try:
                work.apply(entry)
            except ReviewError:
                continue
            found.append(entry)
            break
    return found


def _halves(kind: Kind) -> tuple[Changes, Changes]:
    return {"kind": kind.value}, {"kind": Kind.ACTION.value}


def seconds(work: Callable[[], object]) -> float:
    return timing.seconds(work, runs=5, clock=process_time)


def measure() -> dict[str, float]:
    """Seconds of the processor on a plan of `SIZE` commitments with as many edits, in the store in GUATU_HOME.

    `open_seconds` reads everything from the store and folds it; `open_again_seconds` is what each further page waits.
    `page_seconds` is the desk's page as a dispatcher gets it, of a draft that is not at hand; `page_again_seconds`, of
    one that is.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guatu.web.settings")
    import django

    django.setup()
    from django.test import Client
    from django.utils import timezone

    from guatu.core.review.draft import fold, tried
    from guatu.core.review.edits import to_json
    from guatu.web.base.addresses import address
    from guatu.web.base.digests import canonical
    from guatu.web.people.models import Grant, User
    from guatu.web.plans.ledger.services import load_plan
    from guatu.web.plans.review import selectors
    from guatu.web.plans.review.kept import let_go
    from guatu.web.plans.review.models import Edit

    plan = long_plan(SIZE)
    log = edits_of(plan)
    row = load_plan(plan.text, context=CONTEXT, region="150300", by=None, compiled=plan, on=ON).plan
    Edit.objects.bulk_create(
        Edit(plan=row, number=e.number, made_at=timezone.now(), base=e.number - 1, said=canonical(to_json(e.edit)))
        for e in log
    )
    draft = fold(plan, log)
    confirm = Confirm((draft.commitments[-1].id,))

    def opened() -> None:
        let_go()
        selectors.desk(row)

    dispatcher = User.objects.create(username="bench", must_change_password=False)
    Grant.objects.create(user=dispatcher, role="dispatcher", since=ON)
    client, page = Client(HTTP_HOST="127.0.0.1"), address("review:desk", plan=row.code)
    client.force_login(dispatcher, backend="allauth.account.auth_backends.AuthenticationBackend")

    def read() -> None:
        if client.get(page).status_code != 200:
            raise SystemExit(f"{page} does not open")

    def read_anew() -> None:
        let_go()
        read()

    opening, compiling = seconds(opened), seconds(lambda: long_plan(SIZE))
    return {
        "commitments": len(plan.commitments),
        "edits": len(log),
        "fold_seconds": round(seconds(lambda: fold(plan, log)), 4),
        "one_edit_more_seconds": round(seconds(lambda: tried(draft, confirm)), 4),
        "open_seconds": round(opening, 4),
        "open_times_compiling": round(opening / compiling, 2),
        "open_again_seconds": round(seconds(lambda: selectors.desk(row)), 4),
        "page_seconds": round(seconds(read_anew), 4),
        "page_again_seconds": round(seconds(read), 4),
    }
