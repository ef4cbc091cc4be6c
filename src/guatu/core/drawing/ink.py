"""The colours, faces and language of a drawing. A city may recolour the lights; the shapes never change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

SANS = "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif"
SERIF = "'Noto Serif CJK SC','Source Han Serif SC','Songti SC',SimSun,serif"

LIGHTS: Mapping[str, str] = {
    "missed": "#1f1c18",
    "bad": "#b8301f",
    "slow": "#9a5f08",
    "ok": "#2c7458",
    "reached": "#1d4a73",
    "met": "#1d4a73",
    "unknown": "#857e73",
    "notyet": "#857e73",
}


CHINESE = "zh-Hans-CN"


@dataclass(frozen=True, slots=True)
class Ink:
    paper: str = "#fbfaf6"
    ink: str = "#1f1c18"
    second: str = "#57514a"  # 7.6:1 on paper
    note: str = "#736d64"  # 4.9:1, the lightest that text may be
    line: str = "#dfd9cb"
    axis: str = "#b8b0a0"
    seal: str = "#a8281c"
    plan: str = "#1d4a73"
    lights: Mapping[str, str] = field(default_factory=lambda: LIGHTS)
    lang: str = CHINESE
    say: Callable[[object], str] = str  # how its words are said: their plain Chinese text, or another language

    def light(self, shape: str) -> str:
        return self.lights.get(shape) or LIGHTS[shape]


SCREEN = Ink()
PRINT = Ink(
    paper="#ffffff", ink="#000000", second="#333333", note="#555555", line="#bbbbbb", axis="#888888", seal="#a8281c"
)
