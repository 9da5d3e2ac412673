"""The ledger and its totals.

Triggers refuse UPDATE and DELETE on the ledger's three tables, whoever asks. SQLite drops a table's triggers when a later
migration rebuilds the table (AlterField and the like): such a migration must end with `write_once` again; the test
`tests/facts/test_append_only.py` fails until it does.
"""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import tongxin.facts.quantities
from decimal import Decimal
from django.db import migrations, models


LEDGER = ("facts_fact", "facts_factsubject", "facts_factevidence")
REFUSAL = "the ledger is append-only: record a counter-entry"


def write_once(apps, schema_editor):
    """Make the triggers that refuse to change or delete rows of the ledger."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION facts_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
    for table in LEDGER:
        for event in ("UPDATE", "DELETE"):
            name = f"{table}_refuse_{event.lower()}"
            if schema_editor.connection.vendor == "postgresql":
                does = "FOR EACH ROW EXECUTE FUNCTION facts_refuse_change()"
            else:
                does = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            schema_editor.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} {does}")


def write_freely(apps, schema_editor):
    """Drop the triggers again: before the tables go."""
    for table in LEDGER:
        for event in ("UPDATE", "DELETE"):
            on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER {table}_refuse_{event.lower()}{on}")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION facts_refuse_change()")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='FactKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='代码')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('unit', models.CharField(max_length=10, verbose_name='计量单位')),
                ('decimals', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(6)], verbose_name='小数位数')),
                ('counts_persons', models.BooleanField(default=False, verbose_name='按人计数')),
                ('is_public', models.BooleanField(default=False, verbose_name='可以公开')),
                ('is_active', models.BooleanField(default=True, verbose_name='使用中')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
            ],
            options={
                'verbose_name': '实绩种类',
                'verbose_name_plural': '实绩种类',
                'ordering': ['position', 'code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('decimals__lte', 6)), name='fact_kind_decimals'), models.CheckConstraint(condition=models.Q(models.Q(('unit', ''), _negated=True), models.Q(('name', ''), _negated=True)), name='fact_kind_named')],
            },
        ),
        migrations.CreateModel(
            name='Fact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quantity', tongxin.facts.quantities.QuantityField(verbose_name='数量')),
                ('happened_on', models.DateField(verbose_name='日期')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='地点')),
                ('summary', models.CharField(blank=True, max_length=500, verbose_name='摘要')),
                ('source_kind', models.CharField(max_length=80)),
                ('source_id', models.CharField(max_length=64)),
                ('source_key', models.CharField(blank=True, max_length=160)),
                ('recorded_by_id', models.BigIntegerField(blank=True, null=True, verbose_name='记录人账号')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='记录时间')),
                ('correction_reason', models.CharField(blank=True, max_length=500, verbose_name='更正理由')),
                ('corrects', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='facts.fact')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='organisations.unit', verbose_name='单位')),
                ('replaces', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replacements', to='facts.fact')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='facts.factkind', verbose_name='种类')),
            ],
            options={
                'verbose_name': '实绩',
                'verbose_name_plural': '实绩',
            },
        ),
        migrations.CreateModel(
            name='FactSubject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_kind', models.CharField(max_length=80)),
                ('subject_id', models.CharField(max_length=64)),
                ('happened_on', models.DateField()),
                ('fact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='subjects', to='facts.fact')),
            ],
        ),
        migrations.CreateModel(
            name='MonthlyTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_kind', models.CharField(max_length=80)),
                ('subject_id', models.CharField(max_length=64)),
                ('month', models.DateField()),
                ('count', models.BigIntegerField(default=0)),
                ('total', tongxin.facts.quantities.QuantityField(default=Decimal('0'))),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='facts.factkind')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.unit')),
            ],
        ),
        migrations.CreateModel(
            name='SubjectTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_kind', models.CharField(max_length=80)),
                ('subject_id', models.CharField(max_length=64)),
                ('count', models.BigIntegerField(default=0)),
                ('total', tongxin.facts.quantities.QuantityField(default=Decimal('0'))),
                ('latest_quantity', tongxin.facts.quantities.QuantityField(null=True)),
                ('latest_on', models.DateField(null=True)),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='facts.factkind')),
                ('latest_fact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='facts.fact')),
            ],
        ),
        migrations.CreateModel(
            name='FactEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attachment_id', models.UUIDField()),
                ('fact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='facts.fact')),
            ],
            options={
                'indexes': [models.Index(fields=['attachment_id'], name='fact_by_evidence')],
                'constraints': [models.UniqueConstraint(fields=('fact', 'attachment_id'), name='fact_evidence_once')],
            },
        ),
        migrations.AddIndex(
            model_name='fact',
            index=models.Index(fields=['organisation', '-happened_on', '-id'], name='fact_by_unit'),
        ),
        migrations.AddIndex(
            model_name='fact',
            index=models.Index(fields=['source_kind', 'source_id'], name='fact_by_source'),
        ),
        migrations.AddConstraint(
            model_name='fact',
            constraint=models.CheckConstraint(condition=models.Q(('quantity', 0), _negated=True), name='fact_quantity_not_zero'),
        ),
        migrations.AddConstraint(
            model_name='fact',
            constraint=models.UniqueConstraint(condition=models.Q(('source_key', ''), _negated=True), fields=('source_key',), name='fact_source_once'),
        ),
        migrations.AddConstraint(
            model_name='fact',
            constraint=models.UniqueConstraint(fields=('corrects',), name='fact_corrected_once'),
        ),
        migrations.AddConstraint(
            model_name='fact',
            constraint=models.UniqueConstraint(fields=('replaces',), name='fact_replaced_once'),
        ),
        migrations.AddConstraint(
            model_name='fact',
            constraint=models.CheckConstraint(condition=models.Q(('corrects__isnull', True), ('replaces__isnull', True), _connector='OR'), name='fact_counter_or_replacement'),
        ),
        migrations.AddConstraint(
            model_name='fact',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('correction_reason', ''), ('corrects__isnull', True), ('replaces__isnull', True)), models.Q(models.Q(('corrects__isnull', True), ('replaces__isnull', True), _negated=True), models.Q(('correction_reason', ''), _negated=True)), _connector='OR'), name='fact_correction_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='fact',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('corrects__isnull', True), models.Q(('corrects', models.F('id')), _negated=True), _connector='OR'), models.Q(('replaces__isnull', True), models.Q(('replaces', models.F('id')), _negated=True), _connector='OR')), name='fact_corrects_another'),
        ),
        migrations.AddIndex(
            model_name='factsubject',
            index=models.Index(fields=['subject_kind', 'subject_id', '-happened_on', '-fact'], name='fact_by_subject'),
        ),
        migrations.AddConstraint(
            model_name='factsubject',
            constraint=models.UniqueConstraint(fields=('fact', 'subject_kind', 'subject_id'), name='fact_counts_once_for'),
        ),
        migrations.AddConstraint(
            model_name='monthlytotal',
            constraint=models.UniqueConstraint(fields=('subject_kind', 'subject_id', 'month', 'kind', 'organisation'), name='monthly_total_once'),
        ),
        migrations.AddConstraint(
            model_name='monthlytotal',
            constraint=models.CheckConstraint(condition=models.Q(('count__gte', 0)), name='monthly_total_count_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='monthlytotal',
            constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='monthly_total_first_day'),
        ),
        migrations.AddConstraint(
            model_name='subjecttotal',
            constraint=models.UniqueConstraint(fields=('subject_kind', 'subject_id', 'kind'), name='subject_total_once'),
        ),
        migrations.AddConstraint(
            model_name='subjecttotal',
            constraint=models.CheckConstraint(condition=models.Q(('count__gte', 0)), name='subject_total_count_not_negative'),
        ),
        migrations.RunPython(write_once, write_freely),
    ]
