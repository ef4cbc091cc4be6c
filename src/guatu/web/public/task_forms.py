"""What is asked when a task is reported done, and when it is checked."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guatu.web.base.file_field import OwnFileInput
from guatu.web.tasks.reports import LARGEST, MB, ProofTooBig, Upload

DAY = {"inputmode": "numeric", "pattern": r"\d{4}-\d{2}-\d{2}", "maxlength": "10", "autocomplete": "off"}
NO_DAY = {"invalid": _("请写成 2026-11-22 这样的年-月-日。"), "required": _("请写明哪一天办结。")}


class TaskForm(forms.Form):
    """A form that says at its field what is wrong."""

    year = forms.TypedChoiceField(label=_("哪一年的"), required=False, coerce=int, empty_value=None)
    known_on = forms.DateField(
        label=_("起算日"), required=False, input_formats=["%Y-%m-%d"], error_messages=NO_DAY,
        widget=forms.TextInput(attrs=DAY),
    )  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None, *, auto_id: str) -> None:
        super().__init__(data, files, auto_id=auto_id)
        asked = str(self.data.get("year") or "")
        self.fields["year"].choices = [("", ""), *([(asked, asked)] if asked.isdigit() and len(asked) == 4 else [])]  # type: ignore[attr-defined]
        for name in self.errors if self.is_bound else ():
            self.fields[name].widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"e-{name}"}

    def said(self) -> dict[str, Any]:
        """What the service takes."""
        return dict(self.cleaned_data)


class ReportForm(TaskForm):
    done_on = forms.DateField(
        label=_("办结日"), input_formats=["%Y-%m-%d"], error_messages=NO_DAY, widget=forms.TextInput(attrs=DAY)
    )
    paper = forms.CharField(label=_("凭什么：文号或标题"), max_length=300, required=False)
    link = forms.CharField(label=_("网址"), max_length=500, required=False)
    file = forms.FileField(label=_("文件"), max_length=200, required=False, widget=OwnFileInput(optional=True),
                           error_messages={"empty": _("文件是空的。")})  # fmt: skip
    note = forms.CharField(
        label=_("办理情况"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": "3"})
    )
    reason = forms.CharField(label=_("追认的理由"), max_length=500, required=False)

    def __init__(self, data: Any = None, files: Any = None, *, today: date) -> None:
        super().__init__(data, files, auto_id="r-%s")
        self.fields["done_on"].initial = today.isoformat()

    def said(self) -> dict[str, Any]:
        """Raises ProofTooBig."""
        given = super().said()
        sent = given.pop("file")
        if sent and sent.size > LARGEST:  # it is not even read
            raise ProofTooBig(limit=LARGEST // MB)
        return given | {"file": Upload(sent.name, sent.read()) if sent else None}


class CheckForm(TaskForm):
    reason = forms.CharField(
        label=_("核查意见"), max_length=2000, widget=forms.Textarea(attrs={"rows": "2"}),
        error_messages={"required": _("请写核查意见：查了什么，属实不属实。")},
    )  # fmt: skip
    paper = forms.CharField(label=_("核查依据：文号或标题"), max_length=300, required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="c-%s")
