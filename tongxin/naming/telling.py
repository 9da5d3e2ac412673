"""Telling units, reviewers and the office what came in for them in the naming of bases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tongxin.naming.models import Batch
from tongxin.organisations import notices
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.organisations.roles import holders

# Where in the workbench each thing is seen to. The faces stand above this app: a test holds these against their URLs.
PAGES = {
    "batch": "/workbench/naming/{pk}/",
    "application": "/workbench/naming/applications/{pk}/",
    "visit": "/workbench/naming/visits/{pk}/",
    "objection": "/workbench/naming/objections/{pk}/",
}


def link(page: str, pk: Any = "") -> str:
    """The address of a page of the workbench, without the host."""
    return PAGES[page].format(pk=pk)


def tell(recipients: Iterable[Any], *, batch: Batch, key: str, title: str, body: str = "", link: str = "") -> None:
    """Put a notice into the boxes of `recipients`, each once per `key`; a sample batch writes no mail."""
    notices.notify(
        recipients=list(dict.fromkeys(recipients)),
        key=key,
        title=title[:200],
        body=body,
        link=link,
        mail=batch.shown_as_of is None,
    )


def tell_unit(unit: Unit, *, batch: Batch, key: str, title: str, body: str = "", link: str = "") -> None:
    """Tell those who write for a unit, else the nearest above that has any."""
    people = holders({Role.REPORTER, Role.REVIEWER, Role.COORDINATOR}, unit, climb=True)
    tell(people, batch=batch, key=key, title=title, body=body, link=link)


def tell_office(batch: Batch, *, key: str, title: str, body: str = "", link: str = "") -> None:
    """Tell the coordinators of the batch's owner."""
    people = holders(Role.COORDINATOR, batch.owner, climb=True)
    tell(people, batch=batch, key=key, title=title, body=body, link=link)
