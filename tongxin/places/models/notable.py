from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.organisations.models import Unit
from tongxin.places.enums import About
from tongxin.places.models.place import Place


class Notable(models.Model):
    """A notable of the city's history: deceased, so that nobody living is ever described here.

    `born` and `died` are "1892", "1892-11" or "1892-11-03" (the Gregorian calendar); `born` may be unknown, `died` may
    not. `dates_source` says where the dates are from. All else that is said stands in statements, each with its source.
    What someone stood for politically, believed or was born into is no field here (red line 1). `name_en` and
    `summary_en` are shown to those who read English. Written by `places.actions.notables` only.
    """

    PUBLIC_TEXTS: ClassVar[tuple[str, ...]] = (
        "name",
        "name_en",
        "known_as",
        "known_as_en",
        "summary",
        "summary_en",
        "dates_source",
    )

    name = models.CharField(_("名称"), max_length=40)
    name_en = models.CharField(_("英文名称"), max_length=80, blank=True)
    slug = models.SlugField(_("网址名"), max_length=80, unique=True)
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="notables", verbose_name=_("管理单位"))
    born = models.CharField(_("生"), max_length=10, blank=True)
    died = models.CharField(_("卒"), max_length=10)
    dates_source = models.CharField(_("生卒的出处"), max_length=300)
    known_as = models.CharField(_("称谓"), max_length=60, blank=True)
    known_as_en = models.CharField(_("英文称谓"), max_length=120, blank=True)
    summary = models.CharField(_("一句话介绍"), max_length=200, blank=True)
    summary_en = models.CharField(_("英文介绍"), max_length=400, blank=True)
    portrait = models.ForeignKey(
        "common.Picture", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("画像")
    )
    is_public = models.BooleanField(_("对外公开"), default=False)
    is_sample = models.BooleanField(_("示例"), default=False)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("名人")
        verbose_name_plural = _("名人")
        ordering = ["born", "died", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(died=""), name="notable_is_deceased"),
            models.CheckConstraint(condition=~Q(dates_source=""), name="notable_dates_have_source"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def years(self) -> str:
        """ "1892–1982"; "？–1560" where the birth is not known."""
        return f"{self.born[:4] or '？'}–{self.died[:4]}"


class NotableStatement(models.Model):
    """One thing said of a notable, with where it is from. There is no statement without a source."""

    PUBLIC_TEXTS: ClassVar[tuple[str, ...]] = ("text", "text_en", "source")

    notable = models.ForeignKey(Notable, models.CASCADE, related_name="statements")
    about = models.CharField(_("说的是"), max_length=10, choices=About.choices, default=About.LIFE)
    text = models.CharField(_("内容"), max_length=500)
    text_en = models.CharField(_("英文"), max_length=1000, blank=True)
    source = models.CharField(_("出处"), max_length=300)
    source_url = models.URLField(_("出处网址"), max_length=300, blank=True)
    source_date = models.DateField(_("出处日期"), null=True, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("名人事迹")
        verbose_name_plural = _("名人事迹")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="notable_statement_says_something"),
            models.CheckConstraint(condition=~Q(source=""), name="notable_statement_has_source"),
        ]

    def __str__(self) -> str:
        return self.text


class NotableHouse(models.Model):
    """A place that a notable is tied to; never one that is sensitive by association."""

    notable = models.ForeignKey(Notable, models.CASCADE, related_name="houses")
    place = models.ForeignKey(Place, models.CASCADE, related_name="notables")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("名人与场所")
        verbose_name_plural = _("名人与场所")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["notable", "place"], name="notable_house_once")]

    def __str__(self) -> str:
        return f"{self.notable} {self.place}"
