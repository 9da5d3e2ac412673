from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tongxin.common.subjects import Subject
from tongxin.facts.append_only import WrittenOnceModel
from tongxin.facts.quantities import QuantityField
from tongxin.organisations.models import Unit


class FactKind(models.Model):
    """A kind of thing done (activity held, firm visited, yuan granted): data that a city may extend, not code.

    `unit` is the Chinese measure word that quantities of this kind are in (场, 人次, 家, 元); `name_en` and `unit_en` are shown
    to those who read English. `decimals` says how many
    decimal places a quantity may have. `counts_persons` marks head-counts: published figures below ten are suppressed.
    Written only by `facts.actions.kinds`; code, and once facts exist also unit and decimals, never change.
    """

    code = models.SlugField(_("代码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=40)
    name_en = models.CharField(_("英文名称"), max_length=80, blank=True)
    unit = models.CharField(_("计量单位"), max_length=10)
    unit_en = models.CharField(_("英文计量单位"), max_length=20, blank=True)
    decimals = models.PositiveSmallIntegerField(_("小数位数"), default=0, validators=[MaxValueValidator(6)])
    counts_persons = models.BooleanField(_("按人计数"), default=False)
    is_public = models.BooleanField(_("可以公开"), default=False)
    is_active = models.BooleanField(_("使用中"), default=True)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)
    note = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("实绩种类")
        verbose_name_plural = _("实绩种类")
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(decimals__lte=6), name="fact_kind_decimals"),
            models.CheckConstraint(condition=~Q(unit="") & ~Q(name=""), name="fact_kind_named"),
        ]

    def __str__(self) -> str:
        return self.name


class Fact(WrittenOnceModel):
    """What was done, written once by the unit that did it.

    Never changed, never deleted. A correction is a counter-entry (`corrects` points at the fact it takes back, with the
    opposite quantity) and, where there is a right figure, a new fact that `replaces` the wrong one. Written only by
    `facts.actions`. `quantity` is in `kind.unit` and may be negative (money paid back). `source` is the thing it came
    from (a report, an event, a case, a payment); `source_key`, where there is one, makes recording idempotent.
    `recorded_by_id` is an account number, so that an account can be erased without changing the ledger.
    """

    kind = models.ForeignKey(FactKind, models.PROTECT, related_name="facts", verbose_name=_("种类"))
    quantity = QuantityField(_("数量"))
    organisation = models.ForeignKey(Unit, models.PROTECT, related_name="facts", verbose_name=_("单位"))
    happened_on = models.DateField(_("日期"))
    place = models.CharField(_("地点"), max_length=120, blank=True)
    summary = models.CharField(_("摘要"), max_length=500, blank=True)
    source_kind = models.CharField(max_length=80)
    source_id = models.CharField(max_length=64)
    source_key = models.CharField(max_length=160, blank=True)
    recorded_by_id = models.BigIntegerField(_("记录人账号"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("记录时间"), default=timezone.now)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replacements")
    correction_reason = models.CharField(_("更正理由"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("实绩")
        verbose_name_plural = _("实绩")
        constraints = [
            models.CheckConstraint(condition=~Q(quantity=0), name="fact_quantity_not_zero"),
            models.UniqueConstraint(fields=["source_key"], condition=~Q(source_key=""), name="fact_source_once"),
            models.UniqueConstraint(fields=["corrects"], name="fact_corrected_once"),
            models.UniqueConstraint(fields=["replaces"], name="fact_replaced_once"),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | Q(replaces__isnull=True), name="fact_counter_or_replacement"
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, replaces__isnull=True, correction_reason="")
                | (~Q(corrects__isnull=True, replaces__isnull=True) & ~Q(correction_reason="")),
                name="fact_correction_has_reason",
            ),
            models.CheckConstraint(
                condition=(Q(corrects__isnull=True) | ~Q(corrects=F("id")))
                & (Q(replaces__isnull=True) | ~Q(replaces=F("id"))),
                name="fact_corrects_another",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-happened_on", "-id"], name="fact_by_unit"),
            models.Index(fields=["source_kind", "source_id"], name="fact_by_source"),
        ]

    def __str__(self) -> str:
        return f"{self.happened_on} {self.kind_id} {self.quantity}"

    @property
    def source(self) -> Subject:
        return Subject(self.source_kind, self.source_id)

    @property
    def is_counter_entry(self) -> bool:
        """Whether this entry takes another back; it counts as minus one."""
        return self.corrects_id is not None

    @property
    def counts(self) -> int:
        """What the entry adds to a number of facts: 1, or -1 for a counter-entry."""
        return -1 if self.is_counter_entry else 1


class FactSubject(WrittenOnceModel):
    """What a fact counts for, beside its unit: a project, the projects above it, a programme.

    Facts do not know their callers: `subject_kind` and `subject_id` are a `common.subjects.Subject`. The unit counts
    by itself and has no row here. `happened_on` is copied from the fact (neither row ever changes), so that one index
    gives a subject's facts in the order of time.
    """

    fact = models.ForeignKey(Fact, models.PROTECT, related_name="subjects")
    subject_kind = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    happened_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fact", "subject_kind", "subject_id"], name="fact_counts_once_for"),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-happened_on", "-fact"], name="fact_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.fact_id} {self.subject_kind}:{self.subject_id}"

    @property
    def subject(self) -> Subject:
        return Subject(self.subject_kind, self.subject_id)


class FactEvidence(WrittenOnceModel):
    """A file that shows what was done: the identifier of an attachment."""

    fact = models.ForeignKey(Fact, models.PROTECT, related_name="evidence")
    attachment_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fact", "attachment_id"], name="fact_evidence_once")]
        indexes = [models.Index(fields=["attachment_id"], name="fact_by_evidence")]

    def __str__(self) -> str:
        return f"{self.fact_id} {self.attachment_id}"


class MonthlyTotal(models.Model):
    """Kept total of one subject, kind, unit and month: `count` of facts net of counter-entries, `total` in kind.unit.

    `month` is the first day of the month. Written only by `facts.totals`, in the transaction of the fact.
    """

    subject_kind = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    kind = models.ForeignKey(FactKind, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    month = models.DateField()
    count = models.BigIntegerField(default=0)
    total = QuantityField(default=Decimal(0))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "month", "kind", "organisation"], name="monthly_total_once"
            ),
            models.CheckConstraint(condition=Q(count__gte=0), name="monthly_total_count_not_negative"),
            models.CheckConstraint(condition=Q(month__day=1), name="monthly_total_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind}:{self.subject_id} {self.month} {self.count} {self.total}"


class SubjectTotal(models.Model):
    """Kept total of one subject and kind over all time, with the latest fact that stands.

    The latest is the one that happened last (of several on a day, the one recorded last) and was not taken back.
    Written only by `facts.totals`, in the transaction of the fact.
    """

    subject_kind = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    kind = models.ForeignKey(FactKind, models.PROTECT, related_name="+")
    count = models.BigIntegerField(default=0)
    total = QuantityField(default=Decimal(0))
    latest_quantity = QuantityField(null=True)
    latest_on = models.DateField(null=True)
    latest_fact = models.ForeignKey(Fact, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "kind"], name="subject_total_once"),
            models.CheckConstraint(condition=Q(count__gte=0), name="subject_total_count_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind}:{self.subject_id} {self.count} {self.total}"
