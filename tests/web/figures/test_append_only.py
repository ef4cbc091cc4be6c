"""The database itself refuses to change what was written once."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from guatu.web.audit.models import Entry
from guatu.web.base.append_only import guards_in_place
from guatu.web.figures.models import Batch, Observation

pytestmark = pytest.mark.django_db
TABLES = (Entry, Observation, Batch)


@pytest.mark.parametrize("table", TABLES)
def test_orm_update_and_delete_are_refused(table):
    for change in (
        lambda: table.objects.update(**{table._meta.pk.name: 0}),
        lambda: table.objects.order_by("pk").first().delete(),
        lambda: table.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize("table", [t._meta.db_table for t in TABLES])
def test_raw_sql_is_refused(table, engine):
    key = "seq" if table == "audit_entry" else "id"
    statements = [f"UPDATE {table} SET {key} = {key}", f"DELETE FROM {table}"]
    if engine == "postgresql":
        statements.append(f"TRUNCATE {table} CASCADE")
    else:
        statements += [
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
            f"REPLACE INTO {table} SELECT * FROM {table}",
        ]
    for statement in statements:
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert guards_in_place(table)


def test_a_lifted_guard_is_noticed(engine):
    table = Observation._meta.db_table
    with connection.cursor() as cursor:
        if engine == "postgresql":
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_change")
        else:
            cursor.execute(f"DROP TRIGGER {table}_no_update")
    assert not guards_in_place(table)
