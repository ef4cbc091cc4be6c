"""A long load comes in slices. The key of a figure follows from its statement and its number: the statement is held."""

from django.db import migrations, models

from guatu.web.figures.guards import AboveAll, InOnceSealed

STATEMENT = ("indicator_id", "region_id", "year", "first_month", "last_month", "stage", "source_id", "unit")
FIGURES, BATCHES = "indicators_observation", "indicators_batch"


class Migration(migrations.Migration):
    dependencies = [("indicators", "0005_dated")]
    operations = [
        migrations.CreateModel(
            name="Incoming",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("figures_after", models.BigIntegerField(verbose_name="此前最后一条数据")),
                ("batches_after", models.BigIntegerField(verbose_name="此前最后一批")),
            ],
            options={
                "verbose_name": "正在入库",
                "verbose_name_plural": "正在入库",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="indicators_incoming_one")
                ],
            },
        ),
        migrations.AlterField(model_name="observation", name="key", field=models.CharField(max_length=64)),
        InOnceSealed(FIGURES, "figures_after", unique=("id", STATEMENT)),
        InOnceSealed(BATCHES, "batches_after", unique=("id",)),
        AboveAll({"figures_after": FIGURES, "batches_after": BATCHES}),
    ]
