"""What is written while the year is carried out: reports, requests, reminders, supervision."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongxin.programme.enums import ReportStatus, RequestStatus, SupervisionStatus
from tongxin.programme.models.plan import Indicator, Project, StageGoal


class Report(models.Model):
    """What a unit says of one period of a project. The row stands from assignment on, owed once the period begins.

    `status` is written by `workflows.REPORT` only. An accepted report has written its figures as facts, once. `version`
    counts saves: of two people who saved the same version the second is told. `submitted_on` is the first day it was
    handed in and not taken back: whether it was in time is judged by it, also when it was sent back later.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="reports")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="reports")
    period_starts = models.DateField()
    period_ends = models.DateField()
    label = models.CharField(_("期次"), max_length=40)
    due_on = models.DateField(_("应报日期"))
    status = models.CharField(max_length=10, choices=ReportStatus.choices, default=ReportStatus.OWED)
    text = models.TextField(_("做成了什么"), blank=True)
    difficulty = models.TextField(_("需要协调的问题"), blank=True)
    version = models.PositiveIntegerField(default=0)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="written_reports"
    )
    submitted_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="decided_reports"
    )
    decided_on = models.DateField(null=True, blank=True)
    return_reason = models.TextField(blank=True)
    times_returned = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "unit", "period_starts"], name="report_once_per_period"),
        ]
        indexes = [models.Index(fields=["unit", "status", "due_on"]), models.Index(fields=["status", "due_on"])]

    def __str__(self) -> str:
        return f"{self.project.title} {self.label}"

    @property
    def is_open(self) -> bool:
        """Whether its unit may still write in it."""
        return self.status in (ReportStatus.OWED, ReportStatus.RETURNED)


class ReportFigure(models.Model):
    """A figure in a report: for an indicator of the project, or a fact of another kind. A fact once accepted."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="figures")
    kind = models.ForeignKey("facts.FactKind", models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, blank=True, related_name="figures")
    quantity = models.DecimalField(_("数量"), max_digits=20, decimal_places=2)
    happened_on = models.DateField(_("日期"))
    place = models.CharField(_("地点"), max_length=120, blank=True)
    summary = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.quantity}"


class ReportGoal(models.Model):
    """A stage goal that the report says was reached; holds once the report is accepted."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="claimed_goals")
    goal = models.ForeignKey(StageGoal, models.CASCADE, related_name="claims")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "goal"], name="goal_claimed_once")]

    def __str__(self) -> str:
        return str(self.goal)


class ReportEvidence(models.Model):
    """A photo or file that shows what a report says."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="evidence")
    attachment = models.ForeignKey("common.Attachment", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["report", "attachment"], name="evidence_once")]

    def __str__(self) -> str:
        return str(self.attachment)


class ExtensionRequest(models.Model):
    """A unit asks for a later date, of the project or of one stage goal. `status` by `workflows.EXTENSION` only."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="extension_requests")
    goal = models.ForeignKey(StageGoal, models.CASCADE, null=True, blank=True, related_name="extension_requests")
    old_due = models.DateField(_("原期限"))
    new_due = models.DateField(_("申请延至"))
    reason = models.TextField(_("理由"))
    status = models.CharField(max_length=10, choices=RequestStatus.choices, default=RequestStatus.ASKED)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="extension_requests"
    )
    asked_on = models.DateField()
    decided_by_id = models.BigIntegerField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decision = models.TextField(_("批复"), blank=True)

    class Meta:
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["project"], condition=Q(status="asked"), name="one_open_extension"),
            models.CheckConstraint(condition=Q(new_due__gt=F("old_due")), name="extension_is_later"),
        ]

    def __str__(self) -> str:
        return f"{self.project} → {self.new_due}"


class CloseRequest(models.Model):
    """A unit says that its project is done. `status` is written by `workflows.CLOSING` only."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="close_requests")
    summary = models.TextField(_("完成情况"))
    # Why reports are still owed or goals not reached, where there are any.
    explanation = models.TextField(_("未完成事项的说明"), blank=True)
    status = models.CharField(max_length=10, choices=RequestStatus.choices, default=RequestStatus.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="close_requests")
    asked_on = models.DateField()
    decided_by_id = models.BigIntegerField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decision = models.TextField(_("意见"), blank=True)

    class Meta:
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["project"], condition=Q(status="asked"), name="one_open_closing")
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.asked_on}"


class Reminder(models.Model):
    """That somebody was reminded of a report, a goal or an assignment: one row a step, so that each is sent once.

    `step` is the rule's name ("report-before-3", "report-after-5"); `level` is unit, reviewer or coordinator.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="reminders")
    report = models.ForeignKey(Report, models.CASCADE, null=True, blank=True, related_name="reminders")
    goal = models.ForeignKey(StageGoal, models.CASCADE, null=True, blank=True, related_name="reminders")
    key = models.CharField(max_length=120, unique=True)
    step = models.CharField(max_length=40)
    level = models.CharField(max_length=20)
    sent_on = models.DateField()

    class Meta:
        ordering = ["sent_on", "pk"]

    def __str__(self) -> str:
        return self.key


class SupervisionNotice(models.Model):
    """督办通知单: what is late, what is asked, to be answered by when. Numbered per office and year.

    `status` is written by `workflows.SUPERVISION` only. `basis` keeps the light as it stood when the notice was issued.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="supervision_notices")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="supervision_notices")
    issuer = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="issued_supervision_notices")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    reason = models.TextField(_("督办事由"))
    demand = models.TextField(_("督办要求"))
    basis = models.JSONField(default=dict)
    issued_on = models.DateField(_("发出日期"))
    answer_by = models.DateField(_("答复期限"))
    status = models.CharField(max_length=10, choices=SupervisionStatus.choices, default=SupervisionStatus.ISSUED)
    delivered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(_("答复"), blank=True)
    answered_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    document = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-year", "-serial"]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "year", "serial"], name="supervision_number_once"),
            models.CheckConstraint(condition=Q(answer_by__gte=F("issued_on")), name="answer_after_issue"),
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.serial:02d}"
