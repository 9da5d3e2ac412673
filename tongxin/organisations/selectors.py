"""Reads of units, names, people and delegations, limited to what the reader may see.

The tree is open to everybody who works here (any role anywhere): one must be able to name partners. Who works in a unit
is seen by those who work in it or above it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import Http404
from django.utils import timezone

from tongxin.accounts.models import User
from tongxin.common import audit
from tongxin.organisations import roles, rules
from tongxin.organisations.enums import Role, UnitKind
from tongxin.organisations.models import Delegation, Membership, Unit, UnitName
from tongxin.organisations.rules import Actor


def visible_units(user: Actor) -> QuerySet[Unit]:
    """The units that a person may know of: all for whoever has a role, none for others."""
    units: QuerySet[Unit] = Unit.objects.order_by("path")
    return units if user is None or roles.holds_any(user, set(Role)) else units.none()


def tree_for(user: Actor, *, text: str = "", kind: str = "", with_closed: bool = False) -> QuerySet[Unit]:
    """The tree in its order, narrowed: by any name, short name or code that contains `text`, by kind, to open units."""
    units = visible_units(user)
    if not with_closed:
        units = units.filter(closed_on__isnull=True)
    if kind in UnitKind.values:
        units = units.filter(kind=kind)
    text = text.strip()
    if text:
        named = UnitName.objects.filter(name__icontains=text).values("unit_id")
        fitting = Q(name__icontains=text) | Q(short_name__icontains=text) | Q(code__icontains=text) | Q(pk__in=named)
        units = units.filter(fitting)
    return units


def unit_for(user: Actor, pk: int) -> Unit:
    """One unit. Raises Http404 where there is none that this person may know of."""
    unit: Unit | None = visible_units(user).filter(pk=pk).first()
    if unit is None:
        raise Http404
    return unit


def names_of(unit: Unit, on: date | None = None) -> list[UnitName]:
    """All names of a unit, official ones first, newest first; with `on`, only those that held on that day."""
    rows = unit.names.all()
    if on is not None:
        rows = rows.filter(Q(since__isnull=True) | Q(since__lte=on), Q(until__isnull=True) | Q(until__gte=on))
    rank = Case(
        When(kind=UnitName.Kind.OFFICIAL, then=Value(0)),
        When(kind=UnitName.Kind.FORMER, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return list(rows.order_by(rank, "-until", "-since", "pk"))


def name_on(unit: Unit, day: date) -> str:
    """The unit's official name on that day; today's where nothing older is known."""
    named = [row for row in names_of(unit, day) if row.kind != UnitName.Kind.ALIAS]
    return named[0].name if named else unit.name


def find_units(text: str, *, user: Actor = None) -> list[Unit]:
    """The units whose code, official or former name, short name or alias is exactly this; open ones first."""
    text = " ".join(text.split())
    if not text:
        return []
    named = UnitName.objects.filter(name=text).values("unit_id")
    units = visible_units(user).filter(Q(name=text) | Q(short_name=text) | Q(code=text) | Q(pk__in=named))
    return sorted(units, key=lambda unit: not unit.is_open)


def members_of(user: Actor, unit: Unit, *, with_ended: bool = False) -> list[Membership]:
    """Who has which role in the unit. Reading it is written down: names and addresses are personal.

    Raises Http404 for whoever works neither in it nor above it.
    """
    if not rules.may_see_members(user, unit):
        raise Http404
    rows = Membership.objects.filter(unit=unit).select_related("user")
    if not with_ended:
        rows = rows.exclude(until__lt=timezone.localdate()).filter(user__is_active=True)
    with transaction.atomic():
        audit.record(user, "unit.members_read", unit)
    return list(rows.order_by("role", "pk"))


def colleague_for(user: Actor, pk: int) -> User:
    """The account of somebody who works in a unit that `user` administers. Raises Http404 otherwise."""
    account = User.objects.filter(pk=pk).first()
    if account is None:
        raise Http404
    units = Unit.objects.filter(memberships__user=account).distinct()
    if not any(rules.may_administer(user, unit) for unit in units):
        raise Http404
    return account


def membership_for(user: Actor, pk: int) -> Membership:
    """A role in a unit that `user` administers. Raises Http404 otherwise."""
    row = Membership.objects.select_related("unit", "user").filter(pk=pk).first()
    if row is None or not rules.may_administer(user, row.unit):
        raise Http404
    return row


def delegations_of(user: User) -> list[Delegation]:
    """Delegations that the person gave or holds, newest first."""
    rows = Delegation.objects.filter(Q(away=user) | Q(stand_in=user)).select_related("away", "stand_in")
    return list(rows.order_by("-starts", "-pk"))


def delegation_for(user: User, pk: int) -> Delegation:
    """A delegation that the person gave, and may revoke. Raises Http404 otherwise."""
    row = Delegation.objects.select_related("away", "stand_in").filter(pk=pk, away=user).first()
    if row is None:
        raise Http404
    return row


def possible_stand_ins(user: User) -> QuerySet[User]:
    """Whom one may ask to stand in: active people with a role in the same units, above or below them."""
    near = Q(pk__in=[])
    for held in roles.held_by(user):
        if held.for_id is None:
            above = [held.path[:end] for end in range(len(held.path), 0, -Unit.steplen)]
            near |= Q(memberships__unit__path__startswith=held.path) | Q(memberships__unit__path__in=above)
    today = timezone.localdate()
    current = (Q(memberships__since__isnull=True) | Q(memberships__since__lte=today)) & (
        Q(memberships__until__isnull=True) | Q(memberships__until__gte=today)
    )
    found: QuerySet[User] = User.objects.filter(near, current, is_active=True).exclude(pk=user.pk)
    return found.distinct().order_by("username")


def history_of(user: Actor, unit: Unit, *, limit: int = 50) -> list[dict[str, Any]]:
    """What was done to the unit, newest first: day, verb, detail, and who did it (for those who see its members)."""
    entries = list(audit.history(unit))
    entries = [entry for entry in entries if not entry.verb.endswith("_read")][-limit:]
    named: dict[int, User] = {}
    if rules.may_see_members(user, unit):
        named = User.objects.in_bulk({entry.actor_id for entry in entries if entry.actor_id is not None})
    return [
        {"at": entry.at, "verb": entry.verb, "detail": entry.detail, "by": named.get(entry.actor_id or 0)}
        for entry in reversed(entries)
    ]
