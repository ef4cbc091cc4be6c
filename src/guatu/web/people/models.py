"""People and the organisations they work for."""

from __future__ import annotations

from datetime import date
from typing import Any

import rules
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

from guatu.web.base.asof import today
from guatu.web.base.scopes import Scope


class Role(models.TextChoices):
    DISPATCHER = "dispatcher", _("调度员")
    LIAISON = "liaison", _("联络员")
    STATISTICIAN = "statistician", _("统计员")
    MAYOR = "mayor", _("市领导")
    DISTRICT = "district", _("区级专员")
    ADMINISTRATOR = "administrator", _("系统管理员")
    SECURITY = "security", _("安全管理员")
    AUDITOR = "auditor", _("审计管理员")


class ScopeKind(models.TextChoices):
    """What a grant may be limited to; empty is the whole city."""

    WHOLE = "", _("全市")
    UNIT = "unit", _("单位")
    REGION = "region", _("地区")
    SERVICE = "service", _("服务")
    PLAN = "plan", _("方案")


class Unit(models.Model):
    """An organisation (单位), in a tree, for as long as it existed under this name."""

    code = models.CharField(_("代码"), max_length=40, primary_key=True)
    name = models.CharField(_("名称"), max_length=120)
    short_name = models.CharField(_("简称"), max_length=60, blank=True)
    aliases = models.JSONField(_("别名"), default=list, blank=True)  # other words by which papers name it
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    kind = models.CharField(_("类别"), max_length=40, blank=True)
    since = models.DateField(_("设立"), null=True, blank=True)
    until = models.DateField(_("撤销"), null=True, blank=True)  # from this day on it is no more
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("承接单位")
    )

    class Meta:
        ordering = ["code"]
        verbose_name = verbose_name_plural = _("单位")

    def __str__(self) -> str:
        return self.short_name or self.name


hashed_anew = Signal()  # user: the hash of the password was made anew


class User(AbstractUser):
    """One person, one account; accounts are never shared."""

    first_name = None  # type: ignore[assignment]  # a Chinese name is one field
    last_name = None  # type: ignore[assignment]
    display_name = models.CharField(_("姓名"), max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="people")
    must_change_password = models.BooleanField(_("须改口令"), default=True)
    waiting = models.BooleanField(_("待批准"), default=False)  # for the security administrator; then not active either
    signed_in_as = models.CharField(_("登录处"), max_length=64, blank=True, default="")  # of an administrator
    _held: frozenset[tuple[str, Scope]] | None = None

    class Meta:
        ordering = ["username"]
        verbose_name = verbose_name_plural = _("用户")

    def __str__(self) -> str:
        return self.display_name or self.username

    def held(self) -> frozenset[tuple[str, Scope]]:
        """Each role held today with its scope. Asked once for each object, that is, for each request."""
        if self._held is None:
            day = today()
            self._held = frozenset((g.role, g.scope) for g in self.grants.all() if g.holds_on(day))
        return self._held

    def roles(self) -> frozenset[str]:
        """Roles held today, wherever."""
        return frozenset(role for role, _ in self.held())

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Rights come from the rules alone: Django's permission tables and its superuser give none."""
        return self.is_active and rules.has_perm(perm, self, obj)

    def check_password(self, raw_password: str | None) -> bool:
        """Whether it is the password. A hash of an older kind is made anew then, and that is told."""
        before = self.password
        right = super().check_password(raw_password)
        if self.password != before:
            hashed_anew.send(User, user=self)
        return right

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name


class Grant(models.Model):
    """A role that a person holds from a day on, where, and who gave it."""

    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField(_("角色"), max_length=20, choices=Role)
    scope_kind = models.CharField(_("范围类别"), max_length=10, choices=ScopeKind, blank=True, default="")
    scope_key = models.CharField(_("范围"), max_length=120, blank=True, default="")
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True, blank=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="grants_given")

    class Meta:
        ordering = ["user", "role", "since"]
        verbose_name = verbose_name_plural = _("授权")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "since", "scope_kind", "scope_key"], name="people_grant_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(scope_kind="", scope_key="") | ~Q(scope_kind="") & ~Q(scope_key=""),
                name="people_grant_scope_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}：{self.get_role_display()}"

    @property
    def scope(self) -> Scope:
        return Scope(self.scope_kind, self.scope_key)

    def holds_on(self, day: date) -> bool:
        """Whether it is in force; one taken back on the day it was given ends before it began."""
        return self.since <= day and self.ends_after(day)

    def ends_after(self, day: date) -> bool:
        """Whether a day from `day` on may still be held."""
        return self.until is None or (day <= self.until and self.since <= self.until)


class UsedPassword(models.Model):
    """The hash of a password that somebody chose, so that it is not chosen again soon."""

    user = models.ForeignKey(User, models.CASCADE, related_name="used_passwords")
    encoded = models.CharField(max_length=128)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.user)


class SavedView(models.Model):
    """A filter and an order of one list, under a name that a person gave it. Nobody else sees it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="views")
    list = models.CharField(_("清单"), max_length=40)
    plan = models.CharField(_("方案"), max_length=120, blank=True, default="")  # whose list it is; "" for the city's
    name = models.CharField(_("名称"), max_length=30)
    query = models.CharField(_("筛选和次序"), max_length=1000)  # as it stands in an address

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = _("保存的视图")
        constraints = [
            models.UniqueConstraint(fields=["user", "list", "plan", "name"], name="people_savedview_one_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name
