"""Why a text cannot be compiled."""

from __future__ import annotations

from guatu.core.errors import PlanTextError


class EmptyPlan(PlanTextError):
    code, reason, remedy = "P101", "文件里没有文字。", "请确认选对了文件；扫描件要先做文字识别。"


class NotText(PlanTextError):
    code, reason, remedy = (
        "P102",
        "这不像是一篇文字，而像是程序或图片文件的内容。",
        "请用原来的程序打开，另存为文本、Word 或 PDF 再试。",
    )
