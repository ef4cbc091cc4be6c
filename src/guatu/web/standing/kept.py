"""Archives that this process keeps: what was judged for one page serves the next, while nothing is written.

Everything that a light rests on is written together with an entry of the log, so an archive is kept under the log's
last entry. Another process, a restore or a single figure leaves another last entry, and what was kept is never asked
for again.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from django.conf import settings

from guatu.web.audit.models import Head
from guatu.web.plans.in_force import PlanLine
from guatu.web.standing.archive import Archive, archive

_archives: OrderedDict[tuple[object, ...], Archive] = OrderedDict()  # the one used last stands last
_lock = Lock()


def archive_at_hand(line: PlanLine) -> Archive:
    """The archive of a published plan, read anew when anything was written since. One query when it is at hand."""
    most = settings.GUATU_KEPT_ARCHIVES
    if not most or not line.published:
        return archive(line)
    key = (Head.objects.values_list("hash", flat=True).get(id=1), *(plan.pk for plan in line.plans))
    with _lock:
        if (found := _archives.get(key)) is not None:
            _archives.move_to_end(key)
            return found
    made = archive(line)  # what is written meanwhile has another head: at worst this one is newer than its name
    with _lock:
        _archives[key] = made
        while len(_archives) > most:
            _archives.popitem(last=False)
    return made


def let_go() -> None:
    """Forget every archive."""
    with _lock:
        _archives.clear()
