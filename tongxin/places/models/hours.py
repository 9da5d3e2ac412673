from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongxin.places.enums import Weekday
from tongxin.places.models.place import Place


class OpeningHours(models.Model):
    """A place is open on a weekday from `opens` to `closes`, local time.

    `season_from` and `season_until` ("07-01", "08-31", both included, may run over the year's end) narrow it to a part
    of the year; in that part, hours without a season do not hold. Written by `places.actions.set_hours`, which refuses
    spans that overlap.
    """

    place = models.ForeignKey(Place, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("星期"), choices=Weekday.choices)
    opens = models.TimeField(_("开"))
    closes = models.TimeField(_("关"))
    season_from = models.CharField(max_length=5, blank=True)
    season_until = models.CharField(max_length=5, blank=True)

    class Meta:
        verbose_name = _("开放时间")
        verbose_name_plural = _("开放时间")
        ordering = ["season_from", "weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="opening_hours_close_later"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="opening_hours_weekday"),
            models.CheckConstraint(
                condition=Q(season_from="", season_until="") | (~Q(season_from="") & ~Q(season_until="")),
                name="opening_hours_season_whole",
            ),
            models.UniqueConstraint(
                fields=["place", "season_from", "season_until", "weekday", "opens"], name="opening_hours_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class Closure(models.Model):
    """Days on which a place is closed although its hours say otherwise, `starts_on` to `ends_on`, both included."""

    PUBLIC_TEXTS: ClassVar[tuple[str, ...]] = ("reason",)

    place = models.ForeignKey(Place, models.CASCADE, related_name="closures")
    starts_on = models.DateField(_("从"))
    ends_on = models.DateField(_("到"))
    reason = models.CharField(_("原因"), max_length=120)

    class Meta:
        verbose_name = _("闭馆")
        verbose_name_plural = _("闭馆")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="closure_ends_after_start"),
            models.CheckConstraint(condition=~Q(reason=""), name="closure_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on}–{self.ends_on} {self.reason}"
