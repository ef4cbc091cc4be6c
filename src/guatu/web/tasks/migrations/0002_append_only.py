from django.db import migrations

from guatu.web.base.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("tasks", "0001_task_files")]
    operations = [append_only("tasks_taskfile", unique=("id", ("plan_id", "sha256")))]
