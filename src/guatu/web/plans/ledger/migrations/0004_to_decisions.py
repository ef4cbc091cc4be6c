from django.db import migrations

from guatu.web.decisions.upgrade import carry_over


def carry(apps, editor):
    Link, WorkYear = apps.get_model("ledger", "Link"), apps.get_model("ledger", "WorkYear")
    carry_over(apps, "link", {
        f"{link.commitment.plan.code}/{link.commitment.code}": ({
            "target": link.commitment.code, "indicator": link.indicator_id or "", "form": link.form,
            "region": link.region_id or "", "versus": link.versus_id or "", "confirmed": link.confirmed,
            "why": link.why or None, "reason": link.reason,
        }, None)
        for link in Link.objects.select_related("commitment__plan")
    }, replaces="ledger.link")
    carry_over(apps, "calendar", {
        str(row.year): ({"year": row.year, "off": sorted(row.off), "makeup": sorted(row.makeup), "source": row.source}, None)
        for row in WorkYear.objects.all()
    }, replaces="ledger.workyear")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_file_append_only"), ("indicators", "0004_to_decisions")]
    operations = [migrations.RunPython(carry, migrations.RunPython.noop)]
