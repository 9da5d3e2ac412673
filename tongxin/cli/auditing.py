"""`tongxin audit verify`: does the chain hold?"""

from __future__ import annotations

import typer

from tongxin.cli.django_setup import with_django

app = typer.Typer(help="The audit chain.", no_args_is_help=True)


@app.callback()
def _audit() -> None:
    """The audit chain: who did what, each row tied to the one before."""


def verify() -> None:
    """Walk the whole audit chain; name each row that was changed, removed or inserted. Exit status 1 when it breaks."""
    from tongxin.common import audit

    verdict = audit.verify()
    for one in verdict.breaks:
        about = f" ({one.subject.kind} {one.subject.id}, {one.at:%Y-%m-%d %H:%M})" if one.subject and one.at else ""
        typer.echo(f"row {one.number}: {one.what}{about}")
    if verdict.breaks:
        raise typer.Exit(1)
    typer.echo(f"The audit chain holds: {verdict.checked} rows.")


app.command("verify")(with_django(verify))
