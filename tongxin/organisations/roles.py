"""Who holds which role where: the one place that permissions of all apps are read from.

Answers are kept on the user object for the length of one request: a page asks many times, the database twice.

Standing in: a check that holds only by a role held for somebody else sets `acting_for_id` on the user, one that holds
by a role of one's own clears it. An action checks and then writes its audit row: the row says for whom it was done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
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


def on(day: date) -> Q:
    """A condition on Membership: those that hold on that day."""
    return (Q(since__isnull=True) | Q(since__lte=day)) & (Q(until__isnull=True) | Q(until__gte=day))


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
    rows = Membership.objects.filter(on(today), user_id__in=[user.pk, *away]).values_list(
        "role", "unit_id", "unit__path", "user_id"
    )
    held = tuple(Held(role, unit, path, None if owner == user.pk else owner) for role, unit, path, owner in rows)
    user._held_roles = held
    return held


def forget(user: Any) -> None:
    """Drop what was kept on the user object: after a change of roles within the same request."""
    # Through the object itself: a request's user is a lazy stand-in whose own __dict__ is not the account's.
    if hasattr(user, "_held_roles"):
        del user._held_roles


def holds_any(user: Any, role: Role | Iterable[Role]) -> bool:
    """Whether the person holds one of the roles anywhere. Only asks: says nothing of whom an act would be done for."""
    wanted = _wanted(role)
    return any(held.role in wanted for held in held_by(user))


def has_role(user: Any, role: Role | Iterable[Role], unit: Unit | None = None) -> bool:
    """Whether the person holds one of the roles in `unit` or above it; anywhere at all where `unit` is None."""
    wanted = _wanted(role)
    return _holds(user, lambda held: held.role in wanted and (unit is None or unit.path.startswith(held.path)))


def has_role_in(user: Any, role: Role | Iterable[Role], unit: Unit) -> bool:
    """Whether the person holds one of the roles in exactly this unit, not only above it."""
    wanted = _wanted(role)
    return _holds(user, lambda held: held.role in wanted and held.unit_id == unit.pk)


def acting_for(user: Any, role: Role | Iterable[Role], unit: Unit) -> int | None:
    """The account in whose place the person would act with this role in this unit; None with a role of one's own."""
    wanted = _wanted(role)
    fitting = [held for held in held_by(user) if held.role in wanted and unit.path.startswith(held.path)]
    return None if any(held.for_id is None for held in fitting) else next((held.for_id for held in fitting), None)


def act_as_oneself(user: Any) -> None:
    """Before an act that needs no role (one's own settings, one's own delegation): it is not done for anybody else."""
    if user is not None:
        user.acting_for_id = None


def account_numbers(user: Any) -> frozenset[int]:
    """The person's own account and those he or she stands in for today: "nobody decides on what they wrote"."""
    return frozenset({user.pk, *(held.for_id for held in held_by(user) if held.for_id is not None)})


def _wanted(role: Role | Iterable[Role]) -> set[Role]:
    return {role} if isinstance(role, Role) else set(role)


def _holds(user: Any, fits: Callable[[Held], bool]) -> bool:
    fitting = [held for held in held_by(user) if fits(held)]
    if not fitting:
        return False
    is_own = any(held.for_id is None for held in fitting)
    user.acting_for_id = None if is_own else fitting[0].for_id
    return True


def units_where(user: Any, role: Role | Iterable[Role]) -> Q:
    """A condition on Unit: those in which the person holds one of the roles, with all that stand below them."""
    wanted = _wanted(role)
    condition = Q(pk__in=[])
    for held in held_by(user):
        if held.role in wanted:
            condition |= Q(path__startswith=held.path)
    return condition


def holders(role: Role | Iterable[Role], unit: Unit, *, climb: bool = False) -> list[Any]:
    """The active people with one of the roles in this unit; with `climb`, in the nearest unit above that has one."""
    wanted = _wanted(role)
    places = [unit, *reversed(list(unit.get_ancestors()))] if climb else [unit]
    found: dict[int, list[Any]] = {}
    rows = Membership.objects.filter(
        on(timezone.localdate()), unit__in=places, role__in=wanted, user__is_active=True
    ).select_related("user")
    for membership in rows.order_by("pk"):
        found.setdefault(membership.unit_id, []).append(membership.user)
    nearest = next((found[place.pk] for place in places if place.pk in found), [])
    return list(dict.fromkeys(nearest))
