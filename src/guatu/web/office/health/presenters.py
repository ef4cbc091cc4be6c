"""The doctor's lines and the backups that lie beside the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from guatu.store.machine import Health, Looked, machine
from guatu.web.base.asof import SHANGHAI
from guatu.web.upkeep.doctor import store

FOLDER, SUFFIX = "backups", ".guatu.zip"
SHOWN = 10
WORST = (Health.BAD, Health.LOOK, Health.GOOD)


@dataclass(frozen=True, slots=True)
class BackupThere:
    name: str
    made: datetime
    megabytes: str


@dataclass(frozen=True, slots=True)
class Installation:
    lines: list[Looked]
    backups: list[BackupThere]

    @property
    def ailing(self) -> int:
        return sum(line.state is not Health.GOOD for line in self.lines)


def health(home: Path) -> Installation:
    lines = [*machine(home), *store()]
    return Installation(sorted(lines, key=lambda line: WORST.index(line.state)), backups(home))


def backups(home: Path) -> list[BackupThere]:
    """The newest backups made on the page."""
    files = sorted((home / FOLDER).glob(f"*{SUFFIX}"), reverse=True)[:SHOWN] if (home / FOLDER).is_dir() else []
    return [
        BackupThere(
            file.name, datetime.fromtimestamp(file.stat().st_mtime, SHANGHAI), f"{file.stat().st_size / 1e6:.1f}"
        )
        for file in files
    ]


def new_backup(home: Path, now: datetime) -> Path:
    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{now.astimezone(SHANGHAI):%Y-%m-%d-%H%M%S}{SUFFIX}"
