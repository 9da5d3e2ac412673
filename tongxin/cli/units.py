"""`tongxin import-units`: the tree of units from a spreadsheet."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def import_units(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A workbook: 单位代码, 单位名称, 简称, 类别, 上级单位代码, 别称.")
    ],
) -> None:
    """Set up or change the units of a spreadsheet. A wrong cell is named and nothing is written."""
    from tongxin.common.tables import WrongCells
    from tongxin.organisations import imports

    try:
        done = imports.import_units(by=None, content=file.read_bytes(), name=file.name)
    except WrongCells as refusal:
        for error in refusal.errors:
            typer.echo(str(error), err=True)
        sys.stderr.write(f"tongxin: {refusal}\n")
        raise typer.Exit(1) from None
    typer.echo(f"{done.created} units set up, {done.changed} changed, {done.unchanged} as they were.")
