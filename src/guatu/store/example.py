"""The example city that comes with Guatu: where its files lie, in a checkout or in an installation.

GUATU_DATA names the data folder when it lies elsewhere; a city's own data folder has the same shape.
"""

from __future__ import annotations

import os
import sys
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from guatu.core.errors import SetupError

VARIABLE = "GUATU_DATA"
CITY = "wuhai"
MARKER = "indicators.toml"


class DataMissing(SetupError):
    code = "U601"
    reason = "找不到随软件附带的数据文件夹（找过：{tried}）。"
    remedy = "请用环境变量GUATU_DATA指明它的位置。"


@dataclass(frozen=True, slots=True)
class ExampleCity:
    """A city's data folder, unfolded."""

    name: str
    region: str  # code
    parent: str  # code of the region it is compared with
    plan_years: tuple[int, int]
    recorded_on: date
    timezone: str
    plan_path: Path
    regions_path: Path
    figures_paths: tuple[Path, ...]
    indicators_path: Path
    rules_path: Path
    sources_path: Path
    calendars_paths: tuple[Path, ...]
    units_path: Path
    duties_path: Path
    names_path: Path  # of its plan's targets
    peer_regions_path: Path
    peer_figures_paths: tuple[Path, ...]
    peer_sources_path: Path


def data_folder() -> Path:
    """The folder that holds indicators.toml.

    Raises:
        DataMissing: neither GUATU_DATA, nor the checkout, nor the installation has it.
    """
    package = Path(__file__).resolve().parent.parent
    tried = [Path(os.environ[VARIABLE])] if os.environ.get(VARIABLE) else []
    tried += [package / "data", package.parent.parent / "data", Path(sys.prefix) / "share" / "guatu" / "data"]
    for folder in tried:
        if (folder / MARKER).is_file():
            return folder
    raise DataMissing(tried="、".join(dict.fromkeys(folder.name for folder in tried)))


def example_city(folder: Path | None = None, city: str = CITY) -> ExampleCity:
    """The files of the example city. Paths are given whether or not the file is there: its reader says if not."""
    root = folder or data_folder()
    home = root / city
    facts = tomllib.loads((home / "city.toml").read_text(encoding="utf-8"))
    return ExampleCity(
        name=facts["name"],
        region=facts["region"],
        parent=facts["parent"],
        plan_years=(facts["plan_years"][0], facts["plan_years"][1]),
        recorded_on=facts["recorded_on"],
        timezone=facts["timezone"],
        plan_path=home / facts["plan"],
        regions_path=home / "regions.csv",
        figures_paths=tuple(root / name for name in facts["figures"]),
        indicators_path=root / MARKER,
        rules_path=root / facts["rules"],
        sources_path=root / "sources.csv",
        calendars_paths=tuple(sorted((root / "calendars").glob("*.csv"))),
        units_path=home / "units.csv",
        duties_path=home / "duties.csv",
        names_path=home / "names.csv",
        peer_regions_path=root / "peers" / "regions.csv",
        peer_figures_paths=(root / "peers" / "observations.csv",),
        peer_sources_path=root / "peers" / "sources.csv",
    )
