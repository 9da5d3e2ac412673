from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.common import clock
from tongxin.common.clock import Deadline
from tongxin.corrections.enums import Outcome, Status
from tongxin.organisations.models import Unit


class CorrectionRequest(models.Model):
    """Somebody says that a page of this site is wrong. Answered within `settings.CORRECTION_WORKING_DAYS` working days.

    `code` is the receipt by which whoever asked reads the answer; nobody else knows it. `path` is the page, `title` what
    it was called; `subject_kind` and `subject_id` are the thing that the page shows, empty where it shows none. `unit`
    answers. `contact` is given or not; it is read through `corrections.actions.read_contact` and shredded in time
    (`expiry`). `status` is written by `workflows.CORRECTION` only, the rest by `corrections.actions`.
    """

    code = models.CharField(_("查询码"), max_length=20, unique=True)
    path = models.CharField(_("网址"), max_length=300)
    title = models.CharField(_("页面"), max_length=200, blank=True)
    subject_kind = models.CharField(max_length=80, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("答复单位"))
    text = models.TextField(_("哪里不对"), max_length=1000)
    contact = models.CharField(_("联系方式"), max_length=120, blank=True)
    status = models.CharField(_("状态"), max_length=12, choices=Status.choices, default=Status.RECEIVED)
    asked_at = models.DateTimeField(_("提出时间"))
    started_on = models.DateField(_("起算日"))
    due_on = models.DateField(_("应于"))
    outcome = models.CharField(_("结果"), max_length=12, choices=Outcome.choices, blank=True)
    answer = models.TextField(_("答复"), max_length=2000, blank=True)
    closed_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    is_sample = models.BooleanField(_("示例"), default=False)

    class Meta:
        verbose_name = _("更正请求")
        verbose_name_plural = _("更正请求")
        indexes = [
            models.Index(fields=["status", "due_on"], name="correction_open_by_due"),
            models.Index(fields=["unit", "status"], name="correction_by_unit"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=Status.RECEIVED, closed_at__isnull=True)
                | (~Q(status=Status.RECEIVED) & Q(closed_at__isnull=False) & ~Q(answer="")),
                name="correction_closed_with_words",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.ANSWERED) ^ Q(outcome=""), name="correction_answered_with_outcome"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.path

    @property
    def is_open(self) -> bool:
        return self.status == Status.RECEIVED

    @property
    def deadline(self) -> Deadline:
        """When the answer is due, with its arithmetic."""
        return clock.add_working_days(self.started_on, settings.CORRECTION_WORKING_DAYS)

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_on < clock.today()


class CorrectionNote(models.Model):
    """What was corrected on a published page, and when: shown on that page and in the list of corrections.

    Made by `corrections.actions.note_correction`; never changed, never deleted. `unit` answers for the page.
    """

    path = models.CharField(_("网址"), max_length=300, db_index=True)
    title = models.CharField(_("页面"), max_length=200)
    subject_kind = models.CharField(max_length=80, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("更正单位"))
    what = models.CharField(_("更正了什么"), max_length=500)
    made_at = models.DateTimeField(_("更正时间"), db_index=True)
    request = models.ForeignKey(
        CorrectionRequest, models.PROTECT, null=True, blank=True, related_name="notes", verbose_name=_("更正请求")
    )
    is_sample = models.BooleanField(_("示例"), default=False)

    class Meta:
        verbose_name = _("更正说明")
        verbose_name_plural = _("更正说明")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="correction_by_subject")]
        constraints = [models.CheckConstraint(condition=~Q(what=""), name="correction_note_says_what")]

    def __str__(self) -> str:
        return f"{self.title}: {self.what}"
