"""The restoration of a house: its stages, what it cost, pictures before and after, and the day it opened."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongxin.places.models.place import Place


class Restoration(models.Model):
    """A house is restored and opened to the public. One a place.

    `budget_amount` is in yuan and never stands without `budget_source` (the document and its number, later the ledger);
    `budget_address` is where that document can be read.
    `opens_on` is the day planned, `opened_on` the day it opened: written once, with its fact, by
    `places.actions.restoring.open_to_public`; all else by the other actions there.
    """

    PUBLIC_TEXTS: ClassVar[tuple[str, ...]] = ("summary", "budget_source")

    place = models.OneToOneField(Place, models.CASCADE, related_name="restoration", verbose_name=_("场所"))
    summary = models.CharField(_("修什么"), max_length=300, blank=True)
    budget_amount = models.DecimalField(_("预算（元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    budget_source = models.CharField(_("预算依据"), max_length=200, blank=True)
    budget_address = models.URLField(_("预算依据的网址"), max_length=300, blank=True)
    opens_on = models.DateField(_("计划对外开放"), null=True, blank=True)
    opened_on = models.DateField(_("对外开放"), null=True, blank=True)
    is_sample = models.BooleanField(_("示例"), default=False)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("修缮")
        verbose_name_plural = _("修缮")
        constraints = [
            models.CheckConstraint(
                condition=Q(budget_amount__isnull=True) | (Q(budget_amount__gte=0) & ~Q(budget_source="")),
                name="restoration_budget_has_source",
            )
        ]

    def __str__(self) -> str:
        return str(self.place)


class RestorationStage(models.Model):
    """A stage, as planned and as done. `cost_amount` is in yuan and has its `cost_source`."""

    PUBLIC_TEXTS: ClassVar[tuple[str, ...]] = ("title", "cost_source", "note")

    restoration = models.ForeignKey(Restoration, models.CASCADE, related_name="stages")
    title = models.CharField(_("阶段"), max_length=60)
    planned_from = models.DateField(_("计划开始"))
    planned_until = models.DateField(_("计划完成"))
    started_on = models.DateField(_("实际开始"), null=True, blank=True)
    finished_on = models.DateField(_("实际完成"), null=True, blank=True)
    cost_amount = models.DecimalField(_("实际支出（元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    cost_source = models.CharField(_("支出依据"), max_length=200, blank=True)
    note = models.CharField(_("说明"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("修缮阶段")
        verbose_name_plural = _("修缮阶段")
        ordering = ["planned_from", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(planned_until__gte=F("planned_from")), name="stage_planned_in_order"),
            models.CheckConstraint(
                condition=Q(finished_on__isnull=True) | Q(finished_on__gte=F("started_on")), name="stage_done_in_order"
            ),
            models.CheckConstraint(
                condition=Q(cost_amount__isnull=True) | (Q(cost_amount__gte=0) & ~Q(cost_source="")),
                name="stage_cost_has_source",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def light(self) -> str:
        """done, good (under way) or idle (not begun): what was written down, without the clock."""
        return "done" if self.finished_on else "good" if self.started_on else "idle"

    def is_late(self, today: date) -> bool:
        """Whether the planned day of its end, or of its beginning, has passed without it."""
        if self.finished_on is not None:
            return False
        return self.planned_until < today or (self.started_on is None and self.planned_from < today)


class RestorationPair(models.Model):
    """The same view before and after; `after` comes later."""

    PUBLIC_TEXTS: ClassVar[tuple[str, ...]] = ("title",)

    restoration = models.ForeignKey(Restoration, models.CASCADE, related_name="pairs")
    title = models.CharField(_("看的是哪里"), max_length=60)
    before = models.ForeignKey("common.Picture", models.PROTECT, related_name="+", verbose_name=_("修缮前"))
    before_on = models.DateField(_("修缮前拍摄"), null=True, blank=True)
    after = models.ForeignKey(
        "common.Picture", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("修缮后")
    )
    after_on = models.DateField(_("修缮后拍摄"), null=True, blank=True)

    class Meta:
        verbose_name = _("修缮前后对照")
        verbose_name_plural = _("修缮前后对照")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title
