"""The city's system of brands: categories, families and the rules of a family. All of it data; another city has another."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.organisations.enums import UnitKind
from tongxin.organisations.models import Unit


class BrandSystem(models.Model):
    """A system of brands (同心荟): its aim and what it lays stress on. Its owner reviews, names and evaluates."""

    name = models.CharField(_("名称"), max_length=40)
    name_en = models.CharField(_("英文名称"), max_length=80, blank=True)
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("主管单位"))
    aim = models.CharField(_("目标"), max_length=200, blank=True)
    aim_en = models.CharField(_("英文目标"), max_length=300, blank=True)
    emphasis = models.CharField(_("着力点"), max_length=200, blank=True)
    emphasis_en = models.CharField(_("英文着力点"), max_length=300, blank=True)
    is_public = models.BooleanField(_("对外公开"), default=False)
    is_sample = models.BooleanField(_("示例"), default=False)

    class Meta:
        verbose_name = _("品牌体系")
        verbose_name_plural = _("品牌体系")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class BrandCategory(models.Model):
    """A category of brands: culture, service, work. `code` stands in addresses."""

    system = models.ForeignKey(BrandSystem, models.PROTECT, related_name="categories")
    name = models.CharField(_("名称"), max_length=40)
    name_en = models.CharField(_("英文名称"), max_length=80, blank=True)
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
    name_en = models.CharField(_("英文名称"), max_length=80, blank=True)
    description = models.CharField(_("说明"), max_length=200, blank=True)
    description_en = models.CharField(_("英文说明"), max_length=300, blank=True)
    position = models.PositiveIntegerField(_("次序"), default=0)

    class Meta:
        verbose_name = _("品牌系列")
        verbose_name_plural = _("品牌系列")
        ordering = ["category__position", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["category", "name"], name="brand_family_once")]

    def __str__(self) -> str:
        return self.name


class CoverageRule(models.Model):
    """A rule of a family: each open unit of `unit_kind` below the system's owner has exactly one brand in it.

    "一党派一品牌" is one such rule, "一区域一特色" another.
    """

    family = models.ForeignKey(BrandFamily, models.CASCADE, related_name="rules")
    name = models.CharField(_("规则"), max_length=60)
    name_en = models.CharField(_("英文名称"), max_length=100, blank=True)
    unit_kind = models.CharField(_("单位类别"), max_length=20, choices=UnitKind.choices)
    position = models.PositiveIntegerField(_("次序"), default=0)

    class Meta:
        verbose_name = _("覆盖规则")
        verbose_name_plural = _("覆盖规则")
        ordering = ["family", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["family", "unit_kind"], name="coverage_rule_once")]

    def __str__(self) -> str:
        return self.name
