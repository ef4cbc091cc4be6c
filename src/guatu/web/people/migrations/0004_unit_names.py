"""A unit bears the other words by which papers name it, and the unit that took over its work."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_signed_in_as")]
    operations = [
        migrations.AddField("unit", "aliases", models.JSONField(blank=True, default=list, verbose_name="别名")),
        migrations.AddField(
            "unit",
            "successor",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="predecessors",
                to="people.unit",
                verbose_name="承接单位",
            ),
        ),
    ]
