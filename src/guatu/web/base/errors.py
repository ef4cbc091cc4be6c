"""How an error that a person can act on is said on a page."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from guatu.core.errors import AskedError, FileError, GuatuError, SetupError, StoreError
from guatu.core.text.said import Said


class NotInStore(AskedError):
    """What was asked for does not exist."""

    code = "A503"
    reason = "库里没有{kind}“{name}”。"
    remedy = "请从目录页进入，或核对编号。"
    http = HTTPStatus.NOT_FOUND


class NotAllowed(AskedError):
    code = "A510"
    reason = "这项操作（{action}）须由{who}来做。"
    remedy = "需要权限时，请联系安全管理员授权。"
    http = HTTPStatus.FORBIDDEN


STATUS = (
    (AskedError, HTTPStatus.BAD_REQUEST),
    (FileError, HTTPStatus.BAD_REQUEST),
    (StoreError, HTTPStatus.CONFLICT),
    (SetupError, HTTPStatus.SERVICE_UNAVAILABLE),
)


def status_of(error: GuatuError) -> int:
    """The error's own `http`, or that of its branch."""
    branch = next((status for kind, status in STATUS if isinstance(error, kind)), HTTPStatus.UNPROCESSABLE_ENTITY)
    return int(getattr(error, "http", branch))


def trouble_of(error: GuatuError) -> dict[str, object]:
    """An error as sentences, for a template: where, why, what next."""
    return {
        "code": error.code,
        "where": error.place.says,
        "reason": Said(error.reason, **error.facts),
        "remedy": Said(error.remedy, **error.facts),
    }


@dataclass(frozen=True, slots=True)
class WayOut:
    """The page on which what an error complains of can be mended."""

    page: str  # its name
    says: Any  # the words of the link; lazily translated
    right: str  # whoever holds it is led there
    args: tuple[str, ...] = ()

    @property
    def href(self) -> str:
        return reverse(self.page, args=self.args)


_ways: dict[str, WayOut] = {}


def leads_to(*errors: type[GuatuError], way: WayOut) -> None:
    """An app says once which of its pages mends these errors; the errors know no page."""
    _ways.update(dict.fromkeys((error.code for error in errors), way))


def way_out(error: GuatuError, user: Any) -> WayOut | None:
    """Where this person can mend it; None when nowhere."""
    return way_of(error.code, user)


def way_of(code: str, user: Any) -> WayOut | None:
    found = _ways.get(code)
    return found if found and user is not None and user.has_perm(found.right) else None


def error_page(request: HttpRequest, error: GuatuError) -> HttpResponse:
    status = status_of(error)
    words = {"error": error, "status": status, "way": way_out(error, getattr(request, "user", None))}
    return render(request, "error.html", words | trouble_of(error), status=status)
