"""The board of 30 projects and 60 units: its queries, and its time with ten years of facts against one year's.

Both databases stand at the same time and are read in turn, so that what else the machine does falls on both alike.
"""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.bench.limits import Finding, middle_ratio, seconds
from tongxin.accounts.models import User
from tongxin.common.subjects import Subject
from tongxin.facts.actions import NewFact, ensure_kinds, record_many
from tongxin.facts.models import FactKind
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Membership, Unit, UnitName
from tongxin.programme.actions import assigning
from tongxin.programme.enums import AssignmentRole, AssignmentStatus, ProgrammeStatus
from tongxin.programme.models import Area, Assignment, Indicator, Programme, Project, StageGoal
from tongxin.programme.selectors.board import board

MOST_QUERIES = 20
LIMIT = 1.2
FACTS_A_YEAR = 100_000
YEARS = 10
PROJECTS = 30
AREAS = 7
UNITS = 60
YEAR = 2019
TODAY = date(YEAR, 12, 16)


@dataclass(frozen=True)
class City:
    office: Unit
    units: list[Unit]
    kinds: list[FactKind]
    leader: User


def make_city() -> City:
    """An office with 60 units below it, and a coordinator."""
    kinds = list(ensure_kinds().values())
    office = Unit.add_root(name="示例统筹办", code="bench-office")
    units = [
        Unit.objects.get(pk=office.pk).add_child(name=f"示例单位{number}", code=f"bench-{number}")
        for number in range(UNITS)
    ]
    UnitName.objects.bulk_create(
        UnitName(unit=unit, name=unit.name, kind=UnitName.Kind.OFFICIAL) for unit in [office, *units]
    )
    office.refresh_from_db()
    leader = User.objects.create_user("bench-coordinator")
    Membership.objects.create(user=leader, unit=office, role=Role.COORDINATOR)
    return City(office, units, kinds, leader)


def make_programme(city: City, year: int) -> Programme:
    """A running year of 30 projects in 7 areas with two indicators and four stage goals each, all 60 units in it."""
    programme = Programme.objects.create(
        owner=city.office,
        name=f"示例工作年{year}",
        year=year,
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        status=ProgrammeStatus.RUNNING,
        is_sample=True,
        is_public=True,
        shown_as_of=TODAY.replace(year=year),
    )
    areas = [
        Area.objects.create(programme=programme, position=number + 1, title=f"示例领域{number + 1}")
        for number in range(AREAS)
    ]
    for number in range(PROJECTS):
        project = Project.objects.create(
            programme=programme,
            area=areas[number % AREAS],
            code=f"{number % AREAS + 1}-{number // AREAS + 1:02d}",
            title=f"示例项目{number + 1}",
            lead_unit=city.units[number * 2],
            starts_on=date(year, 1, 1),
            due_on=date(year, 12, 31),
        )
        for role, unit in zip(AssignmentRole, city.units[number * 2 : number * 2 + 2], strict=True):
            Assignment.objects.create(project=project, unit=unit, role=role)
        indicators = [
            Indicator.objects.create(
                project=project,
                position=position,
                name=f"示例指标{position}",
                unit=kind.unit,
                target=Decimal(1000),
                kind=kind,
                # Every fifth counts the lead unit's facts only, which reads months instead of totals.
                filters={"units": [city.units[number * 2].pk]} if number % 5 == 0 and position == 1 else {},
            )
            for position, kind in enumerate(Random(number).sample(city.kinds, 2))
        ]
        for quarter in range(4):
            StageGoal.objects.create(
                project=project,
                starts_on=date(year, quarter * 3 + 1, 1),
                due_on=date(year, quarter * 3 + 3, 28),
                label=f"第{quarter + 1}季度",
                text="示例目标",
                indicator=indicators[0] if quarter % 2 else None,
                threshold=Decimal(200 * (quarter + 1)) if quarter % 2 else None,
            )
        if year == YEAR:
            assigning.assign(project=project, by=city.leader)
            for assignment in project.assignments.all():
                Assignment.objects.filter(pk=assignment.pk).update(status=AssignmentStatus.ACCEPTED)
            Project.objects.filter(pk=project.pk).update(status="running")
    return programme


def facts_of(programme: Programme, city: City, count: int) -> Iterator[NewFact]:
    """A year's facts: each counts for one project and for the year."""
    chance, projects = Random(programme.year), list(programme.projects.order_by("pk"))
    first, whole = programme.starts_on, Subject.of(programme)
    for number in range(count):
        project = chance.choice(projects)
        yield NewFact(
            kind=chance.choice(city.kinds),
            quantity=Decimal(chance.randint(1, 300)),
            organisation=chance.choice(city.units),
            happened_on=first + timedelta(days=chance.randrange(340)),
            source=Subject("bench.report", f"{programme.year}-{number // 3}"),
            source_key=f"bench:{programme.year}:{number}",
            summary="示例",
            subjects=(Subject.of(project), whole),
        )


def fill(city: City, year: int, count: int) -> Programme:
    programme = make_programme(city, year)
    record_many(facts_of(programme, city, count), by=None, today=date(year, 12, 31))
    return programme


def reads_of(programme: Programme, city: City) -> dict[str, Callable[[], object]]:
    """What is timed: the selector, the board's page for a coordinator, the public page, the heat map's page."""
    staff, public = Client(), Client()
    staff.force_login(city.leader)
    pages = {
        "board (selector)": lambda: board(Programme.objects.select_related("owner").get(pk=programme.pk)),
        "board (page)": lambda: staff.get(reverse("workbench:board", args=[programme.pk])),
        "units × months (page)": lambda: staff.get(reverse("workbench:heat", args=[programme.pk])),
        "public year (page)": lambda: public.get(reverse("portal:year", args=[programme.pk])),
    }
    for name, read in pages.items():
        answer = read()
        if getattr(answer, "status_code", 200) != 200:
            raise RuntimeError(f"{name} answered {answer.status_code}")  # type: ignore[attr-defined]
    return pages


def open_file(place: Path) -> None:
    """Point the connection at another SQLite file."""
    connection.close()
    connection.settings_dict["NAME"] = str(place)


def settle() -> None:
    """Bring everything into the one file and refresh the planner's statistics, as nightly upkeep does."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def measure(runs: int = 15, scale: float = 1.0) -> list[Finding]:
    """`scale` 1 is 100,000 facts a year, 1,000,000 in ten. Works on SQLite files, copied and switched between."""
    if connection.vendor != "sqlite":
        raise RuntimeError("this benchmark switches between SQLite files")
    a_year = round(FACTS_A_YEAR * scale)
    own_place = str(connection.settings_dict["NAME"])
    with TemporaryDirectory() as folder:
        one, ten = Path(folder) / "one.sqlite3", Path(folder) / "ten.sqlite3"
        try:
            city = make_city()
            started = perf_counter()
            programme = fill(city, YEAR, a_year)
            settle()
            connection.close()
            shutil.copy(own_place, one)
            for year in range(YEAR - YEARS + 1, YEAR):
                fill(city, year, a_year)
            settle()
            loading = perf_counter() - started
            connection.close()
            shutil.copy(own_place, ten)
            return compared(programme, city, one, ten, runs, f"{a_year * YEARS:,} facts in {loading:.0f} s")
        finally:
            open_file(Path(own_place))


def compared(programme: Programme, city: City, one: Path, ten: Path, runs: int, loaded: str) -> list[Finding]:
    """Times every read on both files, in turn."""
    spent: dict[str, tuple[list[float], list[float]]] = {}
    queries: dict[str, list[int]] = {}
    for turn in range(runs):
        for which, place in enumerate((one, ten)):
            open_file(place)
            for name, read in reads_of(programme, city).items():
                if turn == 0:
                    with CaptureQueriesContext(connection) as captured:
                        read()
                    queries.setdefault(name, []).append(len(captured))
                gc.disable()
                try:
                    # The quicker of two: the first may still wait for the disk.
                    quickest = min(seconds(read), seconds(read))
                finally:
                    gc.enable()
                spent.setdefault(name, ([], []))[which].append(quickest)
    findings = []
    for name, (small, large) in spent.items():
        findings.append(Finding(f"{name}: queries", max(queries[name]), MOST_QUERIES, f"{queries[name]}", "queries"))
        times = f"{median(small) * 1000:.1f} ms, {median(large) * 1000:.1f} ms; {loaded}"
        findings.append(Finding(f"{name}: ten years to one", middle_ratio(small, large), LIMIT, times))
    return findings
