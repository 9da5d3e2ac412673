"""`tongxin audit verify`: does the chain hold?"""

from __future__ import annotations

from typing import Annotated

import typer
from rich.progress import Progress

from tongxin.cli.django_setup import with_django

app = typer.Typer(help="The audit chain.", no_args_is_help=True)


@app.callback()
def _audit() -> None:
    """The audit chain: who did what, each row tied to the one before."""


def verify(
    noted: Annotated[
        str, typer.Option(metavar="NUMBER:HASH", help="An end of the chain noted earlier: it must still be part of it.")
    ] = "",
) -> None:
    """Walk the whole audit chain; name each row that was changed, removed or inserted. Exit status 1 when it breaks."""
    from tongxin.common import audit

    number, _colon, digest = noted.partition(":")
    if noted and not (number.isdigit() and len(digest) == 64):
        raise typer.BadParameter("write it as this command prints it: NUMBER:HASH")
    with Progress(transient=True) as bar:
        task = bar.add_task("Walking the audit chain", total=None)
        verdict = audit.verify(
            audit.Noted(int(number), digest) if noted else None,
            lambda done, of: bar.update(task, completed=done, total=of),
        )
    for one in verdict.breaks:
        rows = f"row {one.number}" if one.number == one.last else f"rows {one.number} to {one.last}"
        about = f" ({one.subject.kind} {one.subject.id}, {one.at:%Y-%m-%d %H:%M})" if one.subject and one.at else ""
        typer.echo(f"{rows}: {one.what}{about}")
    if verdict.breaks:
        raise typer.Exit(1)
    typer.echo(f"The audit chain holds: {verdict.checked} rows.")
    typer.echo(f"Its end, to be noted outside this system: {verdict.end.number}:{verdict.end.hash}")


app.command("verify")(with_django(verify))
