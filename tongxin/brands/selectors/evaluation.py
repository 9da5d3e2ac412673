"""How an evaluation stands for one person. Nobody reads another's sheet before handing in the own one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from tongxin.brands import rules
from tongxin.brands.enums import EvaluationStatus
from tongxin.brands.models import Brand, BrandCriterion, Evaluation, EvaluationEntry, ScoreSheet
from tongxin.brands.yardstick import Part, computed
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.organisations.roles import holds_any, units_where


def evaluations_for(user: Any) -> QuerySet[Evaluation]:
    """Published ones for everybody with a role; others for the system's owner and for their reviewers."""
    rows = Evaluation.objects.select_related("system__owner")
    if not holds_any(user, set(Role)):
        return rows.none()
    own = Unit.objects.filter(units_where(user, {Role.COORDINATOR, Role.REVIEWER, Role.LEADER, Role.AUDITOR}))
    seen = Q(status=EvaluationStatus.PUBLISHED) | Q(system__owner__in=own)
    reviewed = Q(
        status=EvaluationStatus.OPEN, pk__in=Evaluation.objects.filter(reviewers__user_id=user.pk).values("pk")
    )
    return rows.filter(seen | reviewed)


def evaluation_for(user: Any, pk: int) -> Evaluation:
    """One of them. Raises Http404 for any other."""
    found = evaluations_for(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def entry_for(user: Any, evaluation: Evaluation, pk: int) -> EvaluationEntry:
    """A brand of an evaluation that the person sees. Raises Http404."""
    rows = evaluation.entries.select_related("brand__owner", "brand__family__category__system__owner")
    entry = rows.filter(pk=pk).first()
    if entry is None:
        raise Http404
    entry.evaluation = evaluation
    return entry


def is_reviewer(user: Any, evaluation: Evaluation) -> bool:
    return evaluation.reviewers.filter(user_id=user.pk).exists()


@dataclass(frozen=True)
class Row:
    """A brand that is evaluated. `own` is the reader's sheet; `submitted` how many reviewers are done."""

    entry: EvaluationEntry
    submitted: int
    own: ScoreSheet | None
    is_party: bool

    @property
    def brand(self) -> Brand:
        return self.entry.brand


def rows_of(evaluation: Evaluation, user: Any) -> list[Row]:
    """The brands of an evaluation with how far their scoring is; a fixed number of queries."""
    entries = evaluation.entries.select_related("brand__owner", "brand__family__category__system").annotate(
        submitted=Count("sheets", filter=Q(sheets__submitted_at__isnull=False))
    )
    own = {
        sheet.entry_id: sheet for sheet in ScoreSheet.objects.filter(entry__evaluation=evaluation, reviewer_id=user.pk)
    }
    return [Row(entry, entry.submitted, own.get(entry.pk), rules.is_own_unit(user, entry.brand)) for entry in entries]


@dataclass(frozen=True)
class Given:
    """A criterion in a sheet: the computed part, the own score, and, once handed in, what the others gave."""

    criterion: BrandCriterion
    part: Part | None
    value: int | None
    reason: str
    others: tuple[int, ...]


def sheet_of(entry: EvaluationEntry, user: Any) -> tuple[ScoreSheet | None, list[Given]]:
    """One's own sheet of a brand with its criteria; others' scores only once one's own are handed in."""
    evaluation = entry.evaluation
    parts = computed(evaluation, [entry.brand])[entry.brand_id]
    sheets = list(entry.sheets.prefetch_related("scores"))
    own = next((sheet for sheet in sheets if sheet.reviewer_id == user.pk), None)
    scores = {one.criterion_id: one for one in own.scores.all()} if own else {}
    seen = [sheet for sheet in sheets if sheet.submitted_at and sheet.reviewer_id != user.pk]
    if own is None or own.submitted_at is None:
        seen = []
    rows = []
    for criterion in evaluation.criteria.all():
        score = scores.get(criterion.pk)
        others = tuple(one.value for sheet in seen for one in sheet.scores.all() if one.criterion_id == criterion.pk)
        rows.append(
            Given(
                criterion,
                parts.get(criterion.method),
                score.value if score else None,
                score.reason if score else "",
                others,
            )
        )
    return own, rows
