"""A plan of 20,000 rows is imported in at most 3 times the time of reading the file and writing the same rows.

The floor is python-calamine reading the workbook, and `bulk_create` of the rows that the import made.
"""

from __future__ import annotations

import io
from datetime import date
from statistics import median

import openpyxl
from django.db import models, transaction
from python_calamine import CalamineWorkbook

from tests.bench.limits import Finding, middle_ratio, seconds
from tongxin.accounts.models import User
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Membership, Unit, UnitName
from tongxin.programme.imports import import_plan
from tongxin.programme.models import Area, Assignment, Programme, Project

LIMIT = 3.0
ROWS = 20_000
AREAS = 20
UNITS = 60
HEADINGS = ("编号", "领域", "项目", "内容", "牵头单位", "配合单位", "联系岗位", "开始", "完成时限", "公开")
WRITTEN: tuple[type[models.Model], ...] = (Area, Project, Assignment)


def plan_workbook(name: str, rows: int) -> bytes:
    """A plan of `rows` projects in 20 areas, led by 60 units and supported by two each."""
    book = openpyxl.Workbook(write_only=True)
    year = book.create_sheet("年度")
    year.append(("名称", "年份", "开始", "结束"))
    year.append((name, 2019, date(2019, 1, 1), date(2019, 12, 31)))
    sheet = book.create_sheet("项目")
    sheet.append(HEADINGS)
    for number in range(rows):
        area = number * AREAS // rows + 1
        lead, first, second = (f"示例单位{(number + step) % UNITS}" for step in range(3))
        sheet.append(
            (
                f"{area}-{number + 1:05d}",
                f"示例领域{area}",
                f"示例项目{number + 1}",
                f"建成{number % 90 + 3}个活动阵地。",
                lead,
                f"{first}、{second}",
                "综合科",
                date(2019, 3, 1),
                date(2019, number % 9 + 4, 28),
                "是",
            )
        )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def floor(content: bytes, programme: Programme) -> tuple[float, int]:
    """Seconds for reading the workbook with python-calamine and writing the rows of `programme` again; how many rows."""
    rows: dict[type[models.Model], list[models.Model]] = {
        Area: list(programme.areas.all()),
        Project: list(programme.projects.all()),
        Assignment: list(Assignment.objects.filter(project__programme=programme)),
    }
    programme.projects.all().delete()
    programme.areas.all().delete()

    def write() -> None:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for sheet in book.sheet_names:
            book.get_sheet_by_name(sheet).to_python()
        with transaction.atomic():
            for model in WRITTEN:
                model._default_manager.bulk_create(rows[model])

    return seconds(write), sum(map(len, rows.values()))


def measure(runs: int = 3, rows: int = ROWS) -> list[Finding]:
    """Imports the plan and writes its rows by hand in turn; an empty database is filled and stays filled."""
    office = Unit.add_root(name="示例统筹办", code="import-office")
    UnitName.objects.create(unit=office, name=office.name, kind=UnitName.Kind.OFFICIAL)
    for number in range(UNITS):
        unit = Unit.objects.get(pk=office.pk).add_child(name=f"示例单位{number}", code=f"import-{number}")
        UnitName.objects.create(unit=unit, name=unit.name, kind=UnitName.Kind.OFFICIAL)
    office.refresh_from_db()
    clerk = User.objects.create_user("import-bench")
    Membership.objects.create(user=clerk, unit=office, role=Role.COORDINATOR)
    floors: list[float] = []
    imports: list[float] = []
    written = 0
    for number in range(runs):
        content = plan_workbook(f"示例工作年{number}", rows)
        imported = []
        imports.append(
            seconds(
                lambda content=content, imported=imported: imported.append(  # type: ignore[misc]
                    import_plan(content=content, name="计划.xlsx", by=clerk, owner=office)
                )
            )
        )
        spent, written = floor(content, imported[0].programme)
        floors.append(spent)
    detail = f"{rows:,} rows ({written:,} written): {median(imports):.1f} s, by hand {median(floors):.1f} s"
    return [Finding("import: to reading and bulk_create", middle_ratio(floors, imports), LIMIT, detail)]
