from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongxin.documents.models import IssuedDocument
from tongxin.naming.enums import STANDING, ApplicationStatus, Mark, Outcome
from tongxin.naming.models.batch import Batch, Criterion
from tongxin.places.models import Place

RECHECK_AHEAD = timedelta(days=90)
"""A title may be looked at again so long before it is due; its unit and the office are reminded then."""


class Application(models.Model):
    """A place's unit applies for the title of a batch; once named, the row is the title.

    `status` is written by `workflows.APPLICATION` only, everything else by `naming.actions`. `supplement_by` is the
    last day for what was sent back. `code` is the number on the plaque, given when the place is named. `recheck_due_on`
    is the day by which the title is looked at again.
    """

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="applications", verbose_name=_("批次"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="naming_applications", verbose_name=_("场所"))
    status = models.CharField(
        _("状态"), max_length=12, choices=ApplicationStatus.choices, default=ApplicationStatus.DRAFT
    )
    statement = models.TextField(_("申报理由"), max_length=1000, blank=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_on = models.DateField(_("提交日期"), null=True, blank=True)
    supplement_by = models.DateField(_("补正截止"), null=True, blank=True)
    return_reason = models.CharField(_("退回说明"), max_length=500, blank=True)
    decision = models.CharField(_("决定理由"), max_length=500, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    code = models.CharField(_("编号"), max_length=60, blank=True)
    named_on = models.DateField(_("命名日期"), null=True, blank=True)
    recheck_due_on = models.DateField(_("复核期限"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("命名申报")
        verbose_name_plural = _("命名申报")
        ordering = ["batch", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "place"], condition=~Q(status="withdrawn"), name="naming_one_application_a_place"
            ),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="naming_code_once"),
            models.CheckConstraint(
                condition=~Q(status__in=STANDING)
                | (~Q(code="") & Q(named_on__isnull=False) & Q(recheck_due_on__gt=F("named_on"))),
                name="naming_named_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.place.name

    @property
    def is_recheck_open(self) -> bool:
        """Whether the title's day to be looked at again is near or past."""
        due = self.recheck_due_on
        return self.status in STANDING and due is not None and self.batch.today >= due - RECHECK_AHEAD

    @property
    def is_recheck_late(self) -> bool:
        due = self.recheck_due_on
        return self.status in STANDING and due is not None and self.batch.today > due

    @property
    def open_recheck(self) -> Recheck | None:
        """The re-check that is under way. Reads `rechecks`."""
        return next((one for one in self.rechecks.all() if not one.outcome), None)

    @property
    def present_visits(self) -> list[Visit]:
        """The visits of the re-check that is under way, else those of the naming. Reads `rechecks` and `visits`."""
        recheck = self.open_recheck
        return [one for one in self.visits.all() if one.recheck_id == (recheck.pk if recheck else None)]


class Answer(models.Model):
    """What an application says to one criterion. `lacks` is what the office still misses here, in words."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="answers")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    text = models.TextField(_("情况"), max_length=1000, blank=True)
    lacks = models.CharField(_("还缺什么"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("申报材料")
        verbose_name_plural = _("申报材料")
        ordering = ["criterion__position"]
        constraints = [models.UniqueConstraint(fields=["application", "criterion"], name="naming_answer_once")]

    def __str__(self) -> str:
        return str(self.criterion)


class Evidence(models.Model):
    """A file that shows what an answer says."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="evidence")
    attachment = models.ForeignKey("common.Attachment", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("佐证")
        verbose_name_plural = _("佐证")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["answer", "attachment"], name="naming_evidence_once")]

    def __str__(self) -> str:
        return str(self.attachment)


class Visit(models.Model):
    """One reviewer's visit and checklist; the naming and each re-check have two, each filled without seeing the other.

    `recheck` is None for the naming. `reviewer` is a member of staff in that capacity, never of the applicant's unit.
    `recommends` says whether the title should be given, or kept.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="visits")
    recheck = models.ForeignKey("Recheck", models.CASCADE, null=True, blank=True, related_name="visits")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    visited_on = models.DateField(_("考察日期"), null=True, blank=True)
    recommends = models.BooleanField(_("建议命名或保留"), null=True, blank=True)
    summary = models.TextField(_("考察意见"), max_length=1000, blank=True)
    filled_on = models.DateField(_("提交日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("实地考察")
        verbose_name_plural = _("实地考察")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "reviewer"], condition=Q(recheck__isnull=True), name="naming_visit_by_two"
            ),
            models.UniqueConstraint(fields=["recheck", "reviewer"], name="naming_recheck_visit_by_two"),
            models.CheckConstraint(
                condition=Q(filled_on__isnull=True) | Q(visited_on__isnull=False, recommends__isnull=False),
                name="naming_filled_visit_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.reviewer_id}"

    @property
    def advice(self) -> str:
        """What the reviewer recommends, in words; empty before he or she does."""
        if self.recommends is None:
            return ""
        return str(dict(advice_of(is_recheck=self.recheck_id is not None))[self.recommends])


def advice_of(*, is_recheck: bool) -> tuple[tuple[bool, Any], tuple[bool, Any]]:
    """What a reviewer can recommend, with its words."""
    if is_recheck:
        return (True, _("建议保留称号")), (False, _("建议撤销称号"))
    return (True, _("建议命名")), (False, _("不建议命名"))


class Finding(models.Model):
    """What one reviewer found of one line of the checklist."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="findings")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    mark = models.CharField(_("核查结果"), max_length=6, choices=Mark.choices)
    note = models.CharField(_("说明"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("核查结果")
        verbose_name_plural = _("核查结果")
        ordering = ["criterion__position"]
        constraints = [models.UniqueConstraint(fields=["visit", "criterion"], name="naming_finding_once")]

    def __str__(self) -> str:
        return self.get_mark_display()


class Recheck(models.Model):
    """A title looked at again: kept until the next time, or revoked, with the reason; `outcome` is empty until then.

    `started_on` is the day from which reviewers visit, None where a title was revoked out of turn. What was decided never
    changes. `document` is the decision by which it was revoked.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="rechecks")
    due_on = models.DateField(_("复核期限"))
    started_on = models.DateField(_("开始复核"), null=True, blank=True)
    done_on = models.DateField(_("复核日期"), null=True, blank=True)
    outcome = models.CharField(_("结论"), max_length=8, choices=Outcome.choices, blank=True)
    reason = models.CharField(_("理由"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    document = models.ForeignKey(IssuedDocument, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("复核")
        verbose_name_plural = _("复核")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", started_on__isnull=False, done_on__isnull=True, reason="", by__isnull=True)
                | (~Q(outcome="") & ~Q(reason="") & Q(done_on__isnull=False, by__isnull=False)),
                name="naming_recheck_is_whole",
            ),
            models.UniqueConstraint(
                fields=["application"], condition=Q(outcome=""), name="naming_one_recheck_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.done_on or self.started_on} {self.get_outcome_display()}"
