"""Which database a machine uses: one SQLite file, or the PostgreSQL that an address names."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from guatu.core.errors import SetupError


class UnknownDatabase(SetupError):
    code = "U623"
    reason = "GUATU_DATABASE_URL 写的是“{scheme}”开头的地址，这里只认 postgresql://。"
    remedy = "写成 postgresql://用户:口令@主机:5432/库名；不写则用 GUATU_HOME 下的 SQLite 文件。"


class AddressUnclear(SetupError):
    code = "U625"
    reason = "GUATU_DATABASE_URL 里的端口写的是“{port}”，不是数字。"
    remedy = "写成 postgresql://用户:口令@主机:5432/库名；口令里的 : @ / 要写成 %3A %40 %2F。"


def database_settings(url: str, home: Path) -> dict[str, Any]:
    """Django's DATABASES entry for `url`, or for the SQLite file in `home` when there is none."""
    if not url:
        return sqlite(home / "guatu.sqlite3")
    address = urlsplit(url)
    if address.scheme not in ("postgresql", "postgres"):
        raise UnknownDatabase(scheme=address.scheme)
    options = dict(parse_qsl(address.query))
    port = address.netloc.rpartition("@")[2].rpartition("]")[2].partition(":")[2]
    if port and not (port.isascii() and port.isdigit() and int(port) < 65536):
        raise AddressUnclear(port=port)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(address.path.lstrip("/")),
        "USER": unquote(address.username or ""),
        "PASSWORD": unquote(address.password or ""),
        "HOST": options.pop("host", unquote(address.hostname or "")),
        "PORT": port or options.pop("port", ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def sqlite(path: Path) -> dict[str, Any]:
    """Write-ahead log, so that readers never wait; BEGIN IMMEDIATE, so that two writers queue instead of failing."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA recursive_triggers=ON;",
        },
    }
