"""`tongxin import-plan` and `tongxin export-plan`, as a person types them."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from tests.conftest import City
from tongxin.cli import app
from tongxin.programme.models import Programme

ROWS = {
    "年度": [["名称", "年份", "开始", "结束"], ["示例工作年", 2019, date(2019, 1, 1), date(2019, 12, 31)]],
    "项目": [["编号", "领域", "项目", "牵头单位"], ["1-01", "甲", "一", "市商务局"], ["1-02", "甲", "二", "A01"]],
}


def workbook(path: Path, **changes: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in (ROWS | changes).items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    out = io.BytesIO()
    book.save(out)
    path.write_bytes(out.getvalue())
    return path


def test_in_and_out_and_in_again(city: City, tmp_path: Path) -> None:
    run = CliRunner()
    first = run.invoke(app, ["import-plan", str(workbook(tmp_path / "计划.xlsx")), "--owner", "A"])
    assert (first.exit_code, first.stdout) == (
        0,
        "示例工作年: 2 projects added, 0 changed, 0 as they were, 0 not in the workbook.\n",
    )
    out = tmp_path / "出.xlsx"
    written = run.invoke(app, ["export-plan", "示例工作年", "--out", str(out)])
    assert (written.exit_code, out.exists()) == (0, True)
    again = run.invoke(app, ["import-plan", str(out)])
    assert again.stdout == "示例工作年: nothing to change, 2 projects as they were.\n"
    by_number = run.invoke(app, ["export-plan", str(Programme.objects.get().pk), "--out", str(out)])
    assert by_number.exit_code == 0


def test_wrong_cells_are_all_named(city: City, tmp_path: Path) -> None:
    rows = [ROWS["项目"][0], ["1-01", "甲", None, "某局"]]
    done = CliRunner().invoke(app, ["import-plan", str(workbook(tmp_path / "计划.xlsx", 项目=rows)), "--owner", "A"])
    assert done.exit_code == 1
    lines = done.stderr.splitlines()
    assert ["C2" in lines[0], "D2" in lines[1], lines[2].startswith("tongxin: ")] == [True, True, True]
    assert not Programme.objects.exists()


@pytest.mark.django_db
def test_what_is_not_there_is_said() -> None:
    run = CliRunner()
    assert run.invoke(app, ["export-plan", "没有", "--out", "x.xlsx"]).exit_code == 2
    assert run.invoke(app, ["import-plan", "x.xlsx", "--owner", "nobody"]).exit_code == 2
