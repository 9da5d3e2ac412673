from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.organisations.models import Unit
from tongxin.places.enums import Answer, Feature


class PlaceKind(models.Model):
    """A kind of place: notable's house, lane, education base, members' home, service station, venue, pilot zone. Data, not code.

    `is_area` marks kinds that have an outline rather than a point. Where `is_sensitive_by_association`, no person is ever
    tied to a place of this kind: attendance is a head-count (red line 2). `name_en` is shown to those who read English.
    Written by `places.kinds` and `places.actions.kinds`; the code never changes.
    """

    code = models.SlugField(_("代码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=40)
    name_en = models.CharField(_("英文名称"), max_length=80, blank=True)
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
    """A place where joint work is done or shown. What it did is facts with it as subject.

    `slug` is its public address. `latitude` and `longitude` are WGS-84, degrees; `is_position_sample` says that the point
    is only roughly where the place is. `outline` is a GeoJSON Polygon or MultiPolygon (WGS-84, [longitude, latitude]) of
    a place that is an area. `phone` and `website` are the institution's, never a person's.
    Written by `places.actions` only; `is_public` by `places.actions.publishing`.
    """

    PUBLIC_TEXTS: ClassVar[tuple[str, ...]] = (
        "name",
        "summary",
        "description",
        "location",
        "entrance",
        "transport",
        "hours_note",
    )

    kind = models.ForeignKey(PlaceKind, models.PROTECT, related_name="places", verbose_name=_("类别"))
    name = models.CharField(_("名称"), max_length=80)
    slug = models.SlugField(_("网址名"), max_length=80, unique=True)
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="places", verbose_name=_("管理单位"))
    district = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("辖市区")
    )
    summary = models.CharField(_("一句话介绍"), max_length=200, blank=True)
    description = models.TextField(_("介绍"), max_length=5000, blank=True)
    location = models.CharField(_("位置"), max_length=200, blank=True)
    entrance = models.CharField(_("入口"), max_length=200, blank=True)
    transport = models.TextField(_("交通"), max_length=1000, blank=True)
    phone = models.CharField(_("机构电话"), max_length=40, blank=True)
    website = models.URLField(_("机构网站"), max_length=200, blank=True)
    latitude = models.DecimalField(_("纬度"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("经度"), max_digits=9, decimal_places=6, null=True, blank=True)
    is_position_sample = models.BooleanField(_("位置为示意"), default=False)
    outline = models.JSONField(_("轮廓"), null=True, blank=True)
    hours_note = models.CharField(_("开放说明"), max_length=200, blank=True)
    is_public = models.BooleanField(_("对外公开"), default=False)
    is_sample = models.BooleanField(_("示例"), default=False)
    version = models.PositiveIntegerField(default=1)
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

    @property
    def has_point(self) -> bool:
        return self.latitude is not None and self.longitude is not None

    @property
    def is_sensitive_by_association(self) -> bool:
        """Whether nobody may be tied to this place, by its kind or by whose it is: heads are counted, no names (red line 2)."""
        return self.kind.is_sensitive_by_association or self.owner.is_sensitive_by_association


class PlaceFeature(models.Model):
    """Whether a place has something that makes a visit easier, and what is to be known of it."""

    PUBLIC_TEXTS: ClassVar[tuple[str, ...]] = ("note",)

    place = models.ForeignKey(Place, models.CASCADE, related_name="features")
    feature = models.CharField(_("设施"), max_length=20, choices=Feature.choices)
    answer = models.CharField(_("有没有"), max_length=4, choices=Answer.choices)
    note = models.CharField(_("说明"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("无障碍与设施")
        verbose_name_plural = _("无障碍与设施")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["place", "feature"], name="place_feature_once")]

    def __str__(self) -> str:
        return f"{self.get_feature_display()} {self.get_answer_display()}"


class PlacePicture(models.Model):
    """A picture of a place, in the order of `position`; the first stands for the place."""

    PUBLIC_TEXTS: ClassVar[tuple[str, ...]] = ("caption",)

    place = models.ForeignKey(Place, models.CASCADE, related_name="pictures")
    picture = models.ForeignKey("common.Picture", models.PROTECT, related_name="+")
    caption = models.CharField(_("说明"), max_length=120, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("场所图片")
        verbose_name_plural = _("场所图片")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["place", "picture"], name="place_picture_once")]

    def __str__(self) -> str:
        return self.caption or str(self.picture)


class DistrictOutline(models.Model):
    """The outline of a district for the map: a GeoJSON Polygon or MultiPolygon, WGS-84. `source` says whose drawing it is."""

    unit = models.OneToOneField(Unit, models.CASCADE, related_name="outline", verbose_name=_("辖市区"))
    geometry = models.JSONField(_("轮廓"))
    source = models.CharField(_("来源"), max_length=200)
    is_sample = models.BooleanField(_("示例"), default=False)

    class Meta:
        verbose_name = _("辖区轮廓")
        verbose_name_plural = _("辖区轮廓")

    def __str__(self) -> str:
        return str(self.unit)
