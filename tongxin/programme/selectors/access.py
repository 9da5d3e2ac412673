"""What a person may see of a year. Every page starts from one of these querysets; what is not in it is 404.

The owner's office and those above it see the whole year; a unit that carries one of its projects sees plan and
lights. What reports say is seen by those who carry or coordinate it, and by leaders and auditors of the office.
A unit's own plan (`parent_project`) is seen from above as far as its `insight` allows: see `sight`.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from tongxin.organisations.roles import held_by
from tongxin.programme.models import Area, Programme, Project, Report, SupervisionNotice
from tongxin.programme.selectors.sight import ABOVE, Depth, sight_of


def own_units(user: Any) -> list[int]:
    """The units in which the person holds a role (not those below them)."""
    return list({held.unit_id for held in held_by(user)})


def visible_programmes(user: Any) -> QuerySet[Programme]:
    return Programme.objects.filter(pk__in=sight_of(user).at_least(Depth.PROGRESS)).select_related("owner", ABOVE)


def visible_projects(user: Any) -> QuerySet[Project]:
    return Project.objects.filter(programme_id__in=sight_of(user).at_least(Depth.PROGRESS)).select_related(
        "programme__owner", f"programme__{ABOVE}", "area", "lead_unit"
    )


def visible_areas(user: Any) -> QuerySet[Area]:
    return Area.objects.filter(programme_id__in=sight_of(user).at_least(Depth.PROGRESS))


def visible_reports(user: Any) -> QuerySet[Report]:
    """Reports of one's own units, of projects one's unit leads, and of programmes that one's office sees in full."""
    sight = sight_of(user)
    return Report.objects.filter(
        Q(unit_id__in=sight.unit_ids)
        | Q(project__lead_unit_id__in=sight.unit_ids)
        | Q(project__programme_id__in=sight.office_ids)
    ).select_related("project__programme__owner", f"project__programme__{ABOVE}", "project__lead_unit", "unit")


def visible_notices(user: Any) -> QuerySet[SupervisionNotice]:
    """Supervision notices to or from one's own units, and of programmes that one's office sees in full."""
    sight = sight_of(user)
    return SupervisionNotice.objects.filter(
        Q(unit_id__in=sight.unit_ids) | Q(issuer_id__in=sight.unit_ids) | Q(project__programme_id__in=sight.office_ids)
    ).select_related(
        "project__programme__owner", f"project__programme__{ABOVE}", "project__lead_unit", "unit", "issuer"
    )
