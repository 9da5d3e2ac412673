from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.organisations.models import Unit


class PlaceKind(models.Model):
    """A kind of place: notable's house, lane, education base, members' home, service station, venue, pilot zone. Data, not code.

    `is_area` marks kinds that have an outline rather than a point. Where `is_sensitive_by_association`, no person is ever
    tied to a place of this kind: attendance is a head-count (red line 2).
    """

    code = models.SlugField(_("代码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=40)
    position = models.PositiveIntegerField(_("次序"), default=0)
    is_area = models.BooleanField(_("是区域"), default=False)
    is_sensitive_by_association = models.BooleanField(_("到场名单敏感"), default=False)

    class Meta:
        verbose_name = _("场所类别")
        verbose_name_plural = _("场所类别")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """A place where joint work is done or shown. Position is WGS-84, degrees; what it did is facts with it as subject.

    `slug` is its public address. Written by `places.actions` only.
    """

    kind = models.ForeignKey(PlaceKind, models.PROTECT, related_name="places", verbose_name=_("类别"))
    name = models.CharField(_("名称"), max_length=80)
    slug = models.SlugField(_("网址名"), max_length=80, unique=True)
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="places", verbose_name=_("管理单位"))
    district = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("辖市区")
    )
    summary = models.CharField(_("一句话介绍"), max_length=200, blank=True)
    location = models.CharField(_("位置"), max_length=200, blank=True)
    latitude = models.DecimalField(_("纬度"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("经度"), max_digits=9, decimal_places=6, null=True, blank=True)
    is_public = models.BooleanField(_("对外公开"), default=False)
    is_sample = models.BooleanField(_("示例"), default=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("场所")
        verbose_name_plural = _("场所")
        ordering = ["kind__position", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="place_position_whole",
            )
        ]

    def __str__(self) -> str:
        return self.name
