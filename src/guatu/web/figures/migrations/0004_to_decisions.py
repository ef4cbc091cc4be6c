from django.db import migrations

from guatu.web.decisions.upgrade import carry_over


def carry(apps, editor):
    Region, Source, Indicator, Definition, RuleSet = (
        apps.get_model("indicators", name) for name in ("Region", "Source", "Indicator", "Definition", "RuleSet")
    )
    carry_over(apps, "region", {
        r.code: ({"code": r.code, "name": r.name, "level": r.level, "parent": r.parent_id or "", "aliases": r.aliases}, None)
        for r in Region.objects.all()
    }, replaces="indicators.region")
    carry_over(apps, "source", {
        s.code: ({
            "code": s.code, "title": s.title, "publisher": s.publisher, "published": s.published, "url": s.url,
            "rank": s.rank, "note": s.note,
        }, None)
        for s in Source.objects.all()
    }, replaces="indicators.source")
    carry_over(apps, "indicator", {
        i.code: ({
            "code": i.code, "name": i.name, "unit": i.unit, "nature": i.nature, "aliases": i.aliases,
            "wanted": i.wanted, "growth_basis": i.growth_basis,
            "formula": {"numerator": i.numerator_id, "denominator": i.denominator_id, "factor": i.factor}
            if i.numerator_id else None,
            "not_same_as": i.not_same_as, "note": i.note, "read_as": i.read_as, "scopes": i.scopes,
            "open_question": i.open_question,
        }, None)
        for i in Indicator.objects.all()
    }, replaces="indicators.indicator")
    carry_over(apps, "definition", {
        d.code: ({
            "code": d.code, "indicator": d.indicator_id, "text": d.text, "since": d.since, "confirmed": d.confirmed,
            "source": d.source,
        }, d.since)
        for d in Definition.objects.all()
    }, replaces="indicators.definition")
    for number, r in enumerate(RuleSet.objects.order_by("since", "id")):
        value = {
            "code": r.code, "version": r.version, "title": r.title, "since": r.since, "source": r.source,
            **r.thresholds,
            "rules": {code: {"code": code, "says": says, "source": source} for code, says, source in r.rules},
            "lights": {
                status: {"status": status, "word": word, "colour": colour} for status, word, colour in r.lights
            },
        }
        carry_over(apps, "rules", {"city": (value, r.since)}, replaces="indicators.ruleset", batch=str(number))


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0003_store"),
        ("decisions", "0002_append_only"),
        ("audit", "0002_append_only"),
    ]
    operations = [migrations.RunPython(carry, migrations.RunPython.noop)]
