"""What is asked when a draft is checked: the file, and what its text may not say itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guatu.core.plan.model import Context
from guatu.web.base.file_field import OwnFileInput


class DraftForm(forms.Form):
    file = forms.FileField(
        label=_("草稿文件"),
        max_length=200,
        error_messages={"required": _("请选一个文件。"), "empty": _("文件是空的。")},
        widget=OwnFileInput({"accept": ".docx,.doc,.wps,.pdf,.ofd,.txt,.md,.html,.xlsx,.odt,.rtf"}),
    )
    place = forms.CharField(label=_("哪里的方案"), max_length=40, required=False)
    year = forms.IntegerField(
        label=_("印发年份"), min_value=2000, max_value=2099, required=False,
        error_messages={"invalid": _("请写四位年份，如2025。")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "pattern": "20[0-9]{2}", "size": "6"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.errors if self.is_bound else ():
            self.fields[name].widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"e-{name}"}

    def context(self) -> Context:
        return Context(place=self.cleaned_data["place"].strip(), year=self.cleaned_data["year"])
