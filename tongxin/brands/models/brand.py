from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongxin.brands.enums import ENDED, LIVING, BrandStatus, CarrierKind
from tongxin.brands.models.system import BrandFamily
from tongxin.organisations.models import Unit
from tongxin.places.models import Place


class Brand(models.Model):
    """A brand: what a unit promises and is known for. What it has done is counted from facts, never typed.

    `slug` is its public address; `parent` makes it a sub-brand ("1+6"), whose facts count for the parent too.
    `audience` names the groups it serves in words, never by personal traits. `proposed_by_id` is the account that
    proposed it, who does not review it. `merged_into` stands exactly for a brand that was merged.
    Written by `brands.actions`; `status` by the BRAND workflow only.
    """

    PUBLIC_TEXTS: ClassVar[tuple[str, ...]] = (
        "name",
        "name_en",
        "promise",
        "promise_en",
        "features",
        "features_en",
        "audience",
        "audience_en",
        "story",
        "story_en",
    )

    family = models.ForeignKey(BrandFamily, models.PROTECT, related_name="brands", verbose_name=_("系列"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="sub_brands", verbose_name=_("上级品牌")
    )
    name = models.CharField(_("品牌名称"), max_length=60)
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    slug = models.SlugField(_("网址名"), max_length=80, unique=True)
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="brands", verbose_name=_("牵头单位"))
    promise = models.CharField(_("品牌承诺"), max_length=200, blank=True)
    promise_en = models.CharField(_("英文承诺"), max_length=300, blank=True)
    features = models.TextField(_("特色"), max_length=2000, blank=True)
    features_en = models.TextField(_("英文特色"), max_length=3000, blank=True)
    audience = models.CharField(_("服务对象"), max_length=200, blank=True)
    audience_en = models.CharField(_("英文服务对象"), max_length=300, blank=True)
    story = models.TextField(_("品牌故事"), max_length=5000, blank=True)
    story_en = models.TextField(_("英文故事"), max_length=8000, blank=True)
    logo = models.ForeignKey(
        "common.Picture", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("标志")
    )
    status = models.CharField(_("状态"), max_length=10, choices=BrandStatus.choices, default=BrandStatus.DRAFT)
    named_on = models.DateField(_("命名日期"), null=True, blank=True)
    ended_on = models.DateField(_("合并或退出日期"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_brands", verbose_name=_("并入")
    )
    proposed_by_id = models.BigIntegerField(null=True, blank=True)
    position = models.PositiveIntegerField(_("次序"), default=0)
    is_sample = models.BooleanField(_("示例"), default=False)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("品牌")
        verbose_name_plural = _("品牌")
        ordering = ["family__category__position", "family__position", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=BrandStatus.MERGED, merged_into__isnull=False)
                | (~Q(status=BrandStatus.MERGED) & Q(merged_into__isnull=True)),
                name="merged_brand_says_into_which",
            ),
            models.CheckConstraint(
                condition=(Q(merged_into__isnull=True) | ~Q(merged_into=F("id")))
                & (Q(parent__isnull=True) | ~Q(parent=F("id"))),
                name="brand_is_not_its_own",
            ),
            models.UniqueConstraint(
                fields=["name"], condition=~Q(status__in=sorted(ENDED)), name="brand_name_in_use_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_living(self) -> bool:
        """Named or in operation: the public sees it in the lists."""
        return self.status in LIVING


class BrandName(models.Model):
    """A name that a brand bore before, from `since` until the day before `until`."""

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="names")
    name = models.CharField(_("曾用名"), max_length=60)
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    since = models.DateField(_("从"), null=True, blank=True)
    until = models.DateField(_("到"))
    reason = models.CharField(_("原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("曾用名")
        verbose_name_plural = _("曾用名")
        ordering = ["-until", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(since__isnull=True) | Q(since__lte=F("until")), name="brand_name_days")
        ]

    def __str__(self) -> str:
        return self.name


class BrandCarrier(models.Model):
    """What a brand works through: a place, an event, a service or a platform; `address` is where its page is.

    A place of the register is linked, and its page with it; everything else has a name and, where there is one, the
    address of its own page.
    """

    PUBLIC_TEXTS: ClassVar[tuple[str, ...]] = ("name", "name_en", "note")

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="carriers")
    kind = models.CharField(_("类别"), max_length=10, choices=CarrierKind.choices)
    name = models.CharField(_("名称"), max_length=80)
    name_en = models.CharField(_("英文名称"), max_length=160, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="brand_carriers", verbose_name=_("场所")
    )
    address = models.CharField(_("网址"), max_length=200, blank=True)
    position = models.PositiveIntegerField(_("次序"), default=0)

    class Meta:
        verbose_name = _("载体和平台")
        verbose_name_plural = _("载体和平台")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["brand", "kind", "name"], name="brand_carrier_once"),
            models.CheckConstraint(condition=~Q(name=""), name="brand_carrier_named"),
        ]

    def __str__(self) -> str:
        return self.name


class BrandPicture(models.Model):
    """A picture of a brand, in the order of `position`; the first stands for the brand."""

    PUBLIC_TEXTS: ClassVar[tuple[str, ...]] = ("caption",)

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="pictures")
    picture = models.ForeignKey("common.Picture", models.PROTECT, related_name="+")
    caption = models.CharField(_("说明"), max_length=120, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("品牌图片")
        verbose_name_plural = _("品牌图片")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["brand", "picture"], name="brand_picture_once")]

    def __str__(self) -> str:
        return self.caption or str(self.picture)


class BrandStep(models.Model):
    """A move in a brand's life: what was done, on which day of the city, and why. Written with the move, never changed."""

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="steps")
    action = models.CharField(_("环节"), max_length=20)
    note = models.CharField(_("说明"), max_length=500, blank=True)
    on = models.DateField(_("日期"))
    by_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("品牌步骤")
        verbose_name_plural = _("品牌步骤")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.action


class BrandDocument(models.Model):
    """A paper of a move in a brand's life: the proposal, the decision that names, merges or ends it.

    `action` is the move's name in the BRAND table, `on` the city's day of the move.
    """

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="documents")
    action = models.CharField(_("环节"), max_length=20)
    title = models.CharField(_("文件名称"), max_length=200)
    file = models.ForeignKey("common.Attachment", models.PROTECT, related_name="+", verbose_name=_("文件"))
    on = models.DateField(_("日期"))
    added_by_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("品牌文件")
        verbose_name_plural = _("品牌文件")
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["brand", "action", "file"], name="brand_document_once")]

    def __str__(self) -> str:
        return self.title
