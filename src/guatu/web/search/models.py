"""The index: what may be found, and how far each part of it has come. Derived, and in no backup."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class IndexedPart(models.Model):
    """A part of the index and the entry of the audit log up to which it was read."""

    name = models.CharField(max_length=40, primary_key=True)
    seq = models.BigIntegerField(default=0)
    on = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("检索目录")

    def __str__(self) -> str:
        return self.name


class IndexedThing(models.Model):
    """One thing that may be found: `base.findable.Findable` with its tokens. The database keeps them ready to be asked:
    SQLite in a table of FTS5 beside this one, PostgreSQL in a column of lexemes."""

    part = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=12)
    place = models.PositiveBigIntegerField()  # by kind, then in the order of its text
    title = models.TextField()
    names = models.TextField()  # every name, folded, each on a line of its own, with a line end before and after
    other_names = models.JSONField(default=list)
    body = models.TextField(blank=True)
    tokens = models.TextField()
    page = models.CharField(max_length=60)
    args = models.JSONField(default=list)
    tail = models.CharField(max_length=80, blank=True)
    plan = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=60, blank=True)
    right = models.CharField(max_length=60, blank=True)
    places = models.TextField(blank=True)  # " unit:swj plan:abc "
    since = models.DateField()
    until = models.DateField()
    recorded_from = models.DateField()
    recorded_until = models.DateField()

    class Meta:
        verbose_name = verbose_name_plural = _("检索条目")
        constraints = [models.UniqueConstraint(fields=["part", "key"], name="search_thing_once")]

    def __str__(self) -> str:
        return self.title
