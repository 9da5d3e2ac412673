"""From a plan's workbook to a plan as it is given; every wrong cell is told at once, nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tongxin.common.enumeration import listed
from tongxin.common.tables import CellError, Layout, Row, Workbook, WrongCells, read_rows, read_workbook
from tongxin.facts.models import FactKind
from tongxin.organisations.models import Unit
from tongxin.programme.actions.plan.given import AreaGiven, GoalGiven, IndicatorGiven, ProjectGiven, SupportGiven
from tongxin.programme.enums import Counting
from tongxin.programme.imports import layouts
from tongxin.programme.imports.units import Units


@dataclass
class Context:
    """What columns look things up in."""

    units: Units
    kinds: dict[str, FactKind]


@dataclass(frozen=True)
class PlanRead:
    """A workbook's plan. `rows` are the project sheet's rows by code, for naming a cell that a write refuses.

    `columns` are the columns that the project sheet has.
    `has_areas`, `has_goals` and `has_indicators` say whether those sheets are there; what is not is left alone.
    """

    fields: dict[str, Any]
    owner: Unit | None
    areas: list[AreaGiven]
    positions: dict[str, int | None]
    rows: dict[str, Row]
    sheet: str
    columns: frozenset[str]
    has_areas: bool
    has_goals: bool
    has_indicators: bool

    def projects(self) -> Iterable[tuple[str, ProjectGiven]]:
        """Every project with its area's title, in the order of the workbook."""
        return ((area.title, project) for area in self.areas for project in area.projects)

    def error(self, code: str, column: str, value: object, reason: str) -> CellError:
        """What is wrong with a project, at its cell."""
        return CellError(self.sheet, self.rows[code].cell(column), "" if value is None else str(value), reason)


@dataclass
class _Sheets:
    """The workbook's sheets as rows, and everything wrong so far."""

    book: Workbook
    context: Context
    errors: list[CellError] = field(default_factory=list)

    def has(self, layout: Layout) -> bool:
        return str(layout.sheet) in self.book.sheets

    def rows(self, layout: Layout, *, may_be_empty: bool = False) -> list[Row]:
        sheet = self.book.sheets[str(layout.sheet)]
        if may_be_empty and len(sheet.rows) <= 1:
            return []
        read = read_rows(sheet, layout, self.context)
        self.errors += read.errors
        return read.values

    def wrong(self, layout: Layout, row: Row, column: str, reason: str) -> None:
        value = row.values.get(column)
        self.errors.append(CellError(str(layout.sheet), row.cell(column), "" if value is None else str(value), reason))


def read_plan(content: bytes, name: str) -> PlanRead:
    """Read a plan's workbook. Raises UnreadableTable for what is no workbook, WrongCells naming every wrong cell."""
    book = read_workbook(content, name)
    kinds = list(FactKind.objects.order_by("is_active"))
    context = Context(Units(), {kind.code: kind for kind in kinds} | {kind.name: kind for kind in kinds})
    sheets = _Sheets(book, context)
    missing = [str(layout.sheet) for layout in (layouts.PROGRAMME, layouts.PROJECTS) if not sheets.has(layout)]
    if missing:
        present = listed(book.sheets)
        raise WrongCells(
            CellError(
                sheet, "A1", "", _("缺少“%(sheet)s”这张表，现有：%(present)s") % {"sheet": sheet, "present": present}
            )
            for sheet in missing
        )
    plan = _read(sheets)
    if sheets.errors or plan is None:
        raise WrongCells(sheets.errors)
    return plan


def _read(sheets: _Sheets) -> PlanRead | None:
    programme = _programme(sheets)
    area_rows = sheets.rows(layouts.AREAS, may_be_empty=True) if sheets.has(layouts.AREAS) else []
    project_rows = sheets.rows(layouts.PROJECTS)
    known = _coded(sheets, area_rows, project_rows)
    indicators = _indicators(sheets, known)
    goals = _goals(sheets, known, indicators)
    if programme is None:
        return None
    span = (programme["starts_on"], programme["ends_on"])
    titles = {row.values["title"]: row for row in area_rows}
    projects: dict[str, list[ProjectGiven]] = {title: [] for title in titles}
    for code, row in known.items():
        given = _project(sheets, code, row, span, indicators, goals)
        if area_rows and row.values["area"] not in titles:
            sheets.wrong(layouts.PROJECTS, row, "area", _("“领域”表里没有这个领域，请补上或改成一致"))
        projects.setdefault(row.values["area"], []).append(given)
    owner = programme.pop("owner")
    return PlanRead(
        fields=programme,
        owner=owner,
        areas=[
            AreaGiven(title, tuple(listed), titles[title].values["spans"] if title in titles else ())
            for title, listed in projects.items()
        ],
        positions={title: row.values["position"] for title, row in titles.items()},
        rows=known,
        sheet=str(layouts.PROJECTS.sheet),
        columns=frozenset(project_rows[0].positions) if project_rows else frozenset(),
        has_areas=sheets.has(layouts.AREAS),
        has_goals=sheets.has(layouts.GOALS),
        has_indicators=sheets.has(layouts.INDICATORS),
    )


def _programme(sheets: _Sheets) -> dict[str, Any] | None:
    rows = sheets.rows(layouts.PROGRAMME)
    for row in rows[1:]:
        sheets.wrong(layouts.PROGRAMME, row, "name", _("一份工作簿只能有一个工作年，请删去多余的行"))
    if not rows:
        return None
    values = dict(rows[0].values)
    if values["ends_on"] < values["starts_on"]:
        sheets.wrong(layouts.PROGRAMME, rows[0], "ends_on", _("结束日期早于开始日期"))
    return {name: value for name, value in values.items() if value is not None} | {"owner": values["owner"]}


def _coded(sheets: _Sheets, area_rows: list[Row], project_rows: list[Row]) -> dict[str, Row]:
    """The projects by code; those without one get it: "2-05" is the fifth of the second area, by the order of rows."""
    order = {row.values["title"]: number for number, row in enumerate(area_rows, 1)}
    counts: dict[str, int] = {}
    given = {row.values["code"] for row in project_rows}
    coded: dict[str, Row] = {}
    for row in project_rows:
        area = row.values["area"]
        place = order.setdefault(area, len(order) + 1)
        counts[area] = counts.get(area, 0) + 1
        code = row.values["code"]
        if code is None:
            code = f"{place}-{counts[area]:02d}"
            if code in given:
                reason = _("这一行没有编号，按顺序应为“%(code)s”，但已有别的项目用了它；请填写编号") % {"code": code}
                sheets.wrong(layouts.PROJECTS, row, "code", reason)
        coded[code] = row
    return coded


def _project(
    sheets: _Sheets,
    code: str,
    row: Row,
    span: tuple[date, date],
    indicators: dict[str, list[IndicatorGiven]],
    goals: dict[str, list[tuple[Row, GoalGiven]]],
) -> ProjectGiven:
    values = row.values
    starts_on, due_on = values["starts_on"] or span[0], values["due_on"] or span[1]
    if due_on < starts_on:
        sheets.wrong(layouts.PROJECTS, row, "due_on", _("完成时限早于开始日期"))
    for column, day in (("starts_on", starts_on), ("due_on", due_on)):
        if not span[0] <= day <= span[1]:
            reason = _("不在工作年之内（%(start)s 至 %(end)s）") % {"start": span[0], "end": span[1]}
            sheets.wrong(layouts.PROJECTS, row, column, reason)
    for goal_row, goal in goals.get(code, ()):
        if goal.due_on > due_on:
            reason = _("晚于项目的完成时限（%(due)s）") % {"due": due_on}
            sheets.wrong(layouts.GOALS, goal_row, "due_on", reason)
    reporting = values["reporting"] or ()
    fields = values["public_fields"]
    return ProjectGiven(
        code=code,
        title=values["title"],
        description=values["description"] or "",
        lead_unit=values["lead_unit"],
        supports=tuple(SupportGiven(unit, unit in reporting) for unit in values["supports"] or ()),
        contact_role=values["contact_role"] or "",
        starts_on=starts_on,
        due_on=due_on,
        rhythm=values["rhythm"] or "",
        is_public=values["is_public"] is not False,
        spans=values["spans"] or (),
        indicators=tuple(indicators.get(code, ())),
        goals=tuple(goal for _row, goal in goals.get(code, ())),
        **({} if fields is None else {"public_fields": tuple(fields)}),
    )


def _indicators(sheets: _Sheets, known: dict[str, Row]) -> dict[str, list[IndicatorGiven]]:
    found: dict[str, list[IndicatorGiven]] = {}
    if not sheets.has(layouts.INDICATORS):
        return found
    for row in sheets.rows(layouts.INDICATORS, may_be_empty=True):
        values = row.values
        _check_project(sheets, layouts.INDICATORS, row, known)
        found.setdefault(values["project"], []).append(
            IndicatorGiven(
                name=values["name"],
                unit=values["unit"],
                target=values["target"],
                kind=values["kind"],
                counting=values["counting"] or Counting.SUM,
                filters=values["filters"] or {},
            )
        )
    return found


def _goals(
    sheets: _Sheets, known: dict[str, Row], indicators: dict[str, list[IndicatorGiven]]
) -> dict[str, list[tuple[Row, GoalGiven]]]:
    found: dict[str, list[tuple[Row, GoalGiven]]] = {}
    if not sheets.has(layouts.GOALS):
        return found
    for row in sheets.rows(layouts.GOALS, may_be_empty=True):
        values = row.values
        _check_project(sheets, layouts.GOALS, row, known)
        if values["due_on"] < values["starts_on"]:
            sheets.wrong(layouts.GOALS, row, "due_on", _("早于阶段的开始"))
        name, threshold = values["indicator"] or "", values["threshold"]
        names = [indicator.name for indicator in indicators.get(values["project"], ())]
        if name and name not in names and sheets.has(layouts.INDICATORS):
            sheets.wrong(layouts.GOALS, row, "indicator", _("“指标”表里这个项目没有这个指标，请补上或改成一致"))
        if threshold is not None and not name:
            sheets.wrong(layouts.GOALS, row, "threshold", _("写了应达到的数值，还要写明是哪个指标"))
        found.setdefault(values["project"], []).append(
            (row, GoalGiven(values["label"], values["starts_on"], values["due_on"], values["text"], name, threshold))
        )
    return found


def _check_project(sheets: _Sheets, layout: Layout, row: Row, known: dict[str, Row]) -> None:
    # A project whose own row is wrong is told there, and not once more for every row that names it.
    is_whole = not any(error.sheet == str(layouts.PROJECTS.sheet) for error in sheets.errors)
    if is_whole and row.values["project"] not in known:
        sheets.wrong(layout, row, "project", _("“项目”表里没有这个编号，请补上或改成一致"))
