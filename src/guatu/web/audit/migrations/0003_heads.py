from django.db import migrations

from guatu.web.audit.guards import OnlyForward


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [OnlyForward("audit_head")]
