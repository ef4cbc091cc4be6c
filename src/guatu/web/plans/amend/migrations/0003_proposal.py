"""An amendment that is being prepared is kept until it is recorded or dropped."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("amend", "0002_append_only"),
        ("ledger", "0007_plans_titles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            "Proposal",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField("文件名", max_length=120)),
                ("content", models.BinaryField(verbose_name="文件")),
                ("effective", models.DateField("起用日")),
                ("paper", models.CharField("依据", max_length=300)),
                ("reason", models.TextField("理由")),
                ("sent_at", models.DateTimeField("送来的时间")),
                ("by", models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL,
                    verbose_name="谁",
                )),
                ("old", models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="proposals", to="ledger.plan",
                )),
            ],
            options={"ordering": ["-id"], "verbose_name": "拟修订", "verbose_name_plural": "拟修订"},
        )
    ]  # fmt: skip
