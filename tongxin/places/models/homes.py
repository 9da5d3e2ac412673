"""Members' homes: the standard, what shows that a home meets it, and its operating funds.

Sensitive by association (red line 2): nothing here points at a person, and none of it may. A test walks these models.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.facts.models import FactKind
from tongxin.places.enums import Aspect, FundFlow
from tongxin.places.models.place import Place


class HomeCriterion(models.Model):
    """One criterion of the standard of a home. Data, not code; one that is no longer asked is not `is_active`.

    Evidence holds `valid_months` (0: lasting). With a `fact_kind` nobody brings evidence: it is met where the home's
    facts of the last twelve months are at least `minimum`.
    """

    code = models.SlugField(_("代码"), max_length=40, unique=True)
    aspect = models.CharField(_("方面"), max_length=10, choices=Aspect.choices)
    name = models.CharField(_("名称"), max_length=40)
    how = models.CharField(_("怎样算达到"), max_length=200)
    valid_months = models.PositiveSmallIntegerField(_("依据管几个月"), default=0)
    fact_kind = models.ForeignKey(
        FactKind, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("按哪种实绩计")
    )
    minimum = models.PositiveIntegerField(_("一年至少"), null=True, blank=True)
    position = models.PositiveIntegerField(_("次序"), default=0)
    is_active = models.BooleanField(_("使用中"), default=True)

    class Meta:
        verbose_name = _("成员之家标准")
        verbose_name_plural = _("成员之家标准")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fact_kind__isnull=True, minimum__isnull=True) | Q(fact_kind__isnull=False, minimum__gte=1),
                name="home_criterion_counted_whole",
            )
        ]

    def __str__(self) -> str:
        return self.name


class HomeEvidence(models.Model):
    """What was found of one criterion at a home on a day; the latest that was not withdrawn counts.

    Never changed: a wrong one is withdrawn. Written by `places.actions.homes`.
    """

    home = models.ForeignKey(Place, models.PROTECT, related_name="home_evidence", verbose_name=_("成员之家"))
    criterion = models.ForeignKey(HomeCriterion, models.PROTECT, related_name="evidence", verbose_name=_("标准"))
    is_met = models.BooleanField(_("达到"))
    note = models.CharField(_("说明"), max_length=300, blank=True)
    attachment = models.ForeignKey(
        "common.Attachment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("附件")
    )
    seen_on = models.DateField(_("日期"))
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("达标依据")
        verbose_name_plural = _("达标依据")
        ordering = ["-seen_on", "-pk"]
        indexes = [models.Index(fields=["home", "criterion", "-seen_on"], name="home_evidence_latest")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(note="") | Q(attachment__isnull=False), name="home_evidence_shows_something"
            )
        ]

    def __str__(self) -> str:
        return f"{self.seen_on} {self.criterion_id}"


class HomeFund(models.Model):
    """Operating funds granted to a home or used by it in a period, in yuan, until the ledger keeps them.

    `quarter` empty is the whole year. Never changed: a wrong figure is withdrawn with a reason.
    """

    PUBLIC_TEXTS: ClassVar[tuple[str, ...]] = ("purpose", "source")

    home = models.ForeignKey(Place, models.PROTECT, related_name="home_funds", verbose_name=_("成员之家"))
    year = models.PositiveSmallIntegerField(_("年度"))
    quarter = models.PositiveSmallIntegerField(_("季度"), null=True, blank=True)
    flow = models.CharField(_("拨付还是使用"), max_length=8, choices=FundFlow.choices)
    amount = models.DecimalField(_("金额（元）"), max_digits=14, decimal_places=2)
    purpose = models.CharField(_("用途"), max_length=100, blank=True)
    source = models.CharField(_("依据"), max_length=200)
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(_("撤回理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("运行经费")
        verbose_name_plural = _("运行经费")
        ordering = ["-year", "-quarter", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="home_fund_amount"),
            models.CheckConstraint(condition=~Q(source=""), name="home_fund_has_source"),
            models.CheckConstraint(
                condition=Q(quarter__isnull=True) | Q(quarter__range=(1, 4)), name="home_fund_quarter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.get_flow_display()} {self.amount}"
