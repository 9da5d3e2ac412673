"""The yearly evaluation of brands, never of persons: a yardstick, reviewers who score apart, published results."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.brands.enums import CriterionGroup, CriterionMethod, EvaluationStatus
from tongxin.brands.models.brand import Brand
from tongxin.brands.models.system import BrandSystem


class Evaluation(models.Model):
    """The evaluation of one year. What is counted of it is what happened from 1 January to `until`.

    `status` is written by the EVALUATION workflow only.
    """

    system = models.ForeignKey(BrandSystem, models.PROTECT, related_name="evaluations")
    year = models.PositiveSmallIntegerField(_("年份"))
    until = models.DateField(_("数据截至"))
    status = models.CharField(
        _("状态"), max_length=10, choices=EvaluationStatus.choices, default=EvaluationStatus.PREPARING
    )
    published_on = models.DateField(_("公布日期"), null=True, blank=True)
    is_sample = models.BooleanField(_("示例"), default=False)

    class Meta:
        verbose_name = _("品牌评价")
        verbose_name_plural = _("品牌评价")
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["system", "year"], name="brand_evaluation_once")]

    def __str__(self) -> str:
        return str(self.year)


class BrandCriterion(models.Model):
    """One line of the year's yardstick: its group, what is looked at, its weight in percent, scored or computed."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="criteria")
    group = models.CharField(_("分组"), max_length=10, choices=CriterionGroup.choices)
    title = models.CharField(_("评价内容"), max_length=120)
    weight = models.PositiveSmallIntegerField(_("权重"), validators=[MinValueValidator(1), MaxValueValidator(100)])
    method = models.CharField(_("方式"), max_length=10, choices=CriterionMethod.choices)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("评价内容")
        verbose_name_plural = _("评价内容")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "title"], name="brand_criterion_once"),
            models.CheckConstraint(condition=Q(weight__range=(1, 100)), name="brand_criterion_weight"),
        ]

    def __str__(self) -> str:
        return self.title


class EvaluationReviewer(models.Model):
    """Somebody who scores in an evaluation. Not the brands of the own unit."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="reviewers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("评审人")
        verbose_name_plural = _("评审人")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["evaluation", "user"], name="evaluation_reviewer_once")]

    def __str__(self) -> str:
        return str(self.user)


class EvaluationEntry(models.Model):
    """A brand in an evaluation, and, once it is published, its result with what it is made of.

    `parts`: [{"group", "criterion", "weight", "method", "points", "found", "lowest", "highest", "scores", "reasons"}].
    `conclusion` is the office's reason in words, published with the points.
    """

    PUBLIC_TEXTS: ClassVar[tuple[str, ...]] = ("conclusion",)

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="entries")
    brand = models.ForeignKey(Brand, models.PROTECT, related_name="evaluations")
    points = models.DecimalField(_("总分"), max_digits=5, decimal_places=2, null=True, blank=True)
    parts = models.JSONField(default=list)
    conclusion = models.CharField(_("评价意见"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("参评品牌")
        verbose_name_plural = _("参评品牌")
        ordering = ["brand__family__category__position", "brand__family__position", "brand__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["evaluation", "brand"], name="evaluation_entry_once")]

    def __str__(self) -> str:
        return str(self.brand)


class ScoreSheet(models.Model):
    """One reviewer's scores of one brand. Once submitted it is fixed, and its reviewer sees the others' sheets."""

    entry = models.ForeignKey(EvaluationEntry, models.CASCADE, related_name="sheets")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(_("提交时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("评分表")
        verbose_name_plural = _("评分表")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["entry", "reviewer"], name="score_sheet_once")]

    def __str__(self) -> str:
        return f"{self.entry} {self.pk}"


class SheetScore(models.Model):
    """A score from 0 to 100 by one criterion, with a reason where it is below 60."""

    PUBLIC_TEXTS: ClassVar[tuple[str, ...]] = ("reason",)

    sheet = models.ForeignKey(ScoreSheet, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(BrandCriterion, models.CASCADE, related_name="scores")
    value = models.PositiveSmallIntegerField(_("得分"), validators=[MaxValueValidator(100)])
    reason = models.CharField(_("理由"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("得分")
        verbose_name_plural = _("得分")
        ordering = ["criterion__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="sheet_score_once"),
            models.CheckConstraint(condition=Q(value__lte=100), name="sheet_score_at_most_100"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.value}"
