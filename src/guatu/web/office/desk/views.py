"""The desk's pages. Every page works by links and plain forms; htmx gets the one row that changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guatu.core.plan.model import Kind
from guatu.core.review.draft import Draft, added_id, fold, subjects
from guatu.core.review.edits import (
    Add,
    Answer,
    Confirm,
    DraftEntry,
    Edit,
    Excuse,
    Merge,
    Reject,
    Reopen,
    Revise,
    Undo,
)
from guatu.core.review.errors import BadField, BadSpan, NotThere, ReviewError
from guatu.core.review.fields import READS, changes_between
from guatu.core.review.readings import find_words, follows_in, proposal, split_at
from guatu.core.text.said import NOTHING, Piece, Said
from guatu.core.text.spans import Span
from guatu.web.base.addresses import address
from guatu.web.base.errors import status_of
from guatu.web.base.permits import require
from guatu.web.base.request import AppRequest
from guatu.web.base.scopes import SOMEWHERE
from guatu.web.base.tongue import say
from guatu.web.office.desk import presenters
from guatu.web.office.desk.about import about_page
from guatu.web.office.desk.presenters import Bench, Trouble
from guatu.web.plans.ledger.models import Plan
from guatu.web.plans.review import selectors, services
from guatu.web.plans.review.words import FIELDS, edit_words
from guatu.web.standing.reading import Reading

View = Callable[..., HttpResponse]
IN_PLACE = frozenset({"confirm", "change", "answer", "excuse", "reopen"})
SHOWN_ELSEWHERE = frozenset({"kind", "sector"})  # fields that change the text's marks, not the row alone


def of_staff(view: View) -> View:
    """The desk is for those who do business here: the public reads the plan's own page.

    Whoever has the whole plan sees all of it; `_bench` leaves a liaison the lines of her unit.
    """

    @wraps(view)
    def shown(request: AppRequest, *args: object, plan_code: str, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        require(request.user, "review.read", SOMEWHERE)
        own = _plan(request).code
        if request.method == "GET" and own != plan_code:  # an amended plan: the text that stands has a desk of its own
            match = request.resolver_match
            kept = {name: value for name, value in match.kwargs.items() if name != "plan_code"} if match else {}
            path = address(f"review:{match.url_name if match else 'desk'}", *kept.values(), plan=own)
            query = request.GET.urlencode()
            return HttpResponseRedirect(f"{path}?{query}" if query else path)
        return view(request, *args, **kwargs)

    return shown


@require_safe
@of_staff
def desk(request: AppRequest) -> HttpResponse:
    """The text beside its ledger, open at a row (`at`) or near a place of the text (`near`)."""
    at, near = request.GET.get("at", ""), request.GET.get("near", "")
    bench = _bench(request, current=at, part=True, near=_number(request.GET, "near") if near and not at else None)
    if not bench.current and bench.near is not None:
        bench.current = next(iter(bench.leaf.ids), "")
    elif not bench.current and bench.draft.items:
        bench.current = bench.opening()
    return _desk_page(request, bench)


@require_safe
@of_staff
def row(request: AppRequest, id: str) -> HttpResponse:
    """One row, opened. Without htmx: the desk, at this row."""
    if not _by_htmx(request):
        return HttpResponseRedirect(_desk_at(request, id))
    bench = _bench(request, current=id, part=True)
    return _row(request, bench, bench.draft.item(id).id)


@require_safe
@of_staff
def queue(request: AppRequest) -> HttpResponse:
    return render(request, "review/queue.html", {"bench": _bench(request), "page": "queue"})


@require_safe
@of_staff
def history(request: AppRequest) -> HttpResponse:
    return render(request, "review/history.html", {"bench": _bench(request), "page": "history"})


@require_safe
@of_staff
def add(request: AppRequest) -> HttpResponse:
    """The form for what was missed, opened on a selection or on words that are looked up in the text."""
    bench = _bench(request)
    return _add_page(request, bench, request.GET)


@of_staff
def about(request: AppRequest) -> HttpResponse:
    return about_page(request, _plan(request))


@of_staff
def publish(request: AppRequest) -> HttpResponse:
    bench = _bench(request)
    trouble, status = None, 200
    if request.method == "POST":
        try:
            version = services.publish(
                bench.desk.plan,
                base=_number(request.POST, "base"),
                reason=request.POST.get("reason", ""),
                on=request.today,
                by=request.user,  # type: ignore[arg-type]
            )
        except ReviewError as error:
            trouble, status = _trouble(error, "publish", request.POST, bench.desk), status_of(error)
        else:
            messages.success(request, _("清单第%s版已经发布，各页从现在起按它说话。") % version.number)
            return HttpResponseRedirect(bench.address("publish"))
    words = {"bench": bench, "trouble": trouble, "page": "publish"}
    return render(request, "review/publish.html", words, status=status)


@require_POST
@of_staff
def act(request: AppRequest, verb: str) -> HttpResponse:
    """Make one edit, then show what it made."""
    bench = _bench(request)
    post, edit = request.POST, None
    try:
        edit = EDITS[verb](post, bench.draft)
        saved = services.make_edit(bench.desk.plan, edit, base=_number(post, "base"), by=request.user)  # type: ignore[arg-type]
    except ReviewError as error:
        return _not_done(request, bench, verb, edit, error)
    return _done(request, verb, edit, saved)


# -- what a form says -------------------------------------------------------------------------------------------------


def _confirm(post: QueryDict, draft: Draft) -> Edit:
    return Confirm(tuple(post.getlist("id")))


def _change(post: QueryDict, draft: Draft) -> Edit:
    """Only the fields that this person changed, against what this person saw: others' changes stay."""
    id = post.get("id", "")
    base = _number(post, "seen" if "seen" in post else "base")  # `seen`: sent again after a conflict
    seen = draft if base >= draft.until else fold(draft.plan, [e for e in draft.log if e.number <= base])
    return Revise(id, changes_between(seen.item(id).commitment, _given(post)))


def _split(post: QueryDict, draft: Draft) -> Edit:
    return split_at(draft.plan, draft.item(post.get("id", "")).commitment, _number(post, "cut"))


def _merge(post: QueryDict, draft: Draft) -> Edit:
    return Merge(post.get("id", ""), tuple(post.getlist("other")))


def _reject(post: QueryDict, draft: Draft) -> Edit:
    return Reject(post.get("id", ""), post.get("reason", "").strip())


def _reopen(post: QueryDict, draft: Draft) -> Edit:
    return Reopen(post.get("id", ""))


def _add(post: QueryDict, draft: Draft) -> Edit:
    span = Span(_number(post, "start"), _number(post, "end"))
    given = {name: value for name, value in _given(post).items() if value not in ("", False)}
    try:
        kind = Kind(str(given.pop("kind", Kind.ACTION.value)))
    except ValueError:
        raise BadField(name="kind", value=post.get("kind")) from None
    return Add(span, kind, given)


def _answer(post: QueryDict, draft: Draft) -> Edit:
    question = next((q for q in draft.questions if q.id == post.get("question")), None)
    if question is None:
        raise NotThere(what=Said("这个疑问"))
    reading = (post.get("words", "") or post.get("reading", "")).strip()
    return Answer(question.id, reading, follows_in(draft, question, reading))


def _excuse(post: QueryDict, draft: Draft) -> Edit:
    reason = (post.get("words", "") or post.get("reason", "")).strip()
    return Excuse(post.get("place", ""), post.get("rule", ""), reason)


def _undo(post: QueryDict, draft: Draft) -> Edit:
    return Undo(_number(post, "number"))


EDITS: dict[str, Callable[[QueryDict, Draft], Edit]] = {
    "confirm": _confirm, "change": _change, "split": _split, "merge": _merge, "reject": _reject, "reopen": _reopen,
    "add": _add, "answer": _answer, "excuse": _excuse, "undo": _undo,
}  # fmt: skip


def _given(post: QueryDict) -> dict[str, str | bool]:
    given: dict[str, str | bool] = {name: str(post[name]).strip() for name in READS if name in post}
    if "cumulative" in given:
        given["cumulative"] = given["cumulative"] == "1"
    return given


def _number(post: QueryDict, name: str) -> int:
    """A number that a form of ours carries; 0 for anything else."""
    text = post.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


# -- what comes back --------------------------------------------------------------------------------------------------


def _done(request: AppRequest, verb: str, edit: Edit, saved: services.Saved) -> HttpResponse:
    back = request.POST.get("back", "")
    if back in ("queue", "history"):
        messages.success(request, _("已存：%s") % say(edit_words(edit, saved.number)))
        return HttpResponseRedirect(address(f"review:{back}", plan=_plan(request).code))
    about = _about(edit, saved.draft, saved.number)
    onward = isinstance(edit, Confirm)
    changes = set(getattr(edit, "changes", ()))
    if _by_htmx(request) and verb in IN_PLACE and not changes & SHOWN_ELSEWHERE and len(getattr(edit, "ids", "1")) == 1:
        bench = _bench(request, current="" if onward else about)
        response = _row(request, bench, about, counts=True)
        if onward and (following := bench.next_unseen(about)):
            response.headers["HX-Trigger-After-Settle"] = json.dumps({"desk:open": following})
        return response
    if onward:
        about = _bench(request).next_unseen(about) or about
    if not onward:
        messages.success(request, _("已存：%s") % say(edit_words(edit, saved.number)))
    return _go(request, _desk_at(request, about, saved.draft.until))


def _not_done(request: AppRequest, bench: Bench, verb: str, edit: Edit | None, error: ReviewError) -> HttpResponse:
    """Nothing was saved and nothing is lost: the page again, with the reason and what was typed."""
    about = request.POST.get("id", "") or (_about(edit, bench.draft, 0) if edit else "")
    bench = _bench(request, current=about)
    trouble = _trouble(error, verb, request.POST, bench.desk, edit)
    status = status_of(error)
    if verb == "add":
        return _add_page(request, bench, request.POST, trouble, status)
    if (back := request.POST.get("back", "")) in ("queue", "history"):
        words = {"bench": bench, "trouble": trouble, "page": back}
        return render(request, f"review/{back}.html", words, status=status)
    bench.trouble = trouble
    if _by_htmx(request) and bench.current:
        return _row(request, bench, bench.current, counts=True, status=status)
    return _desk_page(request, bench, status)


def _trouble(
    error: ReviewError, verb: str, post: QueryDict, desk: selectors.ReviewDesk, edit: Edit | None = None
) -> Trouble:
    facts = dict(error.facts)
    if isinstance(error, BadField) and error.facts["name"] in FIELDS:
        facts["name"] = Piece(str(FIELDS[str(error.facts["name"])]))
    steps: tuple[tuple[selectors.ReviewStep, Said], ...] = ()
    differing: tuple[tuple[str, str, str], ...] = ()
    if isinstance(error, services.ChangedMeanwhile):
        found = [step for n in error.numbers if (step := desk.step(n))]
        steps = tuple((s, edit_words(s.edit, s.number)) for s in found)
        if isinstance(edit, Revise) and edit.id in desk.draft.by_id:
            differing = presenters.compared(desk.draft, edit.id, edit.changes)
    return Trouble(
        verb=verb,
        code=error.code,
        reason=Said(error.reason, **facts),
        remedy=Said(error.remedy, **facts),
        posted=dict(post.lists()),
        wrong=str(error.facts.get("name", "")),
        steps=steps,
        compared=differing,
        mine=edit_words(edit, desk.draft.until + 1) if edit else NOTHING,
    )


def _about(edit: Edit, draft: Draft, number: int) -> str:
    """The commitment that the page should show after an edit."""
    if isinstance(edit, Add):
        return added_id(DraftEntry(number, edit))
    if isinstance(edit, Merge):
        return edit.keep
    return next((s for s in sorted(subjects(edit, draft)) if s in draft.by_id), "")


def _plan(request: AppRequest) -> Plan:
    """The text that the address names, or of an amended plan the one in force today."""
    reading = Reading.of(request)
    return reading.line.version(request.plan_code, request.today) if reading.line else reading.plan_row


def _bench(request: AppRequest, current: str = "", *, part: bool = False, near: int | None = None) -> Bench:
    """The desk as this person may see it: whole, or where a part is enough, the lines within the person's scope."""
    plan, user = _plan(request), request.user
    if not part:
        require(user, "review.read", plan)
    found = selectors.desk_for(plan, by=user)  # type: ignore[arg-type]
    may_edit, whole = user.has_perm("review.edit", plan), user.has_perm("review.read", plan)
    return Bench(found, current=current, may_edit=may_edit, whole=whole, near=near, only=_only(request))


def _desk_page(request: AppRequest, bench: Bench, status: int = 200) -> HttpResponse:
    asked = request.GET.get("q", "")
    trouble = None if bench.current else bench.trouble
    words = {"bench": bench, "panel": bench.panel, "page": "desk", "trouble": trouble, "found": bench.find(asked)}
    return render(request, "review/desk.html", words, status=status)


def _row(request: AppRequest, bench: Bench, id: str, *, counts: bool = False, status: int = 200) -> HttpResponse:
    words = {"bench": bench, "r": bench.row(id), "panel": bench.panel, "with_counts": counts}
    return render(request, "review/_swapped.html", words, status=status)


def _add_page(
    request: AppRequest, bench: Bench, given: QueryDict, trouble: Trouble | None = None, status: int = 200
) -> HttpResponse:
    """Where the words stand, and the fields as the grammar would read them."""
    plan, span = bench.draft.plan, None
    places: tuple[Span, ...] = ()
    if given.get("end"):
        span = Span(_number(given, "start"), _number(given, "end"))
    elif given.get("words", "").strip():
        places = find_words(plan.text, str(given["words"]))
        if not places:
            trouble, status = _trouble(BadSpan(), "add", given, bench.desk), 422
        elif len(places) == 1:
            span = places[0]
    words: dict[str, object] = {"bench": bench, "page": "add", "asked": given.get("words", "").strip()}
    if span is not None:
        try:
            span, kind, changes = proposal(plan, span)
        except BadSpan as error:
            trouble, status, span = _trouble(error, "add", given, bench.desk), status_of(error), None
        else:
            typed = trouble.posted if trouble else {}
            fields = presenters.form_fields(
                {"kind": kind.value, "period_kind": "open", "strength": "firm", "direction": "up", **changes},
                typed,
                trouble,
            )
            words |= {
                "main": [f for f in fields if f.name in presenters.MAIN],
                "more": [f for f in fields if f.name not in presenters.MAIN],
                "context": presenters.context(plan.text, span, 40),
            }
    words |= {"span": span, "trouble": trouble}
    words["places"] = [(p, presenters.context(plan.text, p, 30)) for p in places] if len(places) > 1 else []
    return render(request, "review/add.html", words, status=status)


def _by_htmx(request: AppRequest) -> bool:
    return bool(request.htmx) and not request.htmx.history_restore_request


def _desk_at(request: AppRequest, id: str, step: int | None = None) -> str:
    """The desk with a row open. The step makes the address new, so that a browser loads it again."""
    query = f"?at={id}" + ("&only=main" if _only(request) else "") + (f"&step={step}" if step is not None else "")
    return f"{address('review:desk', plan=_plan(request).code)}{query}#row-{id}"


def _only(request: AppRequest) -> bool:
    """Whether the address asks for targets and milestones without the actions."""
    return request.GET.get("only") == "main"


def _go(request: AppRequest, address: str) -> HttpResponse:
    if _by_htmx(request):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
