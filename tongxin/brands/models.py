from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.organisations.models import Unit


class BrandSystem(models.Model):
    """The city's system of brands (同心荟): its aim and what it lays stress on. Data: another city has another."""

    name = models.CharField(_("名称"), max_length=40)
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("主管单位"))
    aim = models.CharField(_("目标"), max_length=200, blank=True)
    emphasis = models.CharField(_("着力点"), max_length=200, blank=True)
    is_public = models.BooleanField(_("对外公开"), default=False)
    is_sample = models.BooleanField(_("示例"), default=False)

    class Meta:
        verbose_name = _("品牌体系")
        verbose_name_plural = _("品牌体系")

    def __str__(self) -> str:
        return self.name


class BrandCategory(models.Model):
    """A category of brands: culture, service, work."""

    system = models.ForeignKey(BrandSystem, models.PROTECT, related_name="categories")
    name = models.CharField(_("名称"), max_length=40)
    code = models.SlugField(_("代码"), max_length=40)
    position = models.PositiveIntegerField(_("次序"), default=0)

    class Meta:
        verbose_name = _("品牌类别")
        verbose_name_plural = _("品牌类别")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["system", "code"], name="brand_category_once")]

    def __str__(self) -> str:
        return self.name


class BrandFamily(models.Model):
    """A family within a category (三名工程, 三个一, 四个常州)."""

    category = models.ForeignKey(BrandCategory, models.PROTECT, related_name="families")
    name = models.CharField(_("名称"), max_length=40)
    description = models.CharField(_("说明"), max_length=200, blank=True)
    position = models.PositiveIntegerField(_("次序"), default=0)

    class Meta:
        verbose_name = _("品牌系列")
        verbose_name_plural = _("品牌系列")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class Brand(models.Model):
    """A brand: what a unit promises and is known for. What it has done is counted from facts, never typed.

    `slug` is its public address; `parent` makes it a sub-brand ("1+6"). `status` is written by the BRAND workflow only.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("申报")
        REVIEWED = "reviewed", _("已审核")
        NAMED = "named", _("已命名")
        RUNNING = "running", _("运行中")
        EVALUATED = "evaluated", _("已评价")
        MERGED = "merged", _("已合并")
        RETIRED = "retired", _("已退出")

    family = models.ForeignKey(BrandFamily, models.PROTECT, related_name="brands", verbose_name=_("系列"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="sub_brands", verbose_name=_("上级品牌")
    )
    name = models.CharField(_("品牌名称"), max_length=60)
    slug = models.SlugField(_("网址名"), max_length=80, unique=True)
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="brands", verbose_name=_("牵头单位"))
    promise = models.CharField(_("品牌承诺"), max_length=200, blank=True)
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.PROPOSED)
    is_sample = models.BooleanField(_("示例"), default=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("品牌")
        verbose_name_plural = _("品牌")
        ordering = ["family__position", "name", "pk"]

    def __str__(self) -> str:
        return self.name
