"""A document says one number once: the database holds it, and one figure finds its like among a million by an index."""

import django.db.models.deletion
from django.db import migrations, models

from guatu.web.base.append_only import append_only

STATEMENT = ("indicator", "region", "year", "first_month", "last_month", "stage", "source", "unit")
COLUMNS = ("indicator_id", "region_id", "year", "first_month", "last_month", "stage", "source_id", "unit")


def without_index(name):
    to = models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="observations", to=f"indicators.{name}"
    )
    return migrations.AlterField(model_name="observation", name=name, field=to)


class Migration(migrations.Migration):
    dependencies = [("indicators", "0002_append_only")]
    operations = [
        migrations.RemoveIndex(model_name="observation", name="indicators_obs_series"),
        *(without_index(name) for name in ("batch", "indicator", "region", "source")),
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(fields=["source", "region", "id"], name="indicators_obs_document"),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.UniqueConstraint(fields=STATEMENT, name="indicators_obs_statement"),
        ),
        append_only("indicators_observation", unique=("id", "key", COLUMNS)),
    ]
