"""Who may do what, the accounts, and the log. Every page asks for signing in and works by plain forms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guatu.core.errors import AskedError
from guatu.web.audit import reading
from guatu.web.base.asof import read_day, today
from guatu.web.base.errors import NotInStore, status_of, trouble_of
from guatu.web.base.permits import require
from guatu.web.base.request import AppRequest
from guatu.web.base.scopes import read_scope
from guatu.web.office.rights import account_lists, presenters
from guatu.web.people import selectors, services
from guatu.web.people.models import Role, User
from guatu.web.public.list_pages import ListSheet, list_page


@require_safe
@login_required
def matrix(request: HttpRequest) -> HttpResponse:
    """Everybody who works here may know who may do what."""
    words = {"areas": presenters.matrix(), "roles": list(Role), "mine": _mine(request)}
    return render(request, "rights/matrix.html", words)


def _mine(request: HttpRequest) -> list[str]:
    user, day = request.user, today()
    return [presenters.grant_words(g) for g in user.grants.all() if g.holds_on(day)]  # type: ignore[union-attr]


# -- the log ----------------------------------------------------------------------------------------------------------


@require_safe
@never_cache
@login_required
def log(request: HttpRequest) -> HttpResponse:
    wanted, kept = _wanted(request.GET)
    page = reading.read_log(wanted, by=_by(request))
    actions = reading.actions(_by(request))
    return render(request, "rights/log.html", {
        "page": page,
        "rows": presenters.told(page.entries),
        "wanted": wanted,
        "actions": sorted((presenters.action_word(a), a) for a in actions),
        "kept": kept,
        "last": reading.last_check() if page.whole else None,
    })  # fmt: skip


@require_safe
@never_cache
@login_required
def log_file(request: HttpRequest) -> HttpResponse:
    """The log as it is filtered, to be kept elsewhere: text that a spreadsheet opens."""
    wanted, _kept = _wanted(request.GET)
    entries = reading.take_log(wanted, by=_by(request))
    answer = HttpResponse(presenters.log_csv(entries), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="audit-{today():%Y%m%d}.csv"'
    return answer


def _wanted(asked: QueryDict) -> tuple[reading.LogAsked, str]:
    """What the reader looks for, and the same as the query of an address."""
    before = asked.get("before", "")
    if before and not (before.isascii() and before.isdigit() and len(before) < 19):
        raise reading.NoSuchEntry(text=before[:40])
    given = {name: text for name in ("action", "actor", "day") if (text := asked.get(name, "").strip())}
    return reading.LogAsked(
        action=given.get("action", "")[:60],
        actor=given.get("actor", "")[:150],
        day=read_day(given["day"]) if "day" in given else None,
        before=int(before or 0),
    ), urlencode(given)


@require_POST
@login_required
def check_log(request: HttpRequest) -> HttpResponse:
    found = reading.check_log(by=request.user)  # type: ignore[arg-type]
    if found.findings:
        messages.error(request, _("核对完毕：有%s处不符，见下。") % len(found.findings))
    else:
        messages.success(request, _("核对完毕：没有发现被改动。"))
    return HttpResponseRedirect(reverse("rights:log"))


# -- accounts ---------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def accounts(request: AppRequest) -> HttpResponse:
    """The list; posted to, a new account."""
    if request.method != "POST":
        require(request.user, "people.read")
        return _accounts_page(request)
    post = request.POST
    try:
        username, name = post.get("username", "").strip(), post.get("name", "").strip()
        unit = selectors.unit(post.get("unit", ""))
        user, password = services.create_user(username, display_name=name, unit=unit, by=_by(request))
    except AskedError as error:
        if status_of(error) == 403:
            raise
        return _accounts_page(request, error)
    return _account_page(request, user, password=password)


def _accounts_page(request: AppRequest, error: AskedError | None = None) -> HttpResponse:
    found = account_lists.account_listing(selectors.people(), request.GET, on=today())
    words = {
        "rows": found.rows,
        "may_create": request.user.has_perm("people.create_user"),
        "units": selectors.units(),
        "typed": request.POST,
        **_trouble(error),
    }
    sheet = ListSheet(_("账号"), account_lists.SHEET, account_lists.cells)
    status = status_of(error) if error else 200
    return list_page(request, "rights/accounts.html", found, name="accounts", sheet=sheet, words=words, status=status)


@require_safe
@never_cache
@login_required
def account(request: HttpRequest, pk: int) -> HttpResponse:
    require(request.user, "people.read")
    return _account_page(request, _user(pk))


@require_POST
@never_cache
@login_required
def act(request: HttpRequest, pk: str, verb: str) -> HttpResponse:
    """One act on one account; what a service refuses is said on the account's page."""
    require(request.user, "people.read")
    user = _user(int(pk))
    try:
        password = ACTS[verb](user, request.POST, _by(request))
    except AskedError as error:
        if status_of(error) == 403:
            raise
        return _account_page(request, _user(user.pk), error=error)
    if password:
        return _account_page(request, _user(user.pk), password=password)
    messages.success(request, _("已办。"))
    return HttpResponseRedirect(reverse("rights:account", args=[user.pk]))


def _account_page(
    request: HttpRequest, user: User, *, password: str = "", error: AskedError | None = None
) -> HttpResponse:
    day = today()
    may = {name: request.user.has_perm(f"people.{name}", user) for name in
           ("approve", "disable", "unlock", "reset_password", "reset_second_factor", "grant_role")}  # fmt: skip
    words = {
        "account": user,
        "state": presenters.state_word(user),
        "grants": [(grant, presenters.grant_words(grant)) for grant in selectors.held_on(user, day)],
        "may": may,
        "roles": list(Role),
        "scopes": presenters.scope_choices() if may["grant_role"] else [],
        "password": password,
        "second_factor": is_mfa_enabled(user),
        "typed": request.POST,
        **_trouble(error),
    }
    return render(request, "rights/account.html", words, status=status_of(error) if error else 200)


# -- what a form asks for ---------------------------------------------------------------------------------------------


def _approve(user: User, post: QueryDict, by: User) -> str:
    services.approve_user(user, by=by)
    return ""


def _disable(user: User, post: QueryDict, by: User) -> str:
    services.disable_user(user, reason=_reason(post), by=by)
    return ""


def _unlock(user: User, post: QueryDict, by: User) -> str:
    services.unlock_user(user, by=by)
    return ""


def _second_factor(user: User, post: QueryDict, by: User) -> str:
    services.reset_second_factor(user, reason=_reason(post), by=by)
    return ""


def _reset(user: User, post: QueryDict, by: User) -> str:
    return services.reset_password(user, by=by)


def _grant(user: User, post: QueryDict, by: User) -> str:
    role, scope = post.get("role", ""), post.get("scope", "")
    if role not in Role.values:
        raise NotInStore(kind=_("角色"), name=role[:40])
    services.grant_role(user, role, since=today(), scope=read_scope(scope), by=by)
    return ""


def _end(user: User, post: QueryDict, by: User) -> str:
    number = post.get("grant", "")
    grant = next((g for g in user.grants.all() if str(g.pk) == number), None)
    if grant is None:
        raise NotInStore(kind=_("授权"), name=number[:20])
    yesterday: date = today() - timedelta(days=1)
    services.end_grant(grant, on=yesterday, reason=_reason(post), by=by)
    return ""


ACTS: dict[str, Callable[[User, QueryDict, User], str]] = {
    "approve": _approve, "disable": _disable, "unlock": _unlock, "reset": _reset, "second": _second_factor,
    "grant": _grant, "end": _end,
}  # fmt: skip


def _reason(post: QueryDict) -> str:
    return post.get("reason", "").strip()[:300]


def _trouble(error: AskedError | None) -> dict[str, object]:
    return {} if error is None else {"trouble": trouble_of(error)}


def _by(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]


def _user(pk: int) -> User:
    found = selectors.people().filter(pk=pk).first()
    if found is None:
        raise NotInStore(kind=_("账号"), name=pk)
    return found
