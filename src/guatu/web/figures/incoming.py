"""A load that comes in slices: between them others write, and nobody sees any of it before the last.

A mark stands above what was in the store before. What lies above it is not in the store: no reader sees it. Taking the
mark away, in the transaction that puts the load on the log, lets all of it in at once. What a killed load left above
its mark is cleared by the next. The caller is `alone` with loading.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from guatu.web.base import bulk
from guatu.web.figures.models import Batch, Incoming, Observation

CLEARED = 10_000  # figures that are cleared while others wait


def set_mark() -> None:
    Incoming.objects.create(figures_after=_newest(Observation), batches_after=_newest(Batch))


def take_mark_away() -> None:
    Incoming.objects.all().delete()


def clear() -> None:
    """Take away what a load left above its mark, if one did not come to its end."""
    mark = Incoming.objects.first()
    if mark is None:
        return
    figures = Observation.with_incoming.all()
    for newest in range(_newest(Observation), mark.figures_after, -CLEARED):
        with transaction.atomic():
            lowest = max(newest - CLEARED, mark.figures_after)
            figures.filter(pk__gt=lowest, pk__lte=newest)._raw_delete(figures.db)
        bulk.let_others_write()
    with transaction.atomic():
        Batch.with_incoming.filter(pk__gt=mark.batches_after)._raw_delete(figures.db)
        take_mark_away()


def _newest(table: type[Observation] | type[Batch]) -> int:
    return table.with_incoming.aggregate(newest=Max("pk"))["newest"] or 0
