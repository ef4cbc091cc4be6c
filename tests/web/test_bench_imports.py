"""What the benchmarks take from guatu is there: they run rarely, and would be the last to notice a moved module."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

BENCH = sorted((Path(__file__).parents[2] / "bench").glob("*.py"))


def taken(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "guatu":
            yield from ((str(node.module), alias.name) for alias in node.names)


def there(module: str, name: str) -> bool:
    try:
        return hasattr(importlib.import_module(module), name) or bool(importlib.import_module(f"{module}.{name}"))
    except ModuleNotFoundError:
        return False


def test_the_benchmarks_are_found():
    assert any(list(taken(path)) for path in BENCH)


@pytest.mark.parametrize("path", BENCH, ids=[path.stem for path in BENCH])
def test_what_a_benchmark_takes_is_there(path: Path):
    assert [f"{module}.{name}" for module, name in taken(path) if not there(module, name)] == []
