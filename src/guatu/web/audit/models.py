"""The audit log: append-only, each entry sealed with the hash of the one before."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from guatu.web.base.digests import HASH_LENGTH


class Entry(models.Model):
    """Who did what, when, to what, with what effect. `before` and `after` are canonical JSON, exactly as sealed."""

    seq = models.BigIntegerField(_("序号"), primary_key=True)
    time = models.DateTimeField(_("时间"))
    actor = models.CharField(_("账号"), max_length=150)
    actor_name = models.CharField(_("姓名"), max_length=60, blank=True)
    role = models.CharField(_("角色"), max_length=120, blank=True)
    unit = models.CharField(_("单位"), max_length=40, blank=True)
    action = models.CharField(_("操作"), max_length=60)
    object_kind = models.CharField(_("对象类别"), max_length=60, blank=True)
    object_id = models.CharField(_("对象编号"), max_length=120, blank=True)
    before = models.TextField(_("之前"), blank=True)
    after = models.TextField(_("之后"), blank=True)
    reason = models.TextField(_("理由"), blank=True)
    request_id = models.CharField(_("请求号"), max_length=40, blank=True)
    address = models.CharField(_("来源地址"), max_length=45, blank=True)
    prev_hash = models.CharField(max_length=HASH_LENGTH)
    hash = models.CharField(max_length=HASH_LENGTH, unique=True)

    class Meta:
        ordering = ["-seq"]
        verbose_name = verbose_name_plural = _("审计记录")

    def __str__(self) -> str:
        return f"{self.seq} {self.action}"


class Head(models.Model):
    """The end of the chain, in one row. Writers lock it, so two at once still make one chain."""

    id = models.SmallIntegerField(primary_key=True)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=HASH_LENGTH)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_head_is_one_row")]

    def __str__(self) -> str:
        return f"{self.seq} {self.hash[:8]}"
