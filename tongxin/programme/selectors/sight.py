"""How far a person sees into each programme: own work, a unit's own plan as far as that unit allows, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from tongxin.organisations.enums import Role
from tongxin.organisations.roles import held_by
from tongxin.programme.enums import Insight
from tongxin.programme.models import Assignment, Programme


class Depth(IntEnum):
    """What is seen of a programme, from nothing to all of it."""

    NOTHING = 0
    TOTALS = 1
    PROGRESS = 2
    FULL = 3
    OWN = 4


READERS = frozenset(Role) - {Role.EDITOR}
# From a unit's own plan to the office that handed the project down.
ABOVE = "parent_project__programme__owner"
ALLOWED = {Insight.TOTALS: Depth.TOTALS, Insight.PROGRESS: Depth.PROGRESS, Insight.FULL: Depth.FULL}


@dataclass(frozen=True)
class Sight:
    """What one person sees: the depth per programme (by id), the units that the person belongs to.

    `office_ids` are the programmes whose reports the person reads because of a role in the office (or above it).
    """

    depths: dict[int, Depth]
    unit_ids: frozenset[int]
    office_ids: frozenset[int]

    def into(self, programme_id: int) -> Depth:
        return self.depths.get(programme_id, Depth.NOTHING)

    def at_least(self, depth: Depth) -> list[int]:
        """The ids of programmes that are seen at least so far."""
        return [programme_id for programme_id, seen in self.depths.items() if seen >= depth]


def sight_of(user: Any) -> Sight:
    """Work out what somebody sees; two queries beside those for the roles, however many programmes there are.

    The owner's people and those above see all. In a unit's own plan, the office that handed the project down (and those
    above it) see what the unit allows, and never more than it is allowed to see of the plan in between. A unit that
    carries a project sees the programme it belongs to.
    """
    held = held_by(user)
    if not held:
        return Sight({}, frozenset(), frozenset())
    paths = {role.path for role in held if role.role in READERS}
    unit_ids = frozenset(role.unit_id for role in held)
    rows = Programme.objects.values_list(
        "pk",
        "owner_id",
        "owner__path",
        "insight",
        "parent_project__programme_id",
        f"{ABOVE}_id",
        f"{ABOVE}__path",
    ).order_by("pk")
    known = {row[0]: row for row in rows}
    as_office: dict[int, Depth] = {}

    def office(programme_id: int, climbed: frozenset[int] = frozenset()) -> Depth:
        if programme_id in as_office:
            return as_office[programme_id]
        _pk, owner_id, path, insight, parent_id, above_id, above = known[programme_id]
        direct = any(
            path.startswith(mine) and (parent_id is None or owner_id == above_id or not above.startswith(mine))
            for mine in paths
        )
        if direct:
            depth = Depth.OWN
        elif parent_id is None or parent_id in climbed:
            depth = Depth.NOTHING
        else:
            depth = min(ALLOWED[Insight(insight)], office(parent_id, climbed | {programme_id}))
        as_office[programme_id] = depth
        return depth

    depths = {programme_id: office(programme_id) for programme_id in known}
    carried = Assignment.objects.filter(unit_id__in=unit_ids).values_list("project__programme_id", flat=True).distinct()
    for programme_id in carried:
        depths[programme_id] = max(depths[programme_id], Depth.FULL)
    return Sight(
        {pk: depth for pk, depth in depths.items() if depth > Depth.NOTHING},
        unit_ids,
        frozenset(pk for pk, depth in as_office.items() if depth >= Depth.FULL),
    )
