from django.db import models
from django.utils.translation import gettext_lazy as _


class BrandStatus(models.TextChoices):
    """Where a brand is in its life. Written by the BRAND workflow only."""

    DRAFT = "draft", _("草拟")
    PROPOSED = "proposed", _("申报中")
    REVIEWED = "reviewed", _("已审核")
    NAMED = "named", _("已命名")
    RUNNING = "running", _("运行中")
    EVALUATED = "evaluated", _("已评价")
    MERGED = "merged", _("已合并")
    RETIRED = "retired", _("已退出")


# What the public sees; a brand that was merged or has ended keeps its page, which says so, and leaves the lists.
LIVING = frozenset({BrandStatus.NAMED, BrandStatus.RUNNING, BrandStatus.EVALUATED})
ENDED = frozenset({BrandStatus.MERGED, BrandStatus.RETIRED})
COMING = frozenset({BrandStatus.DRAFT, BrandStatus.PROPOSED, BrandStatus.REVIEWED})


class CarrierKind(models.TextChoices):
    """What a brand works through."""

    PLACE = "place", _("场所")
    EVENT = "event", _("活动")
    SERVICE = "service", _("服务")
    PLATFORM = "platform", _("平台")


class Level(models.TextChoices):
    """The three aims. A brand is at a level as far as confirmed evidence says so."""

    CITY = "city", _("全市有地位")
    PROVINCE = "province", _("全省有影响")
    NATION = "nation", _("全国有知名度")


class EvidenceStatus(models.TextChoices):
    """Evidence counts once a second person has confirmed it."""

    ENTERED = "entered", _("待核对")
    CONFIRMED = "confirmed", _("已核对")
    REFUSED = "refused", _("未通过")
    WITHDRAWN = "withdrawn", _("已撤下")


class EvaluationStatus(models.TextChoices):
    PREPARING = "preparing", _("准备中")
    OPEN = "open", _("评分中")
    PUBLISHED = "published", _("已公布")


class CriterionGroup(models.TextChoices):
    """The three things that a brand is evaluated for."""

    FEATURES = "features", _("特色")
    EFFECT = "effect", _("效果")
    INFLUENCE = "influence", _("影响")


class CriterionMethod(models.TextChoices):
    SCORED = "scored", _("评审人评分")
    MONTHS = "months", _("按有实绩的月份算")
    TARGETS = "targets", _("按指标完成率算")
    EVIDENCE = "evidence", _("按已核对的佐证算")
