from django.db import migrations

# As they were when they stood in the code: code, name, English name, needs an address, is counted from facts.
SHIPPED = (
    ("award", "获奖或表彰", "Award or commendation", False, False),
    ("adopted", "上级采用", "Adopted by a higher body", False, False),
    ("spread", "外地借鉴推广", "Taken up elsewhere", False, False),
    ("coverage", "媒体报道", "Media coverage", True, False),
    ("visitors", "来访人次", "Visitors", False, True),
)


def declare(apps, schema_editor):
    """Each system declares the kinds that stood in the code; each piece of evidence keeps its own."""
    system_model, kind_model = apps.get_model("brands", "BrandSystem"), apps.get_model("brands", "EvidenceKind")
    evidence = apps.get_model("brands", "Evidence")
    for system in system_model.objects.all():
        for position, (code, name, name_en, needs_address, is_counted) in enumerate(SHIPPED, start=1):
            kind = kind_model.objects.create(
                system=system,
                code=code,
                name=name,
                name_en=name_en,
                needs_address=needs_address,
                is_counted=is_counted,
                position=position,
            )
            rows = evidence.objects.filter(brand__family__category__system=system, word=code)
            evidence.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(kind=kind)


def back(apps, schema_editor):
    """What a city declared itself becomes the nearest of the words, an award."""
    words = {code for code, *_rest in SHIPPED}
    evidence = apps.get_model("brands", "Evidence")
    for row in evidence.objects.select_related("kind"):
        evidence.objects.filter(pk=row.pk).update(word=row.kind.code if row.kind.code in words else "award", kind=None)
    apps.get_model("brands", "EvidenceKind").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("brands", "0002_evidence_kinds")]

    operations = [migrations.RunPython(declare, back)]
