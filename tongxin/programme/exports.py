"""A plan as a workbook, going out: what `imports.import_plan` reads back without a change."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from tongxin.common.tables import Layout, SheetOut, write_workbook
from tongxin.organisations.models import Unit
from tongxin.programme.enums import AssignmentRole, Counting, Insight, Rhythm
from tongxin.programme.imports import layouts
from tongxin.programme.imports.columns import plain_number, written_fields, written_filters, written_spans
from tongxin.programme.imports.units import Units
from tongxin.programme.models import Indicator, Programme, StageGoal

Cells = tuple[Any, ...]


def export_plan(programme: Programme) -> bytes:
    """The programme's plan as .xlsx. Who may see the programme may have it; the caller has looked it up so."""
    units = Units()
    by_id = Unit.objects.in_bulk()
    return write_workbook(
        [
            _sheet(layouts.PROGRAMME, iter([_programme(programme, units)])),
            _sheet(layouts.AREAS, _areas(programme)),
            _sheet(layouts.PROJECTS, _projects(programme, units)),
            _sheet(layouts.GOALS, _goals(programme)),
            _sheet(layouts.INDICATORS, _indicators(programme, units, by_id)),
        ],
        note=layouts.NOTE,
    )


def file_name(programme: Programme) -> str:
    return f"{programme.name}-{programme.year}.xlsx"


def _sheet(layout: Layout, rows: Iterator[Cells]) -> SheetOut:
    return SheetOut(layout.sheet, [column.heading for column in layout.columns], rows)


def _programme(programme: Programme, units: Units) -> Cells:
    rules = programme.light_rules
    return (
        programme.name,
        programme.year,
        units.name_of(programme.owner),
        programme.starts_on,
        programme.ends_on,
        Rhythm(programme.rhythm).label,
        programme.report_working_day,
        Insight(programme.insight).label,
        _yes(programme.is_public),
        json.dumps(rules, ensure_ascii=False, sort_keys=True) if rules else "",
        programme.document.text_sha256 if programme.document else "",
    )


def _areas(programme: Programme) -> Iterator[Cells]:
    for area in programme.areas.all():
        yield area.position, area.title, written_spans(area.spans)


def _projects(programme: Programme, units: Units) -> Iterator[Cells]:
    rows = programme.projects.select_related("area", "lead_unit").prefetch_related("assignments__unit")
    for project in rows:
        supports = [each for each in project.assignments.all() if each.role == AssignmentRole.SUPPORT]
        yield (
            project.code,
            project.area.title,
            project.title,
            project.description,
            units.name_of(project.lead_unit),
            "、".join(units.name_of(each.unit) for each in supports),
            "、".join(units.name_of(each.unit) for each in supports if each.reports),
            project.contact_role,
            project.starts_on,
            project.due_on,
            Rhythm(project.rhythm).label if project.rhythm else "",
            _yes(project.is_public),
            written_fields(project.public_fields),
            written_spans(project.spans),
        )


def _goals(programme: Programme) -> Iterator[Cells]:
    rows = StageGoal.objects.filter(project__programme=programme).select_related("project__area", "indicator")
    for goal in rows.order_by(*_project_order(), "due_on", "pk"):
        yield (
            goal.project.code,
            goal.label,
            goal.starts_on,
            goal.due_on,
            goal.text,
            goal.indicator.name if goal.indicator else "",
            plain_number(goal.threshold),
        )


def _indicators(programme: Programme, units: Units, by_id: dict[int, Unit]) -> Iterator[Cells]:
    rows = Indicator.objects.filter(project__programme=programme).select_related("project__area", "kind")
    for indicator in rows.order_by(*_project_order(), "position", "pk"):
        yield (
            indicator.project.code,
            indicator.name,
            indicator.unit,
            plain_number(indicator.target),
            indicator.kind.code if indicator.kind else "",
            Counting(indicator.counting).label,
            written_filters(indicator.filters, units, by_id),
        )


def _project_order() -> tuple[str, ...]:
    return "project__area__position", "project__code", "project__pk"


def _yes(value: bool) -> str:
    return _("是") if value else _("否")
