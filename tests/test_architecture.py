"""Imports point one way: cli → web → store → core. The core brings no Django, network or disk along."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import guatu

ROOT = Path(guatu.__file__).parent
LAYERS = ["core", "store", "web", "cli"]  # each may import itself and those before it
PURE = sorted(sys.stdlib_module_names - {
    "asyncio", "ftplib", "glob", "http", "imaplib", "io", "multiprocessing", "os", "pathlib", "poplib", "random",
    "secrets", "select", "shutil", "smtplib", "socket", "socketserver", "sqlite3", "ssl", "subprocess", "tempfile",
    "threading", "time", "urllib", "uuid",
})  # fmt: skip
ONLY_IN = {"core/codec.py": {"msgspec"}}  # what one file of the core may import beside the standard library


def imported(path: Path) -> set[str]:
    """Every module that a file imports, also inside functions, by its full name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def files(layer: str) -> list[Path]:
    return sorted((ROOT / layer).rglob("*.py"))


@pytest.mark.parametrize("layer", LAYERS)
def test_imports_point_one_way(layer):
    later = LAYERS[LAYERS.index(layer) + 1 :]
    wrong = {
        f"{path.relative_to(ROOT)} → {name}"
        for path in files(layer)
        for name in imported(path)
        if name.startswith(tuple(f"guatu.{other}" for other in later))
    }
    assert not wrong


FLOORS = (  # of the web apps, from the ground up: each may import those before it
    {"base"},
    {"audit"},
    {"search"},
    {"people"},
    {"decisions"},
    {"figures"},
    {"plans"},
    {"tasks"},
    {"standing"},
    {"check", "upkeep", "loads"},  # rooms: siblings of one floor never import one another
    {"public"},
    {"office"},
)
FLOOR = {app: n for n, apps in enumerate(FLOORS) for app in sorted(apps)}  # in one order, for every worker
STAIRS = {"settings", "urls", "wsgi"}  # they join the floors and are imported by none


def app_of(module: str) -> str:
    """The app of a module's full name; empty for a module outside web."""
    parts = module.split(".")
    return parts[2] if parts[:2] == ["guatu", "web"] and len(parts) > 2 else ""


def test_every_app_stands_on_a_floor():
    apps = {p.stem for p in (ROOT / "web").iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()}
    assert apps - {"__init__"} == FLOOR.keys() | STAIRS


@pytest.mark.parametrize("app", sorted(FLOOR))
def test_an_app_imports_only_floors_below(app):
    wrong = {
        f"{path.relative_to(ROOT)} → {name}"
        for path in files(f"web/{app}")
        for name in imported(path)
        if (other := app_of(name)) and other != app and FLOOR.get(other, len(FLOORS)) >= FLOOR[app]
    }
    assert not wrong


def test_the_pages_of_the_office_ask_no_table_themselves():
    """They ask selectors and services, which know who asks and leave out what that person may not see."""
    wrong = {
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in files("web/office")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager")
    }
    assert not wrong


def test_the_rooms_of_a_plan_stand_in_order():
    """plans is one aggregate of three; its lowest room knows nothing of the others."""
    rooms = ["ledger", "review", "amend", "in_force", "links", "owners", "example"]
    wrong = {
        f"{path.relative_to(ROOT)} → {name}"
        for n, room in enumerate(rooms)
        for path in files("web/plans")
        if path.relative_to(ROOT / "web" / "plans").parts[0].removesuffix(".py") == room
        for name in imported(path)
        for later in rooms[n + 1 :]
        if name.startswith(f"guatu.web.plans.{later}")
    }
    assert not wrong


def test_the_core_uses_the_standard_library_itself_and_one_codec():
    wrong = {
        f"{path.relative_to(ROOT)} → {name}"
        for path in files("core")
        for name in imported(path)
        if name.split(".")[0] not in (*PURE, "guatu", *ONLY_IN.get(str(path.relative_to(ROOT)), ()))
    }
    assert not wrong


def test_the_core_asks_no_clock():
    wrong = {
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in files("core")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("now", "today", "utcnow")
        and isinstance(node.value, ast.Name) and node.value.id in ("date", "datetime")
    }  # fmt: skip
    assert not wrong


@pytest.mark.parametrize(
    ("modules", "absent"),
    [
        (["guatu." + ".".join(p.relative_to(ROOT).with_suffix("").parts) for p in files("core")],
         ["django", "socket", "ssl", "sqlite3", "http.client", "urllib.request", "guatu.store", "guatu.web"]),
        (["guatu.cli.compile", "guatu.cli.check", "guatu.core.plan.compiler", "guatu.core.plan.published"], ["django"]),
        (["guatu.cli", "guatu.cli.status"], ["django", "weasyprint", "granian", "xlsxwriter", "python_calamine"]),
    ],
    ids=["core", "compile and check", "status before it opens the store"],
)  # fmt: skip
def test_importing_brings_nothing_heavy(modules, absent):
    code = (
        f"import sys\n{chr(10).join(f'import {m}' for m in modules)}\nprint([m for m in {absent} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_each_error_code_belongs_to_one_error():
    codes: dict[str, set[str]] = {}
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                for code in _codes(node):
                    codes.setdefault(code, set()).add(node.name)
    assert {code: names for code, names in codes.items() if len(names) > 1} == {}


ROWS = {  # a table of the store and the value that the core understands, on purpose of one name
    "Change", "Claim", "Commitment", "Heading", "Indicator", "Observation", "Passage", "Plan", "Question", "Region",
    "Source",
}  # fmt: skip


def test_a_class_has_one_meaning():
    """One name, one thing, wherever one reads it; a model may share it with the value that its rows become."""
    found: dict[str, list[str]] = {}
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and node.name != "Migration":
                found.setdefault(node.name, []).append(str(path.relative_to(ROOT)))
    twice = {name: places for name, places in found.items() if len(places) > 1}
    assert {name: places for name, places in twice.items() if name not in ROWS} == {}
    assert all(len(twice[name]) == 2 and sum(p.endswith("models.py") for p in twice[name]) == 1 for name in ROWS)


def _codes(error: ast.ClassDef) -> list[str]:
    found = []
    for line in error.body:
        targets = (
            line.targets if isinstance(line, ast.Assign) else [line.target] if isinstance(line, ast.AnnAssign) else []
        )
        for target in targets:
            names = target.elts if isinstance(target, ast.Tuple) else [target]
            if isinstance(names[0], ast.Name) and names[0].id == "code" and line.value is not None:
                value = line.value.elts[0] if isinstance(line.value, ast.Tuple) else line.value
                if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value[1:].isdigit():
                    found.append(value.value)
    return found
