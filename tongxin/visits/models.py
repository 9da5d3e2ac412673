"""When groups may visit a place, and who has booked. Slots come from the plan; a row stands only where something hangs on one."""

from __future__ import annotations

from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongxin.places.enums import Weekday
from tongxin.places.models import Place
from tongxin.visits.enums import BookingStatus

SHORTEST_MINUTES, LONGEST_MINUTES = 10, 480
MOST_PERSONS, MOST_GROUPS, MOST_DAYS = 2000, 50, 180


class VisitPlan(models.Model):
    """How groups visit a place: slots of `slot_minutes` within the hours, and how many they take.

    The hours are the plan's own (`VisitHours`), or the place's opening hours where it has none. One may book from
    `lead_days` to `ahead_days` days ahead. Not `is_open`: only special open days can be booked.
    Written by `visits.actions.set_plan`.
    """

    place = models.OneToOneField(Place, models.CASCADE, related_name="visit_plan", verbose_name=_("场所"))
    is_open = models.BooleanField(_("接受团体预约"), default=True)
    slot_minutes = models.PositiveSmallIntegerField(
        _("每场分钟数"),
        default=60,
        validators=[MinValueValidator(SHORTEST_MINUTES), MaxValueValidator(LONGEST_MINUTES)],
    )
    persons_per_slot = models.PositiveSmallIntegerField(_("每场最多人数"), default=60)
    groups_per_slot = models.PositiveSmallIntegerField(_("每场最多团体数"), default=2)
    lead_days = models.PositiveSmallIntegerField(_("至少提前几天"), default=1)
    ahead_days = models.PositiveSmallIntegerField(_("最多提前几天"), default=30)
    is_closed_on_holidays = models.BooleanField(_("法定节假日不接待"), default=True)
    note = models.CharField(_("预约须知"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("参观安排")
        verbose_name_plural = _("参观安排")
        constraints = [
            models.CheckConstraint(
                condition=Q(slot_minutes__range=(SHORTEST_MINUTES, LONGEST_MINUTES)), name="visit_plan_minutes"
            ),
            models.CheckConstraint(
                condition=Q(persons_per_slot__range=(1, MOST_PERSONS), groups_per_slot__range=(1, MOST_GROUPS)),
                name="visit_plan_capacity",
            ),
            models.CheckConstraint(
                condition=Q(lead_days__lte=F("ahead_days"), ahead_days__lte=MOST_DAYS), name="visit_plan_days"
            ),
        ]

    def __str__(self) -> str:
        return str(self.place)


class VisitHours(models.Model):
    """Groups are received on a weekday from `opens` to `closes`; the seasons are those of `places.OpeningHours`."""

    plan = models.ForeignKey(VisitPlan, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("星期"), choices=Weekday.choices)
    opens = models.TimeField(_("开"))
    closes = models.TimeField(_("关"))
    season_from = models.CharField(max_length=5, blank=True)
    season_until = models.CharField(max_length=5, blank=True)

    class Meta:
        verbose_name = _("接待时间")
        verbose_name_plural = _("接待时间")
        ordering = ["season_from", "weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="visit_hours_close_later"),
            models.UniqueConstraint(
                fields=["plan", "season_from", "season_until", "weekday", "opens"], name="visit_hours_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class OpenDay(models.Model):
    """A special open day, announced with its own capacity: that day the plan's hours and holidays do not hold."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="open_days", verbose_name=_("场所"))
    day = models.DateField(_("日期"))
    title = models.CharField(_("名称"), max_length=60)
    opens = models.TimeField(_("开"))
    closes = models.TimeField(_("关"))
    slot_minutes = models.PositiveSmallIntegerField(_("每场分钟数"))
    persons_per_slot = models.PositiveSmallIntegerField(_("每场最多人数"))
    groups_per_slot = models.PositiveSmallIntegerField(_("每场最多团体数"))
    note = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("开放日")
        verbose_name_plural = _("开放日")
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["place", "day"], name="open_day_once"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="open_day_closes_later"),
            models.CheckConstraint(
                condition=Q(persons_per_slot__range=(1, MOST_PERSONS), groups_per_slot__range=(1, MOST_GROUPS)),
                name="open_day_capacity",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.title}"


class Slot(models.Model):
    """A slot that somebody booked or that was closed. What is taken never exceeds the limits: the database holds it.

    `persons_taken` and `groups_taken` are changed only by the conditional updates in `visits.actions.capacity`.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="slots", verbose_name=_("场所"))
    day = models.DateField(_("日期"))
    starts = models.TimeField(_("开始"))
    ends = models.TimeField(_("结束"))
    persons_limit = models.PositiveSmallIntegerField(_("最多人数"))
    groups_limit = models.PositiveSmallIntegerField(_("最多团体数"))
    persons_taken = models.PositiveSmallIntegerField(_("已约人数"), default=0)
    groups_taken = models.PositiveSmallIntegerField(_("已约团体数"), default=0)
    closed_at = models.DateTimeField(_("停约时间"), null=True, blank=True)
    closed_reason = models.CharField(_("停约原因"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("场次")
        verbose_name_plural = _("场次")
        ordering = ["day", "starts"]
        constraints = [
            models.UniqueConstraint(fields=["place", "day", "starts"], name="slot_once"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="slot_ends_later"),
            models.CheckConstraint(condition=Q(persons_taken__lte=F("persons_limit")), name="slot_persons_within"),
            models.CheckConstraint(condition=Q(groups_taken__lte=F("groups_limit")), name="slot_groups_within"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_reason="")
                | (Q(closed_at__isnull=False) & ~Q(closed_reason="")),
                name="slot_closed_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.starts:%H:%M}–{self.ends:%H:%M}"


class Booking(models.Model):
    """A group's visit in a slot, made by the group itself. Who has the `code` sees, changes and cancels it.

    Personal fields: `group_name`, `contact_name`, `phone`, `email`, for reaching the group about this visit; emptied when
    it is cancelled, else 30 days after the visit (`visits.expiry`). For places that are sensitive by association all
    four stay empty: an anonymous ticket with a head-count (`is_anonymous`, red line 2).
    `status` is written only by `visits.workflows.BOOKING`. `told_at` is when those booked were told that the slot was
    closed, `mailed_at` when the code was sent. `request_key` comes with the form: sent twice, it is one booking.
    """

    slot = models.ForeignKey(Slot, models.PROTECT, related_name="bookings", verbose_name=_("场次"))
    code = models.CharField(_("预约码"), max_length=14, unique=True)
    request_key = models.UUIDField(unique=True, default=uuid4)
    status = models.CharField(
        _("状态"), max_length=9, choices=BookingStatus.choices, default=BookingStatus.BOOKED, db_index=True
    )
    persons = models.PositiveSmallIntegerField(_("人数"))
    is_anonymous = models.BooleanField(_("不记名"), default=False)
    group_name = models.CharField(_("单位或团体"), max_length=60, blank=True)
    contact_name = models.CharField(_("联系人"), max_length=30, blank=True)
    phone = models.CharField(_("电话"), max_length=20, blank=True)
    email = models.EmailField(_("邮箱"), max_length=120, blank=True)
    consented_at = models.DateTimeField(_("同意时间"), null=True, blank=True)
    language = models.CharField(max_length=10, blank=True)
    arrived_persons = models.PositiveSmallIntegerField(_("到场人数"), null=True, blank=True)
    created_at = models.DateTimeField(_("预约时间"), auto_now_add=True)
    ended_at = models.DateTimeField(_("取消或停约时间"), null=True, blank=True)
    told_at = models.DateTimeField(_("告知时间"), null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("参观预约")
        verbose_name_plural = _("参观预约")
        ordering = ["slot__day", "slot__starts", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(persons__gte=1), name="booking_of_somebody"),
            models.CheckConstraint(
                condition=Q(is_anonymous=False) | Q(group_name="", contact_name="", phone="", email=""),
                name="booking_anonymous_is_nameless",
            ),
            models.CheckConstraint(
                condition=~Q(status=BookingStatus.ARRIVED) | Q(arrived_persons__gte=1),
                name="booking_arrived_with_count",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slot_id} {self.persons}"
