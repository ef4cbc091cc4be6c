"""A grant gets a scope, an account may wait for approval, and the passwords that were used are remembered.

Grants made before have no scope: they hold in the whole city, as they did.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

ROLES = [
    ("dispatcher", "调度员"), ("liaison", "联络员"), ("statistician", "统计员"), ("mayor", "市领导"),
    ("district", "区级专员"), ("administrator", "系统管理员"), ("security", "安全管理员"), ("auditor", "审计管理员"),
]  # fmt: skip
KINDS = [("", "全市"), ("unit", "单位"), ("region", "地区"), ("service", "服务"), ("plan", "方案")]


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [
        migrations.AddField("user", "waiting", models.BooleanField("待批准", default=False)),
        migrations.AddField(
            "grant", "scope_kind", models.CharField("范围类别", max_length=10, choices=KINDS, blank=True, default="")
        ),
        migrations.AddField(
            "grant", "scope_key", models.CharField("范围", max_length=120, blank=True, default="")
        ),
        migrations.AlterField("grant", "role", models.CharField("角色", max_length=20, choices=ROLES)),
        migrations.RemoveConstraint("grant", "people_grant_in_order"),
        migrations.RemoveConstraint("grant", "people_grant_once_a_day"),
        migrations.AddConstraint(
            "grant",
            models.UniqueConstraint(
                fields=["user", "role", "since", "scope_kind", "scope_key"], name="people_grant_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            "grant",
            models.CheckConstraint(
                condition=Q(scope_kind="", scope_key="") | ~Q(scope_kind="") & ~Q(scope_key=""),
                name="people_grant_scope_is_whole",
            ),
        ),
        migrations.CreateModel(
            name="UsedPassword",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("encoded", models.CharField(max_length=128)),
                ("user", models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="used_passwords",
                    to=settings.AUTH_USER_MODEL,
                )),
            ],
            options={"ordering": ["-id"]},
        ),
    ]  # fmt: skip
