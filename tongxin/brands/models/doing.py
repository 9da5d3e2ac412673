"""What a brand's figures are made of: strands with indicators, and links to what its facts are recorded for."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.brands.models.brand import Brand
from tongxin.facts.models import FactKind
from tongxin.facts.quantities import QuantityField


class Strand(models.Model):
    """A strand of a brand ("五项工程" are five); its facts count for the brand too."""

    PUBLIC_TEXTS: ClassVar[tuple[str, ...]] = ("name", "name_en", "description")

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="strands")
    name = models.CharField(_("名称"), max_length=60)
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    description = models.CharField(_("说明"), max_length=300, blank=True)
    position = models.PositiveIntegerField(_("次序"), default=0)

    class Meta:
        verbose_name = _("分支工程")
        verbose_name_plural = _("分支工程")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["brand", "name"], name="brand_strand_once")]

    def __str__(self) -> str:
        return self.name


class StrandIndicator(models.Model):
    """What a strand is measured by in a year: a kind of fact and a target in its unit. The value is counted."""

    PUBLIC_TEXTS: ClassVar[tuple[str, ...]] = ("name", "name_en")

    strand = models.ForeignKey(Strand, models.CASCADE, related_name="indicators")
    kind = models.ForeignKey(FactKind, models.PROTECT, related_name="+", verbose_name=_("实绩种类"))
    name = models.CharField(_("指标"), max_length=60)
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(_("年份"))
    target = QuantityField(_("目标值"))

    class Meta:
        verbose_name = _("指标")
        verbose_name_plural = _("指标")
        ordering = ["year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["strand", "kind", "year"], name="strand_indicator_once"),
            models.CheckConstraint(condition=Q(target__gt=0), name="strand_indicator_target"),
        ]

    def __str__(self) -> str:
        return self.name


class BrandLink(models.Model):
    """Facts recorded for this subject (a project, a place) count for the brand too, and for the strand if one is named.

    `label` is what the subject was called when it was linked. A link that has ended counts nothing further; what it
    counted stays, as everything in the ledger does.
    """

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="links")
    strand = models.ForeignKey(Strand, models.CASCADE, null=True, blank=True, related_name="links")
    subject_kind = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    label = models.CharField(_("名称"), max_length=200)
    made_on = models.DateField(_("从"))
    ended_on = models.DateField(_("到"), null=True, blank=True)

    class Meta:
        verbose_name = _("实绩来源")
        verbose_name_plural = _("实绩来源")
        ordering = ["ended_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "subject_kind", "subject_id"],
                condition=Q(ended_on__isnull=True),
                name="brand_link_once",
            )
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="brand_link_by_subject")]

    def __str__(self) -> str:
        return self.label
