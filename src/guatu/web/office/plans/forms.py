"""What is asked of whoever brings a plan, or an amendment of one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guatu.core.plan.model import Context
from guatu.web.base.file_field import OwnFileInput

ACCEPT = ".docx,.doc,.wps,.pdf,.ofd,.txt,.md,.html,.xlsx,.odt,.rtf"
YEAR = {"inputmode": "numeric", "pattern": "20[0-9]{2}", "size": "6"}


def file_field(label: Any) -> forms.FileField:
    return forms.FileField(
        label=label, max_length=200,
        error_messages={"required": _("请选一个文件。"), "empty": _("文件是空的。")},
        widget=OwnFileInput({"accept": ACCEPT}),
    )  # fmt: skip


def year_field(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=2000, max_value=2099, required=False, widget=forms.TextInput(attrs=YEAR),
        error_messages={"invalid": _("请写四位年份，如2025。"), "min_value": _("请写四位年份，如2025。"),
                        "max_value": _("请写四位年份，如2025。")},
    )  # fmt: skip


class SayingForm(forms.Form):
    """A form whose wrong fields say so to whoever does not see red."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.errors if self.is_bound else ():
            if name in self.fields:
                self.fields[name].widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"e-{name}"}


class PlanForm(SayingForm):
    file = file_field(_("方案原文"))
    place = forms.CharField(label=_("哪里的方案"), max_length=40, required=False)
    plan_from = year_field(_("起始年"))
    plan_to = year_field(_("结束年"))
    as_plan = forms.BooleanField(label=_("还是按方案读"), required=False)  # asked where the text reads as a bulletin

    def context(self) -> Context:
        given = self.cleaned_data
        return Context(given["place"].strip(), None, given["plan_from"], given["plan_to"])


class CheckedPlanForm(PlanForm):
    """The same for a draft that was checked here: its file is there already."""

    file = None  # type: ignore[assignment]


class AmendForm(SayingForm):
    file = file_field(_("修订后的全文"))
    effective = forms.DateField(
        label=_("起用日"), input_formats=["%Y-%m-%d"], error_messages={
            "required": _("请写起用日，如2026-07-01。"), "invalid": _("请写成 2026-07-01 这样的日期。"),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "pattern": r"\d{4}-\d{2}-\d{2}", "size": "12"}),
    )  # fmt: skip
    paper = forms.CharField(
        label=_("依据的文件"), max_length=300, error_messages={"required": _("请写文号或标题。")},
        widget=forms.TextInput(attrs={"size": "40"}),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("为什么修订"), max_length=1000, error_messages={"required": _("请写一句理由。")},
        widget=forms.TextInput(attrs={"size": "40"}),
    )  # fmt: skip
