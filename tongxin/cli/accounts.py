"""`tongxin open-account`: the first administrator of a new site, who opens all other accounts in the browser."""

from __future__ import annotations

from typing import Annotated

import typer


def open_account(
    username: Annotated[str, typer.Argument(help="The name to sign in with.")],
    unit: Annotated[str, typer.Option(help="The unit's code, as in the spreadsheet of units.")],
    role: Annotated[str, typer.Option(help="What the account may do there.")] = "administrator",
    title: Annotated[str, typer.Option(help="What pages call the account: a post, not a person.")] = "",
    email: Annotated[str, typer.Option(help="Where its notices go.")] = "",
) -> None:
    """Open an account with one role; prints the first password, which must be changed at the first sign-in."""
    from tongxin.organisations import actions
    from tongxin.organisations.models import Unit

    found = Unit.objects.filter(code=unit).first()
    if found is None:
        raise typer.BadParameter(
            f"there is no unit with the code {unit!r}; import the units first", param_hint="--unit"
        )
    opened = actions.open_account(by=None, unit=found, role=role, username=username, display_name=title, email=email)
    typer.echo(f"{opened.user.username}: first password {opened.first_password}")
