"""A page that is a list: the same for every list, on screen and as an Excel file; and the views that a person keeps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guatu.core.errors import AskedError
from guatu.core.lists.model import Listing
from guatu.core.text.said import Said
from guatu.store.list_xlsx import write_list
from guatu.store.sheet_writing import SheetCell, SheetColumn
from guatu.web.base.errors import NotAllowed
from guatu.web.base.request import AppRequest
from guatu.web.base.tongue import say
from guatu.web.people.services import drop_view as delete_view
from guatu.web.people.services import keep_view as save_view
from guatu.web.public.presenters.listed import listed

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A list as a sheet: its columns, and the cells of one row."""

    title: str
    columns: Sequence[SheetColumn]
    cells: Callable[[Any], Sequence[SheetCell]]


def list_page(
    request: AppRequest, template: str, found: Listing[Any], *, name: str, sheet: ListSheet | None = None,
    words: Mapping[str, Any] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The page of a list, `p` in its template; with `?out=xlsx` the file of all that was asked for, on every page.

    Args:
        name: of the list, by which its views are kept. words: what else the template shows.
    """
    if sheet is not None and request.GET.get("out") == "xlsx":
        return _file(request, found, name, sheet)
    return render(request, template, {"p": listed(request, found, name=name), **(words or {})}, status=status)


def _file(request: AppRequest, found: Listing[Any], name: str, sheet: ListSheet) -> HttpResponse:
    book = write_list(sheet.title, sheet.columns, map(sheet.cells, found.found), about=about(found))
    response = HttpResponse(book, content_type=EXCEL)
    response["Content-Disposition"] = f'attachment; filename="guatu-{name}-{request.as_of}.xlsx"'
    return response


def about(found: Listing[Any]) -> list[tuple[str, str]]:
    """What a file says of itself: by what it was filtered, in which order, and how much there is of it."""
    asked = "；".join(f"{chip.label}：{chip.word}" for chip in found.chips) or _("没有筛选")
    return [
        (_("筛选"), asked),
        (_("次序"), found.says),
        (_("行数"), _("%(n)s行，全部%(total)s行") % {"n": len(found.found), "total": found.total}),
        *((_("说明"), say(note)) for note in found.notes),
    ]


# -- views ------------------------------------------------------------------------------------------------------------


@require_POST
@login_required
def keep_view(request: AppRequest) -> HttpResponse:
    """Keep what the list shows now under a name, and show it again under its tab."""
    post = request.POST
    try:
        view = save_view(
            post.get("list", "")[:40], post.get("name", ""), post.get("query", "")[:1000],
            plan=post.get("plan", "")[:120], by=request.user,  # type: ignore[arg-type]
        )  # fmt: skip
    except NotAllowed:
        raise
    except AskedError as error:
        messages.error(request, say(Said(error.reason, **error.facts)) + say(Said(error.remedy, **error.facts)))
    else:
        messages.success(request, _("已存为视图“%s”。") % view.name)
    return _back(request)


@require_POST
@login_required
def drop_view(request: AppRequest, pk: int) -> HttpResponse:
    view = delete_view(pk, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("已删除视图“%s”。") % view.name)
    return _back(request)


def _back(request: AppRequest) -> HttpResponse:
    """To the list that the form stood on: a path of ours, wherever the form says it came from."""
    path = request.POST.get("next", "")
    ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return HttpResponseRedirect(path if ours else "/")
