from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tongxin.common import clock
from tongxin.documents.models import IssuedDocument
from tongxin.naming.enums import BatchStatus, Stage
from tongxin.organisations.models import Unit


class Batch(models.Model):
    """A batch in which places are named: its call, window, standards, public notice and decision.

    `title` is what a place is named ("爱国统一战线教育基地"), `number` the batch's place among those of its owner.
    Applications come in from `opens_on` to `closes_on`, both included. The public notice begins on `notice_starts_on`
    and lasts `notice_days` working days; `notice_ends_on` is its last day. A title is looked at again every
    `recheck_years`. `status` is written by `workflows.BATCH` only, everything else by `naming.actions`.
    `shown_as_of` is the day that a sample batch stands on (docs/adr/0001).
    """

    owner = models.ForeignKey(Unit, models.PROTECT, related_name="naming_batches", verbose_name=_("主办单位"))
    title = models.CharField(_("命名称号"), max_length=40)
    number = models.PositiveSmallIntegerField(_("批次"))
    slug = models.SlugField(_("网址名"), max_length=60, unique=True)
    call = models.TextField(_("通知正文"), max_length=3000)
    opens_on = models.DateField(_("申报开始"))
    closes_on = models.DateField(_("申报截止"))
    notice_days = models.PositiveSmallIntegerField(_("公示工作日"), default=7)
    recheck_years = models.PositiveSmallIntegerField(_("几年复核一次"), default=3)
    status = models.CharField(_("状态"), max_length=12, choices=BatchStatus.choices, default=BatchStatus.DRAFT)
    notice_starts_on = models.DateField(_("公示起算"), null=True, blank=True)
    notice_ends_on = models.DateField(_("公示截止"), null=True, blank=True)
    concluded_on = models.DateField(_("命名日期"), null=True, blank=True)
    cancel_reason = models.CharField(_("取消原因"), max_length=500, blank=True)
    document = models.ForeignKey(IssuedDocument, models.PROTECT, null=True, blank=True, related_name="+")
    is_sample = models.BooleanField(_("示例"), default=False)
    shown_as_of = models.DateField(_("示例停在哪天"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("命名批次")
        verbose_name_plural = _("命名批次")
        ordering = ["-opens_on", "-number", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "title", "number"], name="naming_batch_once"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="naming_window_in_order"),
            models.CheckConstraint(condition=Q(notice_days__range=(1, 60)), name="naming_notice_days"),
            models.CheckConstraint(condition=Q(recheck_years__range=(1, 10)), name="naming_recheck_years"),
            models.CheckConstraint(
                condition=Q(notice_starts_on__isnull=True, notice_ends_on__isnull=True)
                | Q(notice_ends_on__gt=F("notice_starts_on")),
                name="naming_notice_whole",
            ),
            models.CheckConstraint(
                condition=~Q(status="on_notice") | Q(notice_ends_on__isnull=False), name="naming_on_notice_has_end"
            ),
            models.CheckConstraint(
                condition=Q(shown_as_of__isnull=True) | Q(is_sample=True), name="naming_sample_day_of_sample"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """ "第二批爱国统一战线教育基地"."""
        return f"{self.ordinal}{self.title}"

    @property
    def ordinal(self) -> str:
        """ "第二批": part of the name of what is named, and so Chinese in every language of the interface."""
        return "首批" if self.number == 1 else f"第{numeral(self.number)}批"

    @property
    def today(self) -> date:
        """The day by which the batch is looked at; every rule asks the batch and none the calendar."""
        return self.shown_as_of or timezone.localdate()

    @property
    def takes_applications(self) -> bool:
        return self.status == BatchStatus.OPEN and self.opens_on <= self.today <= self.closes_on

    @property
    def notice(self) -> clock.Deadline | None:
        """The days of the public notice with their arithmetic; None before it begins."""
        if self.notice_starts_on is None:
            return None
        return clock.add_working_days(self.notice_starts_on, self.notice_days)

    @property
    def last_notice_day(self) -> date | None:
        """The last day on which objections are taken.

        Never earlier than what was announced; later where holidays that were not published then lie in between.
        """
        found = self.notice
        return max(self.notice_ends_on, found.due) if found and self.notice_ends_on else None

    @property
    def takes_objections(self) -> bool:
        last = self.last_notice_day
        return self.status == BatchStatus.ON_NOTICE and last is not None and self.today <= last

    @property
    def notice_is_over(self) -> bool:
        last = self.last_notice_day
        return last is not None and self.today > last

    @property
    def notice_days_left(self) -> int:
        """Working days from tomorrow to the last one."""
        last = self.last_notice_day
        return max(0, clock.working_days_between(self.today, last)) if last else 0


class Criterion(models.Model):
    """One requirement of a batch: data, not code. The application answers those of `PAPERS`, a visit those of `VISIT`.

    Written by `naming.actions.batches` while the batch is a draft.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="criteria")
    stage = models.CharField(_("在哪一步"), max_length=8, choices=Stage.choices)
    position = models.PositiveSmallIntegerField(_("次序"))
    title = models.CharField(_("要求"), max_length=60)
    hint = models.CharField(_("说明"), max_length=200, blank=True)
    needs_evidence = models.BooleanField(_("要附佐证"), default=False)

    class Meta:
        verbose_name = _("命名标准")
        verbose_name_plural = _("命名标准")
        ordering = ["stage", "position"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "stage", "position"], name="naming_criterion_place"),
            models.UniqueConstraint(fields=["batch", "stage", "title"], name="naming_criterion_once"),
        ]

    def __str__(self) -> str:
        return self.title


def numeral(number: int) -> str:
    """一 to 十, 十一 to 九十九."""
    ones = "一二三四五六七八九"
    ten, one = divmod(number, 10)
    if ten == 0:
        return ones[one - 1]
    return ("" if ten == 1 else ones[ten - 1]) + "十" + (ones[one - 1] if one else "")
