"""How long a request may be before it is refused unread.

A form that is a little too long is read, so that it comes back with the answer and what was filled in; only a file out
of all proportion, or one from nobody, is not taken in at all.
"""

from __future__ import annotations

from guatu.web.base.request import AppRequest

MB = 1024 * 1024
FORM = 64 * 1024  # bytes around the file in a form
HEARD = 100 * MB  # of somebody signed in: read to the end, then answered on the form


def unheard(request: AppRequest, limit: int) -> bool:
    """Whether to refuse a request before reading it. Args: limit: bytes of the file that its form takes."""
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    most = max(limit + FORM, HEARD if request.user.is_authenticated else 0)
    return length > most
