from django.db import migrations

from guatu.web.base.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("amend", "0001_initial")]
    operations = [
        append_only("amend_amendment", unique=("id", "old_id", "new_id")),
        append_only("amend_change", unique=("id",)),
    ]
