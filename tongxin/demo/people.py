"""The sample city: its units, and accounts named after posts, not persons."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from tongxin.accounts.models import User
from tongxin.demo.units import ENGLISH, PASSWORD, PEOPLE, UNITS
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Membership, Unit, UnitName
from tongxin.organisations.notices import mark_read, unread_for


@dataclass(frozen=True)
class City:
    """`units` by code, `people` by account name, `reporters` by unit id: one for every unit."""

    units: dict[str, Unit]
    people: dict[str, User]
    reporters: dict[int, User]


def make_city() -> City:
    """Make the units and accounts that are missing; what stands already is left as it is."""
    units = _units()
    # Hashing is slow on purpose; the password is the same for all and printed for everybody to see.
    hashed = make_password(PASSWORD)
    people: dict[str, User] = {}
    reporters: dict[int, User] = {}
    for username, title, role, code in PEOPLE:
        people[username] = _account(username, title, role, units[code], hashed)
        if role == Role.REPORTER:
            reporters[units[code].pk] = people[username]
    for code, unit in units.items():
        if unit.pk not in reporters:
            username = code.lower()
            people[username] = _account(username, f"{unit.brief}填报员", Role.REPORTER, unit, hashed)
            reporters[unit.pk] = people[username]
    return City(units, people, reporters)


def _units() -> dict[str, Unit]:
    units = {unit.code: unit for unit in Unit.objects.all()}
    for sample in UNITS:
        if sample.code in units:
            continue
        fields = {
            "name": sample.name,
            "name_en": ENGLISH.get(sample.code, ""),
            "short_name": sample.short,
            "code": sample.code,
            "kind": sample.kind,
            "is_sensitive_by_association": sample.is_sensitive,
        }
        if sample.above:
            above = Unit.objects.get(code=sample.above)
            unit = above.add_child(**fields)
        else:
            unit = Unit.add_root(**fields)
        UnitName.objects.create(unit=unit, name=sample.name, kind=UnitName.Kind.OFFICIAL)
        for alias in {*sample.aliases, sample.short} - {sample.name}:
            UnitName.objects.create(unit=unit, name=alias, kind=UnitName.Kind.ALIAS)
        units[sample.code] = unit
    return units


def _account(username: str, title: str, role: str, unit: Unit, hashed: str) -> User:
    user = User.objects.filter(username=username).first()
    if user is None:
        user = User.objects.create(username=username, password=hashed, display_name=f"{title}（示例）")
    Membership.objects.get_or_create(user=user, unit=unit, role=role)
    return user


def read_notices(city: City) -> None:
    """Everybody has read their notices but for the last three, as people do who use the system."""
    for user in city.people.values():
        newest = unread_for(user).values_list("pk", flat=True)[:3]
        mark_read(user=user, notices=unread_for(user).exclude(pk__in=list(newest)))
