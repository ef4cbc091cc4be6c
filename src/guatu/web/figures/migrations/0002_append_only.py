from django.db import migrations

from guatu.web.base.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_initial")]
    operations = [
        append_only("indicators_observation", unique=("id", "key")),
        append_only("indicators_batch", unique=("id",)),
    ]
