"""Which migrations a store has, beside those that this version brings, and the tables as they make them."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps.registry import Apps
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

Node = tuple[str, str]  # app, name


def applied() -> list[Node]:
    return sorted(MigrationLoader(connection).applied_migrations)


def unknown(nodes: Iterable[Node]) -> list[Node]:
    """Those that this version does not have: the store is newer than the program."""
    return sorted(set(nodes) - set(MigrationLoader(None).disk_migrations))


def pending() -> list[Node]:
    """Those that the store still lacks."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [(step.app_label, step.name) for step, _ in plan]


def tables(nodes: Iterable[Node]) -> list[type[models.Model]]:
    """Every table that these migrations make, as they make it, whatever the code says today. By name."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    made: Apps = loader.project_state([n for n in nodes if n in loader.graph.nodes]).apps
    found = [m for m in made.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]
    return sorted(found, key=lambda model: model._meta.db_table)


def build(nodes: Iterable[Node]) -> None:
    """Bring an empty store to exactly these migrations."""
    wanted = set(nodes)
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    leaves = [n for n in sorted(wanted) if not any(c[0] == n[0] and c in wanted for c in graph.node_map[n].children)]
    executor.migrate([(app, name) for app, name in leaves])
