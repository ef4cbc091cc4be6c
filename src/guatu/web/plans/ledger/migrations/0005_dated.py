from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_to_decisions")]
    operations = [
        migrations.DeleteModel("Link"),
        migrations.DeleteModel("WorkYear"),
        migrations.AlterModelOptions(
            "plan", {"ordering": ["id"], "verbose_name": "方案", "verbose_name_plural": "方案"}
        ),
        migrations.RemoveField("plan", "active"),
    ]
