from django.db import migrations, models
from django.db.models.deletion import PROTECT

import tongxin.brands.models.evidence


class Migration(migrations.Migration):
    """Kinds of evidence as data: the table, and room for it beside the word that stood there."""

    dependencies = [("brands", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="EvidenceKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=20, verbose_name="代码")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("name_en", models.CharField(blank=True, max_length=80, verbose_name="英文名称")),
                ("levels", models.JSONField(default=tongxin.brands.models.evidence.every_level, verbose_name="能说明哪几层")),
                ("needs_address", models.BooleanField(default=False, verbose_name="要有网址")),
                ("needs_file", models.BooleanField(default=False, verbose_name="要有证明文件")),
                ("is_counted", models.BooleanField(default=False, verbose_name="要有数字，由实绩算出")),
                ("is_offered", models.BooleanField(default=True, verbose_name="可以登记")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="次序")),
                (
                    "system",
                    models.ForeignKey(on_delete=PROTECT, related_name="evidence_kinds", to="brands.brandsystem"),
                ),
            ],
            options={
                "verbose_name": "佐证种类",
                "verbose_name_plural": "佐证种类",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("system", "code"), name="evidence_kind_once"),
                    models.UniqueConstraint(fields=("system", "name"), name="evidence_kind_name_once"),
                ],
            },
        ),
        migrations.RemoveConstraint("evidence", "coverage_has_address"),
        migrations.RemoveConstraint("evidence", "visitors_are_counted"),
        migrations.RenameField("evidence", "kind", "word"),
        # A default, so that the way back has something to put in.
        migrations.AlterField("evidence", "word", models.CharField(default="award", max_length=10)),
        migrations.AddField(
            "evidence",
            "kind",
            models.ForeignKey(
                null=True, on_delete=PROTECT, related_name="evidence", to="brands.evidencekind", verbose_name="类别"
            ),
        ),
    ]
