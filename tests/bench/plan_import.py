"""How long an import of 20,000 project rows takes, against reading the file and writing the same rows with bulk_create."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import python_calamine
from django.db import transaction

from tongxin.common.tables import SheetOut, write_workbook
from tongxin.organisations.models import Unit
from tongxin.programme.imports import import_plan
from tongxin.programme.models import Area, Assignment, Programme, Project

ROWS = 20_000
START, END = date(2019, 1, 1), date(2019, 12, 31)


def sample(rows: int, units: list[str]) -> bytes:
    """A plan's workbook of `rows` projects in ten areas, led and supported by `units` in turn."""
    count = len(units)
    return write_workbook(
        [
            SheetOut("年度", ["名称", "年份", "开始", "结束"], [["示例工作年", 2019, START, END]]),
            SheetOut(
                "项目",
                ["编号", "领域", "项目", "内容", "牵头单位", "配合单位", "开始", "完成时限", "报告频次", "公开"],
                (
                    [
                        f"{number % 10 + 1}-{number:05d}",
                        f"示例领域{number % 10 + 1}",
                        f"示例项目{number}",
                        f"开展示例活动{number}，服务群众。",
                        units[number % count],
                        f"{units[(number + 1) % count]}、{units[(number + 2) % count]}",
                        START,
                        END,
                        "每月",
                        "是",
                    ]
                    for number in range(rows)
                ),
            ),
        ]
    )


def measure(rows: int = ROWS) -> dict[str, float]:
    """Seconds for the import and for the bare reading and writing, the best of two, and their ratio.

    Needs an empty database with migrations; everything is rolled back.
    """
    with transaction.atomic():
        root = Unit.add_root(name="示例办公室", code="BENCH")
        units = [Unit.objects.get(pk=root.pk).add_child(name=f"示例单位{n}号", code=f"BENCH{n}") for n in range(60)]
        content = sample(rows, [unit.name for unit in units])
        bare = min(_timed(lambda: _bare(content, root, units)) for _time in range(2))
        whole = min(
            _timed(lambda: import_plan(content=content, name="plan.xlsx", by=None, owner=root)) for _time in range(2)
        )
        transaction.set_rollback(True)
    return {"import": whole, "bare": bare, "ratio": whole / bare}


def _timed(run: Callable[[], Any]) -> float:
    with transaction.atomic():
        start = time.perf_counter()
        run()
        taken = time.perf_counter() - start
        transaction.set_rollback(True)
    return taken


def _bare(content: bytes, root: Unit, units: list[Unit]) -> None:
    """The same rows, read with python-calamine and written with bulk_create, and nothing else."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = book.get_sheet_by_name("项目").to_python()[1:]
    by_name = {unit.name: unit for unit in units}
    programme = Programme.objects.create(owner=root, name="示例工作年", year=2019, starts_on=START, ends_on=END)
    titles = dict.fromkeys(row[1] for row in rows)
    areas = {
        area.title: area
        for area in Area.objects.bulk_create(
            [Area(programme=programme, title=title, position=n) for n, title in enumerate(titles, 1)]
        )
    }
    projects = Project.objects.bulk_create(
        [
            Project(
                programme=programme,
                area=areas[row[1]],
                code=row[0],
                title=row[2],
                description=row[3],
                lead_unit=by_name[row[4]],
                starts_on=row[6],
                due_on=row[7],
                rhythm="monthly",
            )
            for row in rows
        ],
        batch_size=1000,
    )
    Assignment.objects.bulk_create(
        [
            Assignment(project=project, unit=by_name[name], role=role)
            for project, row in zip(projects, rows, strict=True)
            for role, name in (("lead", row[4]), *(("support", each) for each in row[5].split("、")))
        ],
        batch_size=1000,
    )
