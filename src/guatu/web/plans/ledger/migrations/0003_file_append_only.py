from django.db import migrations

from guatu.web.base.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_plan_file")]
    operations = [append_only("ledger_planfile", unique=("id", "plan_id"))]
