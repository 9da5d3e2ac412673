"""Year-end evaluation of projects and units, never of persons."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.programme.enums import CriterionMethod, EvaluatedThing
from tongxin.programme.models.plan import Programme, Project


class Criterion(models.Model):
    """One line of the year's yardstick: what is looked at, how heavily, scored by reviewers or computed from facts."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField(default=0)
    thing = models.CharField(_("评价对象"), max_length=10, choices=EvaluatedThing.choices)
    title = models.CharField(_("评价内容"), max_length=120)
    weight = models.PositiveSmallIntegerField(_("权重"), validators=[MinValueValidator(1), MaxValueValidator(100)])
    method = models.CharField(_("方式"), max_length=12, choices=CriterionMethod.choices)

    class Meta:
        ordering = ["thing", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "thing", "title"], name="criterion_once")]

    def __str__(self) -> str:
        return self.title


class Score(models.Model):
    """One reviewer's score of one project or unit by one criterion: 0 to 100, with a reason where it is below 60."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="scores")
    project = models.ForeignKey(Project, models.CASCADE, null=True, blank=True, related_name="scores")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, blank=True, related_name="scores")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="scores")
    value = models.PositiveSmallIntegerField(_("得分"), validators=[MaxValueValidator(100)])
    reason = models.TextField(_("理由"), blank=True)
    scored_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["criterion", "project", "reviewer"],
                condition=Q(project__isnull=False),
                name="project_score_once",
            ),
            models.UniqueConstraint(
                fields=["criterion", "unit", "reviewer"], condition=Q(unit__isnull=False), name="unit_score_once"
            ),
            models.CheckConstraint(
                condition=Q(project__isnull=False, unit__isnull=True) | Q(project__isnull=True, unit__isnull=False),
                name="score_of_one_thing",
            ),
            models.CheckConstraint(condition=Q(value__lte=100), name="score_at_most_100"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.value}"


class EvaluationResult(models.Model):
    """The outcome for one project or unit, fixed when the coordinator publishes it: points and their parts."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="results")
    project = models.ForeignKey(Project, models.CASCADE, null=True, blank=True, related_name="results")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, blank=True, related_name="results")
    points = models.DecimalField(_("总分"), max_digits=5, decimal_places=2)
    # [{"criterion", "weight", "method", "points", "lowest", "highest", "scores"}, ...] as published
    parts = models.JSONField()
    published_on = models.DateField()

    class Meta:
        ordering = ["-points"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "project"], condition=Q(project__isnull=False), name="project_result_once"
            ),
            models.UniqueConstraint(
                fields=["programme", "unit"], condition=Q(unit__isnull=False), name="unit_result_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project or self.unit}: {self.points}"
