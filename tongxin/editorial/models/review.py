"""The three readings of a page: who has which part in one, and what each said of which words."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Step(models.IntegerChoices):
    """A person's part in one review. Who wrote has a part too: so that it can be nobody else's."""

    WRITING = 0, _("撰稿")
    FIRST = 1, _("初审")
    SECOND = 2, _("复审")
    THIRD = 3, _("终审")


READINGS = (Step.FIRST, Step.SECOND, Step.THIRD)


class ReviewPart(models.Model):
    """One person's only part in one review: the constraint decides that nobody has two.

    `review` is Wagtail's state of the workflow, from being handed in to being let out, over all returns between.
    Written by `editorial.reviewing` only.
    """

    review = models.ForeignKey("wagtailcore.WorkflowState", models.CASCADE, related_name="parts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    step = models.PositiveSmallIntegerField(choices=Step.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "person"], name="review_one_part_a_person"),
            models.CheckConstraint(condition=Q(step__lte=Step.THIRD), name="review_part_is_a_step"),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.person}"


class ReviewVerdict(models.Model):
    """What one reader said of exactly these words (`digest`), once. Written by `editorial.reviewing` only."""

    class Verdict(models.TextChoices):
        APPROVED = "approved", _("通过")
        SENT_BACK = "sent_back", _("退回")

    review = models.ForeignKey("wagtailcore.WorkflowState", models.CASCADE, related_name="verdicts")
    step = models.PositiveSmallIntegerField(choices=Step.choices)
    revision_id = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    reason = models.CharField(_("意见"), max_length=1000, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["revision_id", "digest", "step"], name="review_one_verdict_a_step"),
            models.CheckConstraint(condition=Q(step__gte=Step.FIRST, step__lte=Step.THIRD), name="review_is_a_reading"),
            models.CheckConstraint(
                condition=Q(verdict="approved") | ~Q(reason=""), name="review_sent_back_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.get_verdict_display()}"


def digest_of(revision: Any) -> str:
    """SHA-256 of a revision's words: saving again may put others under the same number."""
    body = json.dumps(revision.content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(body.encode()).hexdigest()


def steps_passed(revision: Any) -> set[int]:
    """The readings that these words have passed."""
    rows = ReviewVerdict.objects.filter(
        revision_id=revision.pk, digest=digest_of(revision), verdict=ReviewVerdict.Verdict.APPROVED
    )
    return set(rows.values_list("step", flat=True))
