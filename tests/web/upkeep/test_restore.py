"""Which backups a version takes. What restoring does to whole stores: tests/cli/test_backup.py."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from guatu import __version__
from guatu.store.backup_file import FORMAT, Backup, BackupNewer, Heads, Manifest
from guatu.web.base.migrated import applied
from guatu.web.upkeep.restore import numbers, refuse_newer

pytestmark = pytest.mark.django_db


def ours(**changes):
    said = Manifest(version=__version__, made_at="", engine="sqlite", heads=Heads(0, ""), tables={},
                    migrations=tuple(".".join(node) for node in applied()))  # fmt: skip
    return Backup(Path("x.zip"), msgspec.structs.replace(said, **changes), "")


def test_what_this_version_or_an_older_one_made_is_taken():
    refuse_newer(ours())
    refuse_newer(ours(version="0.0.9", migrations=ours().manifest.migrations[:-1]))


@pytest.mark.parametrize(
    "changes", [{"version": "99.0"}, {"version": "0.99"}, {"format": FORMAT + 1}, {"migrations": ("audit.9999_later",)}]
)
def test_what_a_newer_one_made_is_refused(changes):
    with pytest.raises(BackupNewer):
        refuse_newer(ours(**changes))


def test_versions_are_numbers():
    assert numbers("0.10.1") > numbers("0.9")
