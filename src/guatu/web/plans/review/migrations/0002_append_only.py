from django.db import migrations

from guatu.web.base.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("review", "0001_initial")]
    operations = [
        append_only("review_edit", unique=("id",)),
        append_only("review_version", unique=("id",)),
    ]
