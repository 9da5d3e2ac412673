from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongxin.brands.enums import EvidenceKind, EvidenceStatus, Level
from tongxin.brands.models.brand import Brand
from tongxin.facts.models import FactKind


class Evidence(models.Model):
    """Something that shows a brand's standing at a level: what, who says so, when, and where it can be read.

    It counts once somebody other than who entered it has confirmed it. Visitors are counted from the brand's facts of
    `fact_kind` between `since` and `on`; nobody types how many. Written by `brands.actions.evidence`; `status` by the
    EVIDENCE workflow only. Accounts are numbers, so that one can be erased without changing what was confirmed.
    """

    PUBLIC_TEXTS: ClassVar[tuple[str, ...]] = ("title", "title_en", "source")

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="evidence")
    level = models.CharField(_("层级"), max_length=10, choices=Level.choices)
    kind = models.CharField(_("类别"), max_length=10, choices=EvidenceKind.choices)
    title = models.CharField(_("内容"), max_length=120)
    title_en = models.CharField(_("英文内容"), max_length=200, blank=True)
    source = models.CharField(_("出处"), max_length=120)
    address = models.URLField(_("网址"), max_length=300, blank=True)
    on = models.DateField(_("日期"))
    since = models.DateField(_("从"), null=True, blank=True)
    fact_kind = models.ForeignKey(
        FactKind, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("实绩种类")
    )
    file = models.ForeignKey(
        "common.Attachment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("证明文件")
    )
    status = models.CharField(_("状态"), max_length=10, choices=EvidenceStatus.choices, default=EvidenceStatus.ENTERED)
    reason = models.CharField(_("理由"), max_length=300, blank=True)
    entered_by_id = models.BigIntegerField(null=True, blank=True)
    entered_on = models.DateField(_("登记日期"))
    decided_by_id = models.BigIntegerField(null=True, blank=True)
    decided_on = models.DateField(_("核对日期"), null=True, blank=True)
    is_sample = models.BooleanField(_("示例"), default=False)

    class Meta:
        verbose_name = _("佐证")
        verbose_name_plural = _("佐证")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=EvidenceKind.COVERAGE) | ~Q(address=""), name="coverage_has_address"
            ),
            models.CheckConstraint(
                condition=~Q(kind=EvidenceKind.VISITORS)
                | Q(fact_kind__isnull=False, since__isnull=False, since__lte=F("on")),
                name="visitors_are_counted",
            ),
            models.CheckConstraint(
                condition=Q(decided_by_id__isnull=True)
                | Q(entered_by_id__isnull=True)
                | ~Q(decided_by_id=F("entered_by_id"))
                | Q(status=EvidenceStatus.WITHDRAWN),
                name="evidence_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return self.title
