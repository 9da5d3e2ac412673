from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongxin.brands.enums import EvidenceStatus, Level
from tongxin.brands.models.brand import Brand
from tongxin.brands.models.system import BrandSystem
from tongxin.facts.models import FactKind


def every_level() -> list[str]:
    return list(Level.values)


class EvidenceKind(models.Model):
    """A kind of evidence that a system of brands accepts: what can show standing, influence or being known. Data.

    `levels` are the aims it can show. Every piece says its source and its day; beyond these it must have what `needs_*`
    say. `is_counted` is evidence that is a figure: counted from facts of a period, typed by nobody. What is no longer
    offered stays with the rows that have it. Written by `brands.actions.evidence_kinds`.
    """

    system = models.ForeignKey(BrandSystem, models.PROTECT, related_name="evidence_kinds")
    code = models.SlugField(_("代码"), max_length=20)
    name = models.CharField(_("名称"), max_length=40)
    name_en = models.CharField(_("英文名称"), max_length=80, blank=True)
    levels = models.JSONField(_("能说明哪几层"), default=every_level)
    needs_address = models.BooleanField(_("要有网址"), default=False)
    needs_file = models.BooleanField(_("要有证明文件"), default=False)
    is_counted = models.BooleanField(_("要有数字，由实绩算出"), default=False)
    is_offered = models.BooleanField(_("可以登记"), default=True)
    position = models.PositiveIntegerField(_("次序"), default=0)

    class Meta:
        verbose_name = _("佐证种类")
        verbose_name_plural = _("佐证种类")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["system", "code"], name="evidence_kind_once"),
            models.UniqueConstraint(fields=["system", "name"], name="evidence_kind_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def level_names(self) -> list[str]:
        """The aims it can show, in their order, in words."""
        return [str(level.label) for level in Level if level in self.levels]

    @property
    def needs(self) -> list[str]:
        """What it must have besides a source and a day, in words."""
        wanted = (
            (self.needs_address, _("网址")),
            (self.needs_file, _("证明文件")),
            (self.is_counted, _("由实绩算出的数字")),
        )
        return [str(words) for is_wanted, words in wanted if is_wanted]


class Evidence(models.Model):
    """Something that shows a brand's standing at a level: what, who says so, when, and where it can be read.

    It counts once somebody other than who entered it has confirmed it. A figure is counted from the brand's facts of
    `fact_kind` between `since` and `on`; nobody types how many. Written by `brands.actions.evidence`; `status` by the
    EVIDENCE workflow only. Accounts are numbers, so that one can be erased without changing what was confirmed.
    """

    PUBLIC_TEXTS: ClassVar[tuple[str, ...]] = ("title", "title_en", "source")

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="evidence")
    level = models.CharField(_("层级"), max_length=10, choices=Level.choices)
    kind = models.ForeignKey(EvidenceKind, models.PROTECT, related_name="evidence", verbose_name=_("类别"))
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
                condition=Q(fact_kind__isnull=True, since__isnull=True)
                | Q(fact_kind__isnull=False, since__isnull=False, since__lte=F("on")),
                name="evidence_figure_is_whole",
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
