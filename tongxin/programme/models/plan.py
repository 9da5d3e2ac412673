"""The plan: the year, its areas and projects, who carries them, and what they are measured by."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongxin.common import clock
from tongxin.programme.enums import (
    AssignmentRole,
    AssignmentStatus,
    Counting,
    Insight,
    ProgrammeStatus,
    ProjectStatus,
    PublicField,
    Rhythm,
)


def every_public_field() -> list[str]:
    return [str(field.value) for field in PublicField]


class Programme(models.Model):
    """A year of joint work, owned by a coordinating office; or a unit's own plan for a project that it carries.

    `parent_project` makes it the latter: what is recorded in it counts for that project too. `insight` says how far the
    office above sees into it. `status` is written by `workflows.PROGRAMME` only.
    """

    owner = models.ForeignKey(
        "organisations.Unit", models.PROTECT, related_name="programmes", verbose_name=_("主办单位")
    )
    name = models.CharField(_("名称"), max_length=120)
    year = models.PositiveSmallIntegerField(_("年份"), validators=[MinValueValidator(1990), MaxValueValidator(2100)])
    starts_on = models.DateField(_("开始"))
    ends_on = models.DateField(_("结束"))
    status = models.CharField(max_length=10, choices=ProgrammeStatus.choices, default=ProgrammeStatus.PLANNED)
    document = models.ForeignKey(
        "documents.SourceDocument", models.PROTECT, null=True, blank=True, related_name="programmes"
    )
    parent_project = models.ForeignKey(
        "programme.Project", models.PROTECT, null=True, blank=True, related_name="sub_programmes"
    )
    insight = models.CharField(_("上级可见范围"), max_length=10, choices=Insight.choices, default=Insight.PROGRESS)
    rhythm = models.CharField(_("报告频次"), max_length=12, choices=Rhythm.choices, default=Rhythm.MONTHLY)
    report_working_day = models.PositiveSmallIntegerField(
        _("每期结束后第几个工作日前报告"), default=3, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    # Overrides of the light rules' defaults: see `lights.LightRules`.
    light_rules = models.JSONField(default=dict, blank=True)
    is_public = models.BooleanField(_("向社会公开"), default=False)
    is_sample = models.BooleanField(_("示例数据"), default=False)
    # Sample years only: the day on which the year is shown instead of today, and pages say so.
    shown_as_of = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-year", "name"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "year", "name"], name="programme_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="programme_ends_after_start"),
            models.CheckConstraint(
                condition=Q(shown_as_of__isnull=True) | Q(is_sample=True), name="only_samples_stand_still"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def today(self) -> date:
        """The day that dates are held against: today, or a sample year's fixed day."""
        return self.shown_as_of or clock.today()

    @property
    def is_running(self) -> bool:
        return self.status == ProgrammeStatus.RUNNING


class Area(models.Model):
    """A field of work within a programme. `spans` are the places in the document that it was read from."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="areas")
    position = models.PositiveSmallIntegerField(_("顺序"))
    title = models.CharField(_("领域"), max_length=200)
    spans = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "title"], name="area_once")]

    def __str__(self) -> str:
        return self.title


class Project(models.Model):
    """A key project: what is to be done, who leads, from when to when. `code` is "1-02" within its programme.

    `status` is written by `workflows.PROJECT` only, `due_on` after assignment by `actions.extending` only; where it
    stood before is kept in `DeadlineMove`. `spans` ([[start, end], ...]) tie it to its words in the document.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="projects")
    area = models.ForeignKey(Area, models.PROTECT, related_name="projects")
    code = models.CharField(_("编号"), max_length=20)
    title = models.CharField(_("项目"), max_length=200)
    description = models.TextField(_("内容"), blank=True)
    lead_unit = models.ForeignKey(
        "organisations.Unit", models.PROTECT, related_name="led_projects", verbose_name=_("牵头单位")
    )
    contact_role = models.CharField(_("联系岗位"), max_length=60, blank=True)
    starts_on = models.DateField(_("开始"))
    due_on = models.DateField(_("完成时限"))
    status = models.CharField(max_length=10, choices=ProjectStatus.choices, default=ProjectStatus.PLANNED)
    rhythm = models.CharField(_("报告频次"), max_length=12, choices=Rhythm.choices, blank=True)
    is_public = models.BooleanField(_("向社会公开"), default=True)
    public_fields = models.JSONField(_("公开的内容"), default=every_public_field, blank=True)
    spans = models.JSONField(default=list, blank=True)
    assigned_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    is_sample = models.BooleanField(_("示例"), default=False)

    class Meta:
        ordering = ["area__position", "code", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="project_code_once"),
            models.CheckConstraint(condition=Q(due_on__gte=F("starts_on")), name="project_due_after_start"),
        ]
        indexes = [models.Index(fields=["lead_unit", "status"])]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def is_open(self) -> bool:
        return self.status not in (ProjectStatus.CLOSED, ProjectStatus.EVALUATED)

    @property
    def own_rhythm(self) -> str:
        """How often it is reported: its own rhythm, or the programme's."""
        return self.rhythm or self.programme.rhythm

    def shows(self, field: PublicField) -> bool:
        """Whether the public page may show this part of it."""
        return self.is_public and field.value in self.public_fields


class Assignment(models.Model):
    """A unit's part in a project. `status` is written by `workflows.ASSIGNMENT` only.

    The lead unit always reports; a supporting unit reports where `reports` says so.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="assignments")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="assignments")
    role = models.CharField(_("分工"), max_length=10, choices=AssignmentRole.choices)
    status = models.CharField(max_length=10, choices=AssignmentStatus.choices, default=AssignmentStatus.WAITING)
    reports = models.BooleanField(_("单独报告"), default=False)
    accept_by = models.DateField(_("签收期限"), null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["role", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "unit"], name="unit_once_in_project"),
            models.UniqueConstraint(fields=["project"], condition=Q(role="lead"), name="one_lead_per_project"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.get_role_display()} {self.project}"


class Indicator(models.Model):
    """A number that a project is measured by, counted from facts; or entered by hand in reports, with evidence.

    `kind` is the kind of fact that is counted; null where it is entered by hand, and then each accepted figure becomes
    a fact of the kind "reported-value" for this indicator. `filters` may limit what counts: {"units": [id, ...],
    "since": "2019-03", "until": "2019-09"}, whole months, both included; never together with "latest". `target` is in
    `unit`.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("指标"), max_length=120)
    unit = models.CharField(_("计量单位"), max_length=20)
    target = models.DecimalField(_("目标值"), max_digits=20, decimal_places=2, null=True, blank=True)
    kind = models.ForeignKey("facts.FactKind", models.PROTECT, null=True, blank=True, related_name="+")
    counting = models.CharField(_("计数方式"), max_length=10, choices=Counting.choices, default=Counting.SUM)
    filters = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="indicator_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_by_hand(self) -> bool:
        return self.kind_id is None


class StageGoal(models.Model):
    """What is to be reached by the end of a quarter or month, in words; with `threshold`, also as an indicator's value.

    A goal with a threshold is reached when the indicator is; another when a report that says so is accepted
    (`reached_on`). `due_on` moves only with a granted extension, which leaves a `DeadlineMove`.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="goals")
    starts_on = models.DateField(_("阶段开始"))
    due_on = models.DateField(_("应于"))
    label = models.CharField(_("阶段"), max_length=40)
    text = models.TextField(_("目标"))
    indicator = models.ForeignKey(Indicator, models.SET_NULL, null=True, blank=True, related_name="goals")
    threshold = models.DecimalField(_("应达到"), max_digits=20, decimal_places=2, null=True, blank=True)
    reached_on = models.DateField(null=True, blank=True)
    reached_in = models.ForeignKey(
        "programme.Report", models.SET_NULL, null=True, blank=True, related_name="reached_goals"
    )

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "label"], name="goal_once_per_stage"),
            models.CheckConstraint(
                condition=Q(threshold__isnull=True) | Q(indicator__isnull=False), name="threshold_has_indicator"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.text}"


class DeadlineMove(models.Model):
    """A deadline that was moved: where it stood, where it stands, why, and who decided. The baseline is never lost."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="deadline_moves")
    goal = models.ForeignKey(StageGoal, models.CASCADE, null=True, blank=True, related_name="deadline_moves")
    old = models.DateField(_("原期限"))
    new = models.DateField(_("新期限"))
    why = models.TextField(_("理由"))
    decided_by_id = models.BigIntegerField()
    decided_on = models.DateField()
    request = models.ForeignKey(
        "programme.ExtensionRequest", models.PROTECT, null=True, blank=True, related_name="moves"
    )

    class Meta:
        ordering = ["decided_on", "pk"]

    def __str__(self) -> str:
        return f"{self.project} {self.old} → {self.new}"


def spans_of(thing: Any) -> list[tuple[int, int]]:
    """The places in the document that an area or a project was read from, as (start, end) characters."""
    return [(int(start), int(end)) for start, end in thing.spans]
