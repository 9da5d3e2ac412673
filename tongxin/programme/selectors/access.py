"""What a person may see of a year. Every page starts from one of these querysets; what is not in it is 404.

The owner's office and those above it see the whole year; a unit that carries one of its projects sees plan and
lights. What reports say is seen by those who carry or coordinate it, and by leaders and auditors of the office.
A unit's own plan (`parent_project`) is seen from above as far as its `insight` allows.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.organisations.roles import held_by, units_where
from tongxin.programme.enums import Insight
from tongxin.programme.models import Area, Programme, Project, Report, SupervisionNotice

READERS = frozenset(Role) - {Role.EDITOR}


def own_units(user: Any) -> list[int]:
    """The units in which the person holds a role (not those below them)."""
    return list({held.unit_id for held in held_by(user)})


def _owned(user: Any) -> QuerySet[Unit]:
    """The units whose programmes the person sees because of a role there or above."""
    return Unit.objects.filter(units_where(user, READERS))


def visible_programmes(user: Any) -> QuerySet[Programme]:
    mine = own_units(user)
    own = Q(owner_id__in=mine)
    below = Q(owner__in=_owned(user)) & (Q(parent_project__isnull=True) | ~Q(insight=Insight.TOTALS))
    carrying = Q(pk__in=Project.objects.filter(assignments__unit_id__in=mine).values("programme_id"))
    carrying |= Q(pk__in=Project.objects.filter(lead_unit_id__in=mine).values("programme_id"))
    # The office above a sub-plan may stand outside the owner's branch of the tree.
    seen_from_above = Q(parent_project__programme__owner_id__in=mine) & ~Q(insight=Insight.TOTALS)
    return Programme.objects.filter(own | below | carrying | seen_from_above).select_related("owner")


def visible_projects(user: Any) -> QuerySet[Project]:
    return Project.objects.filter(programme__in=visible_programmes(user)).select_related(
        "programme__owner", "area", "lead_unit"
    )


def visible_areas(user: Any) -> QuerySet[Area]:
    return Area.objects.filter(programme__in=visible_programmes(user))


def visible_reports(user: Any) -> QuerySet[Report]:
    """Reports of one's own units, of projects one's unit leads, and of programmes that one's office owns."""
    mine = own_units(user)
    own = Q(unit_id__in=mine) | Q(project__lead_unit_id__in=mine) | Q(project__programme__owner_id__in=mine)
    below = Q(project__programme__owner__in=_owned(user)) & (
        Q(project__programme__parent_project__isnull=True) | Q(project__programme__insight=Insight.FULL)
    )
    above = Q(project__programme__parent_project__programme__owner_id__in=mine) & Q(
        project__programme__insight=Insight.FULL
    )
    return Report.objects.filter(own | below | above).select_related(
        "project__programme__owner", "project__lead_unit", "unit"
    )


def visible_notices(user: Any) -> QuerySet[SupervisionNotice]:
    """Supervision notices to or from one's own units, and of programmes that one's office owns."""
    mine = own_units(user)
    return SupervisionNotice.objects.filter(
        Q(unit_id__in=mine) | Q(issuer_id__in=mine) | Q(project__programme__owner__in=_owned(user))
    ).select_related("project__programme__owner", "project__lead_unit", "unit", "issuer")
