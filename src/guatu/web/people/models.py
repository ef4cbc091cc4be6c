"""People and the organisations they work for."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from guatu.web.base.asof import today


class Role(models.TextChoices):
    DISPATCHER = "dispatcher", _("调度员")
    LIAISON = "liaison", _("联络员")
    STATISTICIAN = "statistician", _("统计员")
    MAYOR = "mayor", _("市领导")
    AUDITOR = "auditor", _("审计员")
    ADMINISTRATOR = "administrator", _("系统管理员")


class Unit(models.Model):
    """An organisation (单位), in a tree, for as long as it existed under this name."""

    code = models.CharField(_("代码"), max_length=40, primary_key=True)
    name = models.CharField(_("名称"), max_length=120)
    short_name = models.CharField(_("简称"), max_length=60, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    kind = models.CharField(_("类别"), max_length=40, blank=True)
    since = models.DateField(_("设立"), null=True, blank=True)
    until = models.DateField(_("撤销"), null=True, blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name = verbose_name_plural = _("单位")

    def __str__(self) -> str:
        return self.short_name or self.name


class User(AbstractUser):
    """One person, one account; accounts are never shared."""

    first_name = None  # type: ignore[assignment]  # a Chinese name is one field
    last_name = None  # type: ignore[assignment]
    display_name = models.CharField(_("姓名"), max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="people")
    must_change_password = models.BooleanField(_("须改口令"), default=True)
    _roles: frozenset[str] | None = None

    class Meta:
        ordering = ["username"]
        verbose_name = verbose_name_plural = _("用户")

    def __str__(self) -> str:
        return self.display_name or self.username

    def roles(self) -> frozenset[str]:
        """Roles held today. Asked once for each object, that is, for each request."""
        if self._roles is None:
            day = today()
            self._roles = frozenset(g.role for g in self.grants.all() if g.holds_on(day))
        return self._roles

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name


class Grant(models.Model):
    """A role that a person holds from a day on, and who gave it."""

    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField(_("角色"), max_length=20, choices=Role)
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True, blank=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="grants_given")

    class Meta:
        ordering = ["user", "role", "since"]
        verbose_name = verbose_name_plural = _("授权")
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "since"], name="people_grant_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")), name="people_grant_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}：{self.get_role_display()}"

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)
