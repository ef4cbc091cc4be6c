from django.db import migrations

from guatu.web.audit.chain import GENESIS
from guatu.web.base.append_only import append_only


def begin_chain(apps, editor):
    apps.get_model("audit", "Head").objects.get_or_create(id=1, defaults={"seq": 0, "hash": GENESIS})


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.RunPython(begin_chain, migrations.RunPython.noop),
        append_only("audit_entry", unique=("seq", "hash")),
    ]
