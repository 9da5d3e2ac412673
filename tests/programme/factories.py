"""Small makers of a year at work; a test says only what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.facts.factories import make_unit, make_user
from tongxin.accounts.models import User
from tongxin.facts.models import FactKind
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.programme.actions import assigning, reporting, reviewing
from tongxin.programme.enums import AssignmentRole, ProgrammeStatus, Rhythm
from tongxin.programme.figures import Figure
from tongxin.programme.models import Area, Assignment, Indicator, Programme, Project, Report, StageGoal

numbers = count(1)
START = date(2019, 3, 1)


def kind_of(code: str) -> FactKind:
    return FactKind.objects.get_or_create(
        code=code, defaults={"name": code, "unit": "家", "decimals": 6 if code == "reported-value" else 0}
    )[0]


def make_programme(owner: Unit, **fields: Any) -> Programme:
    """A sample year that stands on a day, so that tests choose their today (`shown_as_of`)."""
    number = next(numbers)
    given: dict[str, Any] = {
        "name": f"示例工作年{number}",
        "year": 2019,
        "starts_on": date(2019, 1, 1),
        "ends_on": date(2019, 12, 31),
        "status": ProgrammeStatus.RUNNING,
        "rhythm": Rhythm.MONTHLY,
        "is_sample": True,
        "shown_as_of": START,
    }
    return Programme.objects.create(owner=owner, **(given | fields))


def make_project(programme: Programme, lead: Unit, *supporting: Unit, **fields: Any) -> Project:
    number = next(numbers)
    area = (
        fields.pop("area", None)
        or Area.objects.get_or_create(programme=programme, title="示例领域", defaults={"position": 1})[0]
    )
    given: dict[str, Any] = {
        # Codes sort as text: as many digits as a whole run of tests in one process may need.
        "code": f"1-{number:05d}",
        "title": f"示例项目{number}",
        "starts_on": date(2019, 3, 1),
        "due_on": date(2019, 6, 30),
    }
    project = Project.objects.create(programme=programme, area=area, lead_unit=lead, **(given | fields))
    Assignment.objects.create(project=project, unit=lead, role=AssignmentRole.LEAD)
    for unit in supporting:
        Assignment.objects.create(project=project, unit=unit, role=AssignmentRole.SUPPORT, reports=True)
    return project


def make_indicator(project: Project, kind: str | None = "firms-visited", **fields: Any) -> Indicator:
    number = next(numbers)
    given: dict[str, Any] = {"name": f"示例指标{number}", "unit": "家", "target": Decimal(12)}
    kind_of("reported-value")
    return Indicator.objects.create(project=project, kind=kind_of(kind) if kind else None, **(given | fields))


def make_goal(project: Project, **fields: Any) -> StageGoal:
    number = next(numbers)
    given: dict[str, Any] = {
        "starts_on": project.starts_on,
        "due_on": date(2019, 3, 31),
        "label": f"阶段{number}",
        "text": "示例目标",
    }
    return StageGoal.objects.create(project=project, **(given | fields))


def picture(name: str = "现场.jpg") -> SimpleUploadedFile:
    """A small photo."""
    content = BytesIO()
    Image.new("RGB", (40, 30), "white").save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), content_type="image/jpeg")


@dataclass
class Year:
    """An office with a lead and a supporting unit, one project, and somebody in every role of each."""

    office: Unit
    lead: Unit
    support: Unit
    stranger_unit: Unit
    programme: Programme
    project: Project
    people: dict[tuple[str, Role], User]

    def who(self, place: str, role: Role) -> User:
        return self.people[place, role]

    @property
    def coordinator(self) -> User:
        return self.who("office", Role.COORDINATOR)

    @property
    def reporter(self) -> User:
        return self.who("lead", Role.REPORTER)

    def on(self, day: date) -> Year:
        """Move the year's day; the objects at hand see it too."""
        Programme.objects.filter(parent_project__isnull=True).update(shown_as_of=day)
        Programme.objects.filter(parent_project__isnull=False).update(shown_as_of=day)
        self.programme.refresh_from_db()
        self.project = Project.objects.get(pk=self.project.pk)
        return self

    def assignment(self, unit: Unit | None = None) -> Assignment:
        return Assignment.objects.get(project=self.project, unit=unit or self.lead)

    def begin(self) -> Year:
        """Assign the project and let the lead accept it."""
        assigning.assign(project=Project.objects.get(pk=self.project.pk), by=self.coordinator)
        assigning.accept(assignment=self.assignment(), by=self.reporter)
        self.project = Project.objects.get(pk=self.project.pk)
        return self

    def report(self, month: int = 3, unit: Unit | None = None) -> Report:
        return Report.objects.get(project=self.project, unit=unit or self.lead, period_starts__month=month)

    def written(self, month: int = 3, *figures: Figure, by: User | None = None, **fields: Any) -> Report:
        """A report of the lead unit, saved."""
        report = self.report(month)
        given: dict[str, Any] = {"text": "走访了示例企业。", "difficulty": "", "goals": ()}
        return reporting.save_report(
            report=report, version=report.version, figures=figures, by=by or self.reporter, **(given | fields)
        )

    def submitted(self, month: int = 3, *figures: Figure, **fields: Any) -> Report:
        report = self.written(month, *figures, **fields)
        return reporting.submit(report=report, version=report.version, by=self.reporter)

    def accepted(self, month: int = 3, *figures: Figure, **fields: Any) -> Report:
        report = self.submitted(month, *figures, **fields)
        reviewing.accept(report=report, by=self.coordinator)
        return report


PLACES = ("office", "lead", "support", "stranger")


def make_year(**fields: Any) -> Year:
    office = make_unit("示例统筹办")
    units = {name: make_unit(f"示例单位{name}", office) for name in ("lead", "support", "stranger")}
    office.refresh_from_db()
    programme = make_programme(office)
    project = make_project(programme, units["lead"], units["support"], **fields)
    places = {"office": office, **units}
    people = {(place, role): make_user(role, unit) for place, unit in places.items() for role in Role}
    return Year(office, units["lead"], units["support"], units["stranger"], programme, project, people)
