from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.organisations.models import Unit
from tongxin.places.models.place import Place


class Walk(models.Model):
    """An ordered walk with stops, to be made with the map in hand.

    `path` is a GeoJSON LineString (WGS-84, [longitude, latitude]) along which distances are measured; without it they
    are straight from stop to stop. `place` is the lane or quarter that it leads through. Traditional Chinese is made by
    conversion and never kept. Written by `places.actions.walks` only; `version` rises with every change of it or a stop.
    """

    PUBLIC_TEXTS: ClassVar[tuple[str, ...]] = ("name", "name_en", "summary", "summary_en", "notes", "notes_en")

    name = models.CharField(_("名称"), max_length=80)
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    slug = models.SlugField(_("网址名"), max_length=80, unique=True)
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="walks", verbose_name=_("管理单位"))
    place = models.ForeignKey(
        Place, models.SET_NULL, null=True, blank=True, related_name="walks", verbose_name=_("所在场所")
    )
    summary = models.CharField(_("一句话介绍"), max_length=200, blank=True)
    summary_en = models.CharField(_("英文介绍"), max_length=400, blank=True)
    notes = models.TextField(_("走之前知道"), max_length=1000, blank=True)
    notes_en = models.TextField(_("走之前知道（英文）"), max_length=2000, blank=True)
    path = models.JSONField(_("路线"), null=True, blank=True)
    is_position_sample = models.BooleanField(_("位置为示意"), default=False)
    is_public = models.BooleanField(_("对外公开"), default=False)
    is_sample = models.BooleanField(_("示例"), default=False)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("步行路线")
        verbose_name_plural = _("步行路线")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class WalkStop(models.Model):
    """A stop of a walk, in the order of `position` (1, 2, 3 …).

    `metres_given` and `minutes_on_way_given` stand for what is worked out from the points of this stop and the one
    before (`places.walking`), where somebody has measured better.
    """

    PUBLIC_TEXTS: ClassVar[tuple[str, ...]] = ("name", "name_en", "text", "text_en")

    walk = models.ForeignKey(Walk, models.CASCADE, related_name="stops")
    position = models.PositiveIntegerField()
    place = models.ForeignKey(
        Place, models.SET_NULL, null=True, blank=True, related_name="walk_stops", verbose_name=_("场所")
    )
    name = models.CharField(_("名称"), max_length=80)
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    text = models.TextField(_("讲解"), max_length=2000, blank=True)
    text_en = models.TextField(_("英文讲解"), max_length=4000, blank=True)
    latitude = models.DecimalField(_("纬度"), max_digits=9, decimal_places=6)
    longitude = models.DecimalField(_("经度"), max_digits=9, decimal_places=6)
    minutes_here = models.PositiveSmallIntegerField(_("停留（分钟）"), default=10)
    metres_given = models.PositiveIntegerField(_("距上一站（米）"), null=True, blank=True)
    minutes_on_way_given = models.PositiveSmallIntegerField(_("路上（分钟）"), null=True, blank=True)
    picture = models.ForeignKey(
        "common.Picture", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("图片")
    )

    class Meta:
        verbose_name = _("路线的站")
        verbose_name_plural = _("路线的站")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["walk", "position"], name="walk_stop_position_once"),
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)), name="walk_stop_position_on_earth"
            ),
            models.CheckConstraint(condition=Q(minutes_here__lte=240), name="walk_stop_stay_within_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.name}"

    @property
    def point(self) -> tuple[float, float]:
        """(latitude, longitude) in degrees."""
        return float(self.latitude), float(self.longitude)
