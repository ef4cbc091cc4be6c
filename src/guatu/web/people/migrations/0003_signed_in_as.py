"""An administrator is signed in at one place: which, is remembered with the account."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_rights")]
    operations = [
        migrations.AddField(
            "user", "signed_in_as", models.CharField("登录处", max_length=64, blank=True, default="")
        ),
    ]
