"""Who holds which role where: the one place that permissions of all apps are read from.

Answers are kept on the user object for the length of one request: a page asks many times, the database twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from tongxin.organisations.enums import Role
from tongxin.organisations.models import Delegation, Membership, Unit


@dataclass(frozen=True)
class Held:
    """A role held in a unit and everything below it (`path` is the unit's place in the tree)."""

    role: str
    unit_id: int
    path: str
    # The account whose role this is, where it is held as a stand-in.
    for_id: int | None = None


def _current(today: date) -> Q:
    return (Q(since__isnull=True) | Q(since__lte=today)) & (Q(until__isnull=True) | Q(until__gte=today))


def held_by(user: Any) -> tuple[Held, ...]:
    """All roles that this person holds today, own ones and those held as a stand-in."""
    if not getattr(user, "pk", None) or not user.is_active:
        return ()
    known: tuple[Held, ...] | None = getattr(user, "_held_roles", None)
    if known is not None:
        return known
    today = timezone.localdate()
    away = list(
        Delegation.objects.filter(
            stand_in_id=user.pk, starts__lte=today, ends__gte=today, revoked_at__isnull=True, away__is_active=True
        ).values_list("away_id", flat=True)
    )
    rows = Membership.objects.filter(_current(today), user_id__in=[user.pk, *away]).values_list(
        "role", "unit_id", "unit__path", "user_id"
    )
    held = tuple(Held(role, unit, path, None if owner == user.pk else owner) for role, unit, path, owner in rows)
    user._held_roles = held
    return held


def forget(user: Any) -> None:
    """Drop what was kept on the user object: after a change of roles within the same request."""
    user.__dict__.pop("_held_roles", None)


def has_role(user: Any, role: Role | Iterable[Role], unit: Unit | None = None) -> bool:
    """Whether the person holds one of the roles in `unit` or above it; anywhere at all where `unit` is None."""
    wanted = {role} if isinstance(role, Role) else set(role)
    return any(held.role in wanted and (unit is None or unit.path.startswith(held.path)) for held in held_by(user))


def has_role_in(user: Any, role: Role | Iterable[Role], unit: Unit) -> bool:
    """Whether the person holds one of the roles in exactly this unit, not only above it."""
    wanted = {role} if isinstance(role, Role) else set(role)
    return any(held.role in wanted and held.unit_id == unit.pk for held in held_by(user))


def units_where(user: Any, role: Role | Iterable[Role]) -> Q:
    """A condition on Unit: those in which the person holds one of the roles, with all that stand below them."""
    wanted = {role} if isinstance(role, Role) else set(role)
    condition = Q(pk__in=[])
    for held in held_by(user):
        if held.role in wanted:
            condition |= Q(path__startswith=held.path)
    return condition


def holders(role: Role | Iterable[Role], unit: Unit, *, climb: bool = False) -> list[Any]:
    """The active people with one of the roles in this unit; with `climb`, in the nearest unit above that has one."""
    wanted = [role] if isinstance(role, Role) else list(role)
    today = timezone.localdate()
    places = [unit, *reversed(list(unit.get_ancestors()))] if climb else [unit]
    for place in places:
        found = [
            membership.user
            for membership in Membership.objects.filter(
                _current(today), unit=place, role__in=wanted, user__is_active=True
            ).select_related("user")
        ]
        if found:
            return list(dict.fromkeys(found))
    return []
