"""`tongxin demo`: the sample year, in any year."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.progress import Progress


def demo(
    year: Annotated[
        int, typer.Option(help="The calendar year that the sample year is laid in.", min=1990, max=2100)
    ] = 2019,
) -> None:
    """Make the sample year "Changzhou 2019" (in any year, always the same for that year)."""
    from tongxin.demo.fill import fill
    from tongxin.programme.models import Programme

    if Programme.objects.filter(is_sample=True, year=year, parent_project__isnull=True).exists():
        typer.echo(f"The sample year {year} is there already; nothing was changed.")
        return
    with Progress(transient=True) as bar:
        task = bar.add_task(f"Making the sample year {year}", total=None)
        programme = fill(year, lambda done, of: bar.update(task, completed=done, total=of))
    typer.echo(f"{programme.name}: {programme.projects.count()} projects.")


def fill_if_empty() -> None:
    """The sample year 2019, where there is no programme at all."""
    from tongxin.programme.models import Programme

    if not Programme.objects.exists():
        demo(year=2019)


def addresses(base: Annotated[str, typer.Option(help="The address that the site is served at.")]) -> None:
    """Print where to look and, while there is sample data, who to sign in as."""
    from tongxin.accounts.models import User
    from tongxin.demo.units import PASSWORD, PEOPLE

    typer.echo(
        f"\nTongxin 同心\n  public page   {base}/\n  workbench     {base}/workbench/\n  health        {base}/healthz\n"
    )
    there = set(User.objects.filter(username__in=[row[0] for row in PEOPLE]).values_list("username", flat=True))
    if there:
        typer.echo(f"Demo sign-ins (sample data, password {PASSWORD}):")
        for username, title, _role, _unit in PEOPLE:
            if username in there:
                typer.echo(f"  {username:<10} {title}")
        typer.echo("")
