from django.db import models
from django.utils.translation import gettext_lazy as _


class Feature(models.TextChoices):
    """What a visitor with a wheelchair, a pram or weak eyes wants to know before setting out."""

    STEP_FREE = "step-free", _("无台阶入口")
    LIFT = "lift", _("电梯或升降平台")
    TOILET = "toilet", _("卫生间")
    ACCESSIBLE_TOILET = "accessible-toilet", _("无障碍卫生间")
    PARKING = "parking", _("停车位")
    ACCESSIBLE_PARKING = "accessible-parking", _("无障碍停车位")
    WHEELCHAIR = "wheelchair", _("可借轮椅")
    GUIDE = "guide", _("讲解")
    NURSING_ROOM = "nursing-room", _("母婴室")


class Answer(models.TextChoices):
    """Whether a place has a feature. What nobody has looked at yet has no row."""

    YES = "yes", _("有")
    PART = "part", _("部分有")
    NO = "no", _("没有")


class About(models.TextChoices):
    """What a statement about a notable tells."""

    LIFE = "life", _("生平")
    WORK = "work", _("作品与成就")
    HONOUR = "honour", _("为什么纪念")


class Datum(models.TextChoices):
    """The system in which coordinates are given: what a receiver shows, or what Chinese maps on the web show."""

    WGS84 = "wgs84", _("WGS-84（卫星定位、天地图近似）")
    GCJ02 = "gcj02", _("GCJ-02（高德、腾讯等网上地图）")


class Weekday(models.IntegerChoices):
    """As `date.weekday()` counts."""

    MONDAY = 0, _("周一")
    TUESDAY = 1, _("周二")
    WEDNESDAY = 2, _("周三")
    THURSDAY = 3, _("周四")
    FRIDAY = 4, _("周五")
    SATURDAY = 5, _("周六")
    SUNDAY = 6, _("周日")


class Aspect(models.TextChoices):
    """The four sides of the standard of a members' home."""

    ROOM = "room", _("有场所")
    RULES = "rules", _("有制度")
    PLAN = "plan", _("有计划")
    ACTIVITY = "activity", _("有活动")


class FundFlow(models.TextChoices):
    """Which way operating funds of a home went."""

    GRANTED = "granted", _("拨付")
    USED = "used", _("使用")
