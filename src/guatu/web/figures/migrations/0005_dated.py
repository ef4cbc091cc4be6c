from django.db import migrations

KEPT = {
    "region": ("name", "level", "parent", "aliases"),
    "source": ("title", "publisher", "published", "url", "rank", "note"),
    "indicator": (
        "name", "unit", "nature", "aliases", "wanted", "growth_basis", "numerator", "denominator", "factor",
        "not_same_as", "note", "read_as", "scopes", "open_question",
    ),
}


class Migration(migrations.Migration):
    """What these tables said is decided by date now; they keep the codes that figures point to."""

    dependencies = [("indicators", "0004_to_decisions"), ("ledger", "0005_dated")]
    operations = [
        migrations.DeleteModel("Definition"),
        migrations.DeleteModel("RuleSet"),
        migrations.RemoveConstraint("indicator", "indicators_formula_has_both_parts"),
        migrations.AlterModelOptions(
            "source", {"ordering": ["code"], "verbose_name": "来源", "verbose_name_plural": "来源"}
        ),
        *(migrations.RemoveField(model, field) for model, fields in KEPT.items() for field in fields),
    ]
