"""Telling units and the office what came in for them: notices in the workbench, and mail outside sample years."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tongxin.organisations import notices
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.organisations.roles import holders
from tongxin.programme.models import Programme, Report


def reporters(unit: Unit) -> list[Any]:
    """Who writes for a unit: its reporters, else its reviewers, else those of the nearest unit above that has any."""
    return holders(Role.REPORTER, unit) or holders({Role.REVIEWER, Role.REPORTER}, unit, climb=True)


def reviewers(unit: Unit) -> list[Any]:
    return holders(Role.REVIEWER, unit)


def coordinators(programme: Programme) -> list[Any]:
    return holders(Role.COORDINATOR, programme.owner, climb=True)


def tell(
    recipients: Iterable[Any], *, programme: Programme, key: str, title: str, body: str = "", link: str = ""
) -> None:
    """Put a notice into the boxes of `recipients`, each once per `key`; mail follows on commit.

    A sample year writes no mail. Must run in the transaction of what it tells of.
    """
    notices.notify(
        recipients=list(dict.fromkeys(recipients)),
        key=key,
        title=title[:200],
        body=body,
        link=link,
        mail=programme.shown_as_of is None,
    )


def tell_unit(unit: Unit, *, programme: Programme, key: str, title: str, body: str = "", link: str = "") -> None:
    """Tell everybody who writes or reviews for a unit."""
    people = [*reporters(unit), *reviewers(unit)]
    tell(people, programme=programme, key=key, title=title, body=body, link=link)


def tell_office(programme: Programme, *, key: str, title: str, body: str = "", link: str = "") -> None:
    """Tell the programme's coordinators."""
    tell(coordinators(programme), programme=programme, key=key, title=title, body=body, link=link)


def tell_reviewers(report: Report, *, key: str, title: str) -> None:
    """Tell those who decide on a report: the lead unit's reviewers for a supporting unit's, else the coordinators."""
    project = report.project
    people = reviewers(project.lead_unit) if report.unit_id != project.lead_unit_id else []
    tell(
        people or coordinators(project.programme),
        programme=project.programme,
        key=key,
        title=title,
        body=report.unit.name,
        link=link("report", report.pk),
    )


# Where in the workbench each thing is seen to. The faces stand above this app: a test holds these against their URLs.
PLACES = {
    "assignments": "/workbench/carry/assignments/",
    "report": "/workbench/carry/reports/{pk}/",
    "project": "/workbench/projects/{pk}/",
    "extension": "/workbench/carry/extensions/{pk}/",
    "closing": "/workbench/carry/closings/{pk}/",
    "supervision": "/workbench/carry/supervision/{pk}/",
}


def link(place: str, pk: Any = "") -> str:
    """The address of a page of the workbench, without the host."""
    return PLACES[place].format(pk=pk)
