"""`tongxin import-plan` and `tongxin export-plan`: a year's plan as a workbook, in and out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def import_plan(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A workbook with the sheets 年度 and 项目.")],
    owner: Annotated[
        str, typer.Option("--owner", metavar="CODE", help="The code of the office whose plan it is; else 主办单位.")
    ] = "",
) -> None:
    """Make or change a year's plan from a workbook. Wrong cells are all named and nothing is written."""
    from tongxin.common.tables import WrongCells
    from tongxin.organisations.models import Unit
    from tongxin.programme import imports

    unit = None
    if owner:
        unit = Unit.objects.filter(code=owner).first()
        if unit is None:
            raise typer.BadParameter(f"no unit has the code {owner!r}", param_hint="--owner")
    try:
        done = imports.import_plan(content=file.read_bytes(), name=file.name, by=None, owner=unit)
    except WrongCells as refusal:
        for error in refusal.errors:
            typer.echo(str(error), err=True)
        sys.stderr.write(f"tongxin: {refusal}\n")
        raise typer.Exit(1) from None
    if done.did_nothing:
        typer.echo(f"{done.programme.name}: nothing to change, {done.unchanged} projects as they were.")
        return
    typer.echo(
        f"{done.programme.name}: {done.added} projects added, {done.changed} changed, "
        f"{done.unchanged} as they were, {done.left} not in the workbook."
    )


def export_plan(
    programme: Annotated[str, typer.Argument(metavar="PROGRAMME", help="The number or the name of the year.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The .xlsx to write.")],
) -> None:
    """Write a year's plan to a workbook that import-plan reads back without a change."""
    from tongxin.programme import exports
    from tongxin.programme.models import Programme

    found = (
        Programme.objects.filter(pk=programme) if programme.isdecimal() else Programme.objects.filter(name=programme)
    )
    years = list(found.select_related("owner", "document")[:2])
    if not years:
        raise typer.BadParameter(f"there is no year {programme!r}", param_hint="PROGRAMME")
    if len(years) > 1:
        raise typer.BadParameter(f"several years are called {programme!r}; give its number", param_hint="PROGRAMME")
    out.write_bytes(exports.export_plan(years[0]))
    typer.echo(f"{years[0].name}: {out}")
