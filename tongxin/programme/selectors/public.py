"""The year as the public sees it: only what is public, field by field, as plain frozen rows for page, JSON and CSV.

Counts of persons are published by whole months and rounded down to tens (red line 5): two looks at the page, too, tell
nothing of a handful of people, also where facts come late or are corrected.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from tongxin.common import page_cache
from tongxin.facts.models import FactKind, MonthlyTotal
from tongxin.facts.suppression import THRESHOLD
from tongxin.programme.enums import Counting, ProgrammeStatus, PublicField, ReportStatus
from tongxin.programme.lights import Light, Measured, Reason, State, is_reached
from tongxin.programme.models import Area, Indicator, Programme, Project, Report, StageGoal
from tongxin.programme.selectors.board import UNFINISHED, Card, count_states, judge_all
from tongxin.programme.selectors.indicators import (
    Months,
    measured_with_months,
    months_that_count,
    value_of_months,
)


@dataclass(frozen=True)
class PublicIndicator:
    """`value` is None where it is a count of persons too small to be published."""

    name: str
    unit: str
    value: Decimal | None
    target: Decimal | None


@dataclass(frozen=True)
class PublicGoal:
    """`state` is done, late or idle (still to come)."""

    label: str
    text: str
    due_on: date
    state: str


@dataclass(frozen=True)
class PublicProgress:
    label: str
    on: date | None
    text: str


@dataclass(frozen=True)
class PublicReason:
    found: str
    sums: tuple[str, ...]


@dataclass(frozen=True)
class PublicProject:
    """What one project shows; what is not public is empty or None."""

    code: str
    title: str
    area: str
    state: str
    words: str
    is_sample: bool
    lead_unit: str
    supporting_units: tuple[str, ...]
    starts_on: date | None
    due_on: date | None
    goals: tuple[PublicGoal, ...]
    indicators: tuple[PublicIndicator, ...]
    progress: tuple[PublicProgress, ...]
    reasons: tuple[PublicReason, ...]


@dataclass(frozen=True)
class PublicArea:
    title: str
    projects: tuple[PublicProject, ...]
    counts: dict[str, int]


@dataclass(frozen=True)
class PublicYear:
    programme: Programme
    areas: tuple[PublicArea, ...]
    as_of: date
    counts: dict[str, int]

    @property
    def projects(self) -> list[PublicProject]:
        return [project for area in self.areas for project in area.projects]


def public_programmes() -> QuerySet[Programme]:
    """Years that are open to the public; units' own plans never are."""
    return (
        Programme.objects.filter(is_public=True, parent_project__isnull=True)
        .exclude(status=ProgrammeStatus.PLANNED)
        .select_related("owner", "document")
    )


def public_year(programme: Programme) -> PublicYear:
    """A public year with its public projects. A fixed number of queries, however many projects; none while it is kept."""
    [year] = public_years([programme])
    return year


def public_years(programmes: Sequence[Programme]) -> list[PublicYear]:
    """The same of several: seven queries together, none while they are kept."""
    key = ("public_years", tuple((programme.pk, programme.today) for programme in programmes), get_language())
    return page_cache.remembered(key, lambda: _read_years(programmes))


def _read_years(programmes: Sequence[Programme]) -> list[PublicYear]:
    # Projects come in the order of their areas.
    rows = list(
        Project.objects.filter(programme__in=programmes, is_public=True).select_related(
            "programme__owner", "area", "lead_unit"
        )
    )
    values, months = measured_with_months(rows, _is_of_persons)
    unfinished, texts = _reports(rows)
    cards = judge_all(rows, values=values, unfinished=unfinished)
    held = _held_counts(cards.values(), months)
    return [
        _year(programme, [row for row in rows if row.programme_id == programme.pk], cards, texts, held)
        for programme in programmes
    ]


def _year(
    programme: Programme,
    rows: list[Project],
    cards: dict[int, Card],
    texts: dict[int, list[PublicProgress]],
    held: dict[int, Decimal],
) -> PublicYear:
    by_area: dict[Area, list[Project]] = defaultdict(list)
    for row in rows:
        by_area[row.area].append(row)
    areas = [
        PublicArea(
            area.title,
            tuple(_project(cards[row.pk], list(cards[row.pk].goals), texts[row.pk], held) for row in there),
            count_states(cards[row.pk] for row in there),
        )
        for area, there in by_area.items()
    ]
    return PublicYear(programme, tuple(areas), programme.today, count_states(cards[row.pk] for row in rows))


def _project(
    card: Card, goals: list[StageGoal], texts: list[PublicProgress], held: dict[int, Decimal]
) -> PublicProject:
    project, light = card.project, card.light
    values = {item.indicator.pk: item for item in card.measured}

    def if_shown(field: PublicField, rows: Iterable[object]) -> tuple[object, ...]:
        return tuple(rows) if project.shows(field) else ()

    dates = project.shows(PublicField.DATES)
    return PublicProject(
        code=project.code,
        title=project.title,
        area=project.area.title,
        state=light.state.value,
        words=light.words,
        is_sample=project.is_sample or project.programme.is_sample,
        lead_unit=project.lead_unit.name if project.shows(PublicField.UNITS) else "",
        supporting_units=if_shown(PublicField.UNITS, card.supporting),  # type: ignore[arg-type]
        starts_on=project.starts_on if dates else None,
        due_on=project.due_on if dates else None,
        goals=if_shown(PublicField.GOALS, (_goal(goal, values, project.programme.today) for goal in goals)),  # type: ignore[arg-type]
        indicators=if_shown(PublicField.INDICATORS, (_indicator(item, held) for item in card.measured)),  # type: ignore[arg-type]
        progress=if_shown(PublicField.PROGRESS, texts),  # type: ignore[arg-type]
        reasons=tuple(
            PublicReason(reason.found, reason.sums) for reason in _shown_reasons(project, light, card.measured)
        ),
    )


def _goal(goal: StageGoal, values: dict[int, Measured], today: date) -> PublicGoal:
    state = State.DONE if is_reached(goal, values) else State.LATE if goal.due_on < today else State.IDLE
    return PublicGoal(goal.label, goal.text, goal.due_on, state.value)


def _shown_reasons(project: Project, light: Light, measured: tuple[Measured, ...]) -> list[Reason]:
    """Those grounds of a light whose part of the project is public, and that tell no small count of persons."""
    persons = {item.indicator.pk for item in measured if _counts_persons(item)}
    needs = {"goal": PublicField.GOALS, "behind": PublicField.INDICATORS, "project": PublicField.DATES}
    needs |= {"reports": PublicField.PROGRESS, "not": PublicField.DATES}
    shown = []
    for reason in light.reasons:
        field = needs.get(reason.rule.split("-")[0])
        if field is not None and not project.shows(field):
            continue
        if reason.indicator_id is not None and (
            not project.shows(PublicField.INDICATORS) or reason.indicator_id in persons
        ):
            continue
        if reason.rule != "not-accepted":
            shown.append(reason)
    return shown


def _counts_persons(item: Measured) -> bool:
    return _is_of_persons(item.indicator)


def _is_of_persons(indicator: Indicator) -> bool:
    return indicator.kind is not None and indicator.kind.counts_persons


def _indicator(item: Measured, held: dict[int, Decimal]) -> PublicIndicator:
    value: Decimal | None = item.value or Decimal(0)
    if _counts_persons(item):
        value = held.get(item.indicator.pk)
    return PublicIndicator(item.indicator.name, item.indicator.unit, value, item.indicator.target)


def _held_counts(cards: Iterable[Card], months: Months) -> dict[int, Decimal]:
    """What of each indicator that counts persons may be published: whole months, rounded down to tens; by indicator.

    Months are summed before rounding, those that the indicator counts. A step of ten or more alone would not do: a late
    fact or a correction changes a month that is published already, and the difference of two looks would be that
    handful. The latest fact is told when its month is over.
    """
    published: dict[int, Decimal] = {}
    for card in cards:
        this_month = card.project.programme.today.replace(day=1)
        for item in card.measured:
            if _counts_persons(item):
                whole = _of_whole_months(item, months, this_month)
                if whole >= THRESHOLD:
                    published[item.indicator.pk] = whole // THRESHOLD * THRESHOLD
    return published


def _of_whole_months(item: Measured, months: Months, this_month: date) -> Decimal:
    indicator = item.indicator
    if indicator.counting == Counting.LATEST:
        is_over = item.latest_on is not None and item.latest_on < this_month
        return item.value or Decimal(0) if is_over else Decimal(0)
    return value_of_months(indicator, [row for row in months_that_count(indicator, months) if row.month < this_month])


@dataclass(frozen=True)
class Reported:
    """A public year with the codes of its public projects, and when each was last reported on."""

    programme: Programme
    projects: tuple[tuple[str, date | None], ...]

    @property
    def newest(self) -> date | None:
        return max((day for _code, day in self.projects if day), default=None)


def reported() -> tuple[Reported, ...]:
    """All public years, what stands in the list of pages for search engines: three queries, none while they are kept."""
    return page_cache.remembered("programme.reported", _read_reported)


def _read_reported() -> tuple[Reported, ...]:
    programmes = list(public_programmes())
    projects = list(Project.objects.filter(programme__in=programmes, is_public=True))
    _unfinished, texts = _reports(projects)
    found: dict[int, list[tuple[str, date | None]]] = defaultdict(list)
    for project in projects:
        day = max((one.on for one in texts[project.pk] if one.on), default=None)
        found[project.programme_id].append((project.code, day))
    return tuple(Reported(programme, tuple(found[programme.pk])) for programme in programmes)


@dataclass(frozen=True)
class YearFigures:
    """What a public year has done, by kind; None is a count of persons too small to be published.

    `projects` are the public ones that these figures come from.
    """

    programme: Programme
    projects: int
    rows: tuple[tuple[FactKind, Decimal | None], ...]


def public_figures(programme: Programme) -> YearFigures:
    """The sums of what the year's public projects show one by one: nothing of others is in them; two queries.

    Of public kinds only. Persons are counted as everywhere in a public year: whole months, rounded down to tens.
    """
    rows = Indicator.objects.filter(
        project__programme=programme, project__is_public=True, kind__is_public=True, counting=Counting.SUM
    )
    shown = {
        (str(one.project_id), one.kind_id): one.kind
        for one in rows.select_related("project", "kind").order_by("kind__position", "kind__code")
        if one.kind is not None and not one.filters and one.project.shows(PublicField.INDICATORS)
    }
    totals: dict[FactKind, Decimal] = {kind: Decimal(0) for kind in shown.values()}
    months = MonthlyTotal.objects.filter(
        subject_kind=Project._meta.label_lower,
        subject_id__in={project_id for project_id, _kind in shown},
        kind_id__in={kind.pk for kind in totals},
    )
    this_month = programme.today.replace(day=1)
    for row in months:
        kind = shown.get((row.subject_id, row.kind_id))
        if kind is not None and (row.month < this_month or not kind.counts_persons):
            totals[kind] += row.total
    return YearFigures(
        programme,
        len({project_id for project_id, _kind in shown}),
        tuple((kind, _held(kind, total)) for kind, total in totals.items() if total > 0),
    )


def _held(kind: FactKind, total: Decimal) -> Decimal | None:
    if not kind.counts_persons:
        return total
    return total // THRESHOLD * THRESHOLD if total >= THRESHOLD else None


def _reports(projects: list[Project]) -> tuple[list[Report], dict[int, list[PublicProgress]]]:
    """The reports that are not finished, and the texts of accepted ones of the lead units; one query.

    The texts come newest first, at most six a project.
    """
    unfinished: list[Report] = []
    found: dict[int, list[PublicProgress]] = defaultdict(list)
    shown = {project.pk: project.lead_unit_id for project in projects if project.shows(PublicField.PROGRESS)}
    rows = Report.objects.filter(
        Q(project_id__in=[project.pk for project in projects], status__in=UNFINISHED)
        | Q(project_id__in=shown, status=ReportStatus.ACCEPTED)
    )
    read = ("project_id", "unit_id", "status", "due_on", "label", "submitted_on", "text")
    for row in rows.order_by("-period_starts").only(*read):
        if row.status in UNFINISHED:
            unfinished.append(row)
        elif row.unit_id == shown[row.project_id] and row.text and len(found[row.project_id]) < 6:
            found[row.project_id].append(PublicProgress(row.label, row.submitted_on, row.text))
    return unfinished, found
