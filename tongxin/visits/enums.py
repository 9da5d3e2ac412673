from django.db import models
from django.utils.translation import gettext_lazy as _


class BookingStatus(models.TextChoices):
    """Where a booking stands; written only by `visits.workflows.BOOKING`."""

    BOOKED = "booked", _("已预约")
    ARRIVED = "arrived", _("已到场")
    MISSED = "missed", _("没有来")
    CANCELLED = "cancelled", _("已取消")
    CLOSED = "closed", _("场次已停")


class SlotState(models.TextChoices):
    """What a visitor can do with a slot."""

    FREE = "free", _("可预约")
    FULL = "full", _("已约满")
    CLOSED = "closed", _("暂停")
    TOO_LATE = "late", _("预约已截止")
    TOO_EARLY = "early", _("尚未开放预约")
    OVER = "over", _("已过")
