"""Bringing a plan that was read into the database: new rows in few statements, changes one by one, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.enumeration import listed
from tongxin.common.errors import Invalid, NotAllowed, Refusal
from tongxin.common.tables import CellError, WrongCells
from tongxin.documents.models import SourceDocument
from tongxin.organisations.models import Unit
from tongxin.programme import rules
from tongxin.programme.actions import plan
from tongxin.programme.actions.plan.programmes import new_programme
from tongxin.programme.actions.plan.writing import write_projects
from tongxin.programme.enums import AssignmentRole
from tongxin.programme.imports.reading import PlanRead, read_plan
from tongxin.programme.models import Area, Programme, Project

OWN_FIELDS = (
    "title",
    "description",
    "lead_unit",
    "contact_role",
    "starts_on",
    "due_on",
    "rhythm",
    "is_public",
    "public_fields",
)


@dataclass(frozen=True)
class Imported:
    """What an import did: how many projects it added, changed, and found as they are.

    `left` is how many projects the programme has that the workbook does not list; `is_frame_changed` says that the
    programme's own fields or its areas changed.
    """

    programme: Programme
    is_new: bool
    added: int
    changed: int
    unchanged: int
    left: int
    is_frame_changed: bool = False

    @property
    def did_nothing(self) -> bool:
        """Whether the plan stood already as the workbook says."""
        return not (self.is_new or self.added or self.changed or self.is_frame_changed)


def import_plan(*, content: bytes, name: str, by: Any, owner: Unit | None = None) -> Imported:
    """Make or change the programme that a workbook describes: that of its owner, year and name.

    `owner` None takes the workbook's 主办单位; `by` None is the system itself (the command line). A plan that stands as the workbook says is not touched: no update, no
    audit row. Projects that the workbook does not list stay.
    Raises NotAllowed unless `by` coordinates for the owner; UnreadableTable; WrongCells naming every wrong cell. Nothing
    is written then.
    """
    read = read_plan(content, name)
    owner = owner or read.owner
    if owner is None:
        raise Invalid(_("表里没有写主办单位。请在“年度”表里填写，或在导入时选定。"), field="owner")
    if by is not None and not rules.may_start_programme(by, owner):
        raise NotAllowed(_("只有“%(owner)s”或其上级的协调员可以导入它的计划。") % {"owner": owner})
    with transaction.atomic():
        return _Import(read, owner, by).run()


class _Import:
    def __init__(self, read: PlanRead, owner: Unit, by: Any) -> None:
        self.read, self.owner, self.by = read, owner, by
        self.errors: list[CellError] = []
        self.changed_projects: set[str] = set()
        self.changed_frame = False

    def run(self) -> Imported:
        fields = dict(self.read.fields)
        sha256 = fields.pop("document", None)
        programme = (
            Programme.objects.select_for_update(of=("self",))
            .select_related("owner")
            .filter(owner=self.owner, year=fields["year"], name=fields["name"])
            .first()
        )
        is_new = programme is None
        if programme is None:
            document = SourceDocument.objects.filter(owner=self.owner, text_sha256=sha256).first() if sha256 else None
            programme = new_programme(Programme(owner=self.owner, document=document, **fields))
        self._edit_programme(programme, fields)
        areas = self._areas(programme, is_new=is_new)
        known = self._known(programme)
        fresh = [(areas[title], given) for title, given in self.read.projects() if given.code not in known]
        for _area, given in fresh:
            self._check_new(given)
        for title, given in self.read.projects():
            if given.code in known:
                self._change(known[given.code], areas[title], given)
        if self.errors:
            raise WrongCells(self.errors)
        write_projects(programme, fresh)
        listed = {given.code for _title, given in self.read.projects()}
        result = Imported(
            programme,
            is_new,
            added=len(fresh),
            changed=len(self.changed_projects),
            unchanged=len(listed) - len(fresh) - len(self.changed_projects),
            is_frame_changed=self.changed_frame,
            left=len(known.keys() - listed),
        )
        if not result.did_nothing:
            audit.record(
                self.by,
                "programme.imported",
                programme,
                is_new=is_new,
                added=result.added,
                changed=len(self.changed_projects),
                areas=len(areas),
            )
        return result

    def _edit_programme(self, programme: Programme, fields: dict[str, Any]) -> None:
        """Bring the programme's own fields to what the workbook says."""
        if any(getattr(programme, field) != value for field, value in fields.items()):
            plan.edit_programme(programme=programme, by=self.by, **fields)
            self.changed_frame = True

    def _areas(self, programme: Programme, *, is_new: bool) -> dict[str, Area]:
        """The areas by title, missing ones added; positions follow the workbook where it has the sheet."""
        known = {area.title: area for area in programme.areas.all()}
        last = max((area.position for area in known.values()), default=0)
        fresh = []
        for given in self.read.areas:
            position = self.read.positions.get(given.title)
            if given.title not in known:
                last = position or last + 1
                spans = [list(span) for span in given.spans]
                fresh.append(Area(programme=programme, title=given.title, position=last, spans=spans))
            elif position is not None and position != known[given.title].position:
                Area.objects.filter(pk=known[given.title].pk).update(position=position)
                self.changed_frame = True
        Area.objects.bulk_create(fresh)
        self.changed_frame |= bool(fresh) and not is_new
        return known | {area.title: area for area in fresh}

    def _known(self, programme: Programme) -> dict[str, Project]:
        rows = programme.projects.select_related("lead_unit", "area", "programme__owner").prefetch_related(
            "assignments__unit", "indicators__kind", "goals__indicator"
        )
        return {project.code: project for project in rows}

    def _check_new(self, given: plan.ProjectGiven) -> None:
        for column, units in (("lead_unit", [given.lead_unit]), ("supports", [each.unit for each in given.supports])):
            closed = [str(unit) for unit in units if not unit.is_open]
            if closed:
                reason = _("“%(units)s”已经撤销，不能承担新的项目，请换成现在的单位") % {"units": listed(closed)}
                self.errors.append(self.read.error(given.code, column, listed(map(str, units)), reason))

    def _change(self, project: Project, area: Area, given: plan.ProjectGiven) -> None:
        """Bring one project to what the workbook says; what it leaves out stays."""
        columns = self.read.columns
        values = {
            name: list(given.public_fields) if name == "public_fields" else getattr(given, name)
            for name in OWN_FIELDS
            if name in columns or name in ("title", "lead_unit")
        } | {"area": area}
        values = {name: value for name, value in values.items() if getattr(project, name) != value}
        if values:
            self._try(project, next(iter(values)), lambda: plan.edit_project(project=project, by=self.by, **values))
        if "supports" in columns and _supports(project) != {each.unit.pk: each.reports for each in given.supports}:
            self._try(
                project,
                "supports",
                lambda: plan.set_assignments(project=project, supports=given.supports, by=self.by),
            )
        if self.read.has_indicators and _indicators(project) != given.indicators:
            self._try(
                project,
                "code",
                lambda: plan.set_indicators(project=project, indicators=given.indicators, by=self.by),
            )
        if self.read.has_goals and set(_goals(project)) != set(given.goals):
            self._try(project, "code", lambda: plan.set_goals(project=project, goals=given.goals, by=self.by))

    def _try(self, project: Project, column: str, change: Callable[[], Any]) -> None:
        try:
            with transaction.atomic():
                change()
        except Refusal as refusal:
            column = refusal.field if refusal.field in self.read.columns else column
            value = self.read.rows[project.code].values.get(column)
            self.errors.append(self.read.error(project.code, column, value, str(refusal)))
        else:
            self.changed_projects.add(project.code)


def _supports(project: Project) -> dict[int, bool]:
    return {each.unit_id: each.reports for each in project.assignments.all() if each.role == AssignmentRole.SUPPORT}


def _indicators(project: Project) -> tuple[plan.IndicatorGiven, ...]:
    return tuple(
        plan.IndicatorGiven(each.name, each.unit, each.target, each.kind, each.counting, each.filters)
        for each in project.indicators.all()
    )


def _goals(project: Project) -> tuple[plan.GoalGiven, ...]:
    return tuple(
        plan.GoalGiven(
            each.label,
            each.starts_on,
            each.due_on,
            each.text,
            each.indicator.name if each.indicator else "",
            each.threshold,
        )
        for each in project.goals.all()
    )
