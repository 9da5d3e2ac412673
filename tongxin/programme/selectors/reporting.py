"""What a report's form needs: what the system knows already, and the few questions that are left."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from tongxin.common.subjects import Subject
from tongxin.facts.models import Fact, FactKind
from tongxin.facts.totals import entries_of, standing
from tongxin.programme.enums import Counting, ReportStatus
from tongxin.programme.lights import Measured
from tongxin.programme.models import Indicator, Report, ReportFigure, StageGoal
from tongxin.programme.selectors.indicators import measured


@dataclass(frozen=True)
class KnownKind:
    """What already stands for the project in the period: so many facts of a kind, `total` in kind.unit.

    `covers` says that it came in by itself for this unit (an event, a case, its own plan): the form need not ask.
    """

    kind: FactKind
    facts: int
    total: Decimal
    covers: bool


@dataclass(frozen=True)
class Question:
    """One figure that the form asks for. `is_list`: each entry is a fact of its own, with its day and place.

    A sum is asked as one number, unless several entries stand in the report already: then they are all shown, since
    one number would take the place of them all.
    """

    indicator: Indicator
    so_far: Measured
    entered: tuple[ReportFigure, ...]

    @property
    def is_list(self) -> bool:
        return self._counts_entries or len(self.entered) > 1

    @property
    def _counts_entries(self) -> bool:
        return self.indicator.counting == Counting.COUNT and not self.indicator.is_by_hand

    @property
    def unit(self) -> str:
        """The unit that an entry is in."""
        if self._counts_entries and self.indicator.kind is not None:
            return self.indicator.kind.unit
        return self.indicator.unit


@dataclass(frozen=True)
class Reporting:
    """Everything a form for one report stands on. `further` are figures that are known and may be added to by hand."""

    report: Report
    known: tuple[KnownKind, ...]
    questions: tuple[Question, ...]
    further: tuple[Question, ...]
    goals: tuple[StageGoal, ...]
    claimed: frozenset[int]
    previous: Report | None

    @property
    def asked(self) -> int:
        """How many things the form asks for: figures, goals, and the text."""
        return len(self.questions) + len(self.goals) + 1


def known_for(report: Report) -> Reporting:
    """What is known for a report's project in its period, and what is left to ask; a fixed number of queries.

    Asked are the figures entered by hand, and those of kinds that nothing else has brought in for the unit in this
    period; each kind once, also where two indicators count it. Goals without a threshold are asked once they are due in
    or before the period; the others are reached by their figures.
    """
    project = report.project
    values = {item.indicator.pk: item for item in measured([project])[project.pk]}
    known = _known(report)
    covered = {one.kind.pk for one in known if one.covers}
    entered = list(report.figures.select_related("kind", "indicator"))
    questions: list[Question] = []
    further: list[Question] = []
    asked_kinds: set[int] = set()
    for item in values.values():
        indicator = item.indicator
        if indicator.kind_id in asked_kinds or not _asks(indicator, report):
            continue
        own = tuple(figure for figure in entered if figure.indicator_id == indicator.pk)
        question = Question(indicator, item, own)
        if indicator.kind_id is not None:
            asked_kinds.add(indicator.kind_id)
        (further if indicator.kind_id in covered and not own else questions).append(question)
    claimed = frozenset(report.claimed_goals.values_list("goal_id", flat=True))
    goals = project.goals.filter(
        Q(reached_on__isnull=True, threshold__isnull=True, due_on__lte=report.period_ends) | Q(pk__in=claimed)
    )
    return Reporting(report, known, tuple(questions), tuple(further), tuple(goals), claimed, previous_of(report))


def previous_of(report: Report) -> Report | None:
    """The unit's last report on the project that was accepted, before this period."""
    return (
        Report.objects.filter(
            project_id=report.project_id,
            unit_id=report.unit_id,
            period_starts__lt=report.period_starts,
            status=ReportStatus.ACCEPTED,
        )
        .order_by("-period_starts")
        .first()
    )


def known_facts(report: Report) -> QuerySet[Fact]:
    """The facts that stand for the project in the report's period, but for its own."""
    return (
        standing(entries_of(Subject.of(report.project)))
        .filter(happened_on__gte=report.period_starts, happened_on__lte=report.period_ends)
        .exclude(source_kind=Report._meta.label_lower, source_id=str(report.pk))
    )


def _known(report: Report) -> tuple[KnownKind, ...]:
    project = report.project
    own_reports = [str(pk) for pk in project.reports.values_list("pk", flat=True)]
    from_reports = Q(source_kind=Report._meta.label_lower, source_id__in=own_reports)
    is_mine = Q() if report.unit_id == project.lead_unit_id else Q(organisation__path__startswith=report.unit.path)
    rows = (
        known_facts(report)
        .order_by()
        .values_list("kind_id")
        .annotate(facts=Count("pk"), total=Sum("quantity"), covering=Count("pk", filter=~from_reports & is_mine))
    )
    found = {kind_id: (facts, total, covering) for kind_id, facts, total, covering in rows}
    return tuple(
        KnownKind(kind, found[kind.pk][0], found[kind.pk][1], found[kind.pk][2] > 0)
        for kind in FactKind.objects.filter(pk__in=found)
    )


def _asks(indicator: Indicator, report: Report) -> bool:
    """Whether the unit's figures can count for the indicator at all."""
    units = indicator.filters.get("units")
    return not units or report.unit_id in units
