"""Drawings and pages as PDF, through WeasyPrint, which is loaded only when a paper is really asked for.

Chinese needs Chinese fonts on the machine: without them WeasyPrint would print empty boxes and call it a success,
so their absence is an error that names the package.
"""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from typing import ClassVar

from guatu.core.errors import SetupError

CHINESE = ":lang=zh-cn"


class ChineseFontError(SetupError):
    code: ClassVar[str] = "U610"
    reason: ClassVar[str] = "这台机器没有中文字体，印出来会是空框。"
    remedy: ClassVar[str] = "请安装字体包：apt-get install {package}，然后再试一次。"


class PrinterError(SetupError):
    code: ClassVar[str] = "U611"
    reason: ClassVar[str] = "生成PDF的部件不能用：{detail}。"
    remedy: ClassVar[str] = "请安装：apt-get install {package}，然后再试一次。"


def svg_to_pdf(*drawings: str, width_mm: float, height_mm: float) -> bytes:
    """A page of exactly that size for each drawing, with the drawing on the whole of it."""
    box = f"width:{width_mm}mm;height:{height_mm}mm;break-after:page"
    css = f"@page{{size:{width_mm}mm {height_mm}mm;margin:0}}html,body{{margin:0}}svg{{display:block;{box}}}"
    last = "svg:last-child{break-after:auto}"
    body = "".join(drawings)
    return html_to_pdf(f'<!doctype html><html lang="zh-Hans-CN"><style>{css}{last}</style><body>{body}</body></html>')


def html_to_pdf(html: str, *, base_url: str | None = None) -> bytes:
    """A page as PDF; its own @page rules say the paper."""
    require_chinese_font()
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as trouble:
        raise PrinterError(detail=type(trouble).__name__, package="libpango-1.0-0 libpangoft2-1.0-0") from trouble
    return HTML(string=html, base_url=base_url).write_pdf()


@cache
def require_chinese_font() -> None:
    """Raise ChineseFontError unless fontconfig knows a font that covers Chinese."""
    finder = shutil.which("fc-list")
    if finder is None:
        raise ChineseFontError(package="fontconfig fonts-noto-cjk")
    found = subprocess.run([finder, CHINESE, "family"], capture_output=True, text=True, check=False, timeout=30)
    if not found.stdout.strip():
        raise ChineseFontError(package="fonts-noto-cjk")
