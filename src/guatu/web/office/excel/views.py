"""One page for every table that goes out and comes back: export, look at what would change, take it.

Nothing is kept between looking and taking: what the file says goes along with the page, signed, and is held against
the store once more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from guatu.core.errors import AskedError, GuatuError
from guatu.core.round_trip import CellKind, Cells, RowEdit, row_edits, spelled_cell
from guatu.core.text.said import Said
from guatu.store.files import MB, FileTooBig
from guatu.store.round_trip import Stamp, read_round_trip, write_round_trip
from guatu.web.base.errors import status_of, trouble_of
from guatu.web.base.permits import require
from guatu.web.base.request import AppRequest
from guatu.web.base.scopes import SOMEWHERE
from guatu.web.office.excel.tables import by_key, table_of
from guatu.web.office.staff import of_staff
from guatu.web.standing.reading import Reading

LARGEST = 20 * MB
SALT = "guatu.excel"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILTERS = {"indicator": gettext_noop("指标"), "source": gettext_noop("来源"), "year": gettext_noop("年份")}


class NoFileSent(AskedError):
    code = "A651"
    reason = "没有选文件。"
    remedy = "请选填好的Excel文件，再按一次。"


class NothingToFill(AskedError):
    code = "A654"
    reason = "这份方案还没有发布，条目没有编号，不能用Excel填。"
    remedy = "请先在审阅台发布第1版。"


class NothingChosen(AskedError):
    code = "A652"
    reason = "没有勾选任何一行。"
    remedy = "请勾选要改入的行，再按一次。"


class PreviewStale(AskedError):
    code = "A653"
    reason = "这次预览不能用了：页面不完整，或隔了太久。"
    remedy = "请再上传一次文件。"


@dataclass(frozen=True, slots=True)
class WhichOut:
    """A field of the form that asks which rows go out: its choices with their words, and which is chosen."""

    name: str
    label: str
    options: list[tuple[str, str, bool]]


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the preview: what would change, and why it cannot be taken where it cannot."""

    row: RowEdit
    fault: Said | None = None
    trouble: dict[str, object] | None = None

    @property
    def takes(self) -> bool:
        return self.fault is None and self.trouble is None and bool(self.row.edits or self.row.new)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@of_staff
def excel(request: AppRequest, kind: str, plan_code: str = "") -> HttpResponse:
    """The page; posted to with a file, what it would change; posted to with rows, those are taken."""
    trip = _trip(request, kind, plan_code)
    words: dict[str, Any] = {
        "trip": trip,
        "kind": kind,
        "here": request.path,
        "out": out_address(kind, plan_code, asked=request.GET),
        "out_whole": out_address(kind, plan_code),
        "narrowed": bool(request.GET),
        "filters": _filters(request, trip),
    }
    error: GuatuError | None = None
    if request.method == "POST":
        try:
            if "taken" in request.POST:
                return _take(request, trip)
            words |= _look(request, trip)
        except GuatuError as refused:
            if status_of(refused) == 403:
                raise
            error = refused
            if "taken" in request.POST:
                words |= _again(request, trip)
    words |= {"trouble": error and trouble_of(error)}
    return render(request, "excel/excel.html", words, status=status_of(error) if error else 200)


def _trip(request: AppRequest, kind: str, plan_code: str) -> Any:
    """The table, for who may fill it. Raises NothingToFill, NotInStore, NotAllowed."""
    reading = Reading.of(request)
    line = reading.line if plan_code else None
    if plan_code and (line is None or not line.published):
        raise NothingToFill
    trip = table_of(kind, reading, of_a_plan=bool(plan_code))
    place = SOMEWHERE if getattr(trip, "anywhere", False) else (line.newest if line else None)
    require(request.user, trip.right, place)
    return trip


def _filters(request: AppRequest, trip: Any) -> list[WhichOut]:
    """What has to be chosen before a table too long for one file goes out."""
    choices = trip.choices() if hasattr(trip, "choices") else {}
    return [
        WhichOut(name, gettext(FILTERS[name]), [(v, word, v == request.GET.get(name)) for v, word in options])
        for name, options in choices.items()
    ]


def _look(request: AppRequest, trip: Any) -> dict[str, Any]:
    sent = request.FILES.get("file")
    if sent is None:
        raise NoFileSent
    name, size = sent.name or "", sent.size or 0
    if size > LARGEST:
        raise FileTooBig(size=f"{size / MB:.1f}", limit=LARGEST // MB)
    with TemporaryFile() as handle:  # what was sent may be held in memory, and a child process is given a file
        copyfileobj(sent, handle)
        back = read_round_trip(handle, trip.table, name=name, of=trip.of, title=trip.title, on=request.today)
    found = _compared(trip, back.went_out, back.rows)
    numbers, keys = {row.number for row in found}, {row.key for row in found}
    payload = {
        "name": name[:200],
        "made_on": back.stamp.made_on,
        "out": [dict(row) for key, row in back.went_out.items() if key in keys],
        "back": [[number, dict(row)] for number, row in back.rows if number in numbers],
    }
    return _shown(trip, payload)


def _shown(trip: Any, payload: dict[str, Any], ticked: set[str] | None = None) -> dict[str, Any]:
    rows = [_shown_row(trip, row) for row in _edits(trip, payload)]
    return {
        "rows": rows,
        "looked": True,
        "name": payload["name"],
        "made_on": payload["made_on"],
        "takes": sum(row.takes for row in rows),
        "conflicts": sum(row.row.conflict for row in rows),
        "ticked": {row.row.key for row in rows if row.takes and not row.row.conflict} if ticked is None else ticked,
        "signed": signing.dumps(payload, salt=SALT, compress=True),
    }


def _edits(trip: Any, payload: dict[str, Any]) -> tuple[RowEdit, ...]:
    return _compared(trip, by_key(trip.table, payload["out"]), [(number, row) for number, row in payload["back"]])


def _compared(trip: Any, went_out: Mapping[str, Cells], back: Sequence[tuple[int, Cells]]) -> tuple[RowEdit, ...]:
    came_back = [(number, trip.spelled(row)) for number, row in back]
    keys = {*went_out, *(spelled_cell(CellKind.TEXT, row.get(trip.table.key, "")) for _number, row in came_back)}
    return row_edits(trip.table, went_out, came_back, by_key(trip.table, trip.rows(keys)))


def _shown_row(trip: Any, row: RowEdit) -> ShownRow:
    if row.fault is not None:
        return ShownRow(row, fault=row.fault.says(trip.table.head(trip.table.key)))
    try:
        trip.meant(row.cells)
    except GuatuError as error:
        return ShownRow(row, trouble=trouble_of(error))
    return ShownRow(row)


def _take(request: AppRequest, trip: Any) -> HttpResponse:
    payload = _payload(request)
    wanted = set(request.POST.getlist("row"))
    rows = [row for row in _edits(trip, payload) if row.key in wanted and row.fault is None]
    if not rows:
        raise NothingChosen
    values = {row.key: trip.meant(row.cells) for row in rows}
    count = trip.take(values, name=payload["name"], by=request.user)
    said = ngettext("已改入%(n)s行。", "已改入%(n)s行。", count) % {"n": count}
    messages.success(request, said if count else gettext("没有变化。"))
    return HttpResponseRedirect(request.path)


def _again(request: AppRequest, trip: Any) -> dict[str, Any]:
    try:
        return _shown(trip, _payload(request), set(request.POST.getlist("row")))
    except PreviewStale:
        return {}


def _payload(request: AppRequest) -> dict[str, Any]:
    try:
        found: dict[str, Any] = signing.loads(request.POST.get("taken", ""), salt=SALT, max_age=24 * 3600)
    except signing.BadSignature:
        raise PreviewStale from None
    return found


@require_safe
@never_cache
@of_staff
def out(request: AppRequest, kind: str, plan_code: str = "") -> HttpResponse:
    """A table as its list shows it, filtered and sorted, to be filled; a plan's ledger goes out on its own pages."""
    trip = _trip(request, kind, plan_code)
    stamp = Stamp(kind, request.today.isoformat(), of=trip.of, title=trip.title, table=trip.table.title)
    response = HttpResponse(write_round_trip(trip.table, trip.listed(request.GET), stamp), content_type=EXCEL)
    response["Content-Disposition"] = f'attachment; filename="guatu-{kind}-{request.today}.xlsx"'
    return response


def out_address(kind: str, plan_code: str, *, asked: QueryDict | None = None) -> str:
    if kind == "owners":
        address = reverse("pages:ledger_xlsx", args=[plan_code])
    elif plan_code:
        address = reverse("excel:plan_out", args=[plan_code, kind])
    else:
        address = reverse("excel:out", args=[kind])
    return f"{address}?{asked.urlencode()}" if asked else address
