"""Small makers of what a fact needs; a test says only what it is about."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

from tests.factories import MembershipFactory, UnitFactory, UserFactory
from tongxin.accounts.models import User
from tongxin.common.files.models import Attachment
from tongxin.common.subjects import Subject
from tongxin.facts.actions import NewFact, record
from tongxin.facts.models import Fact, FactKind
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit

numbers = count(1)
REPORT = Subject("tests.report", "1")
PROJECT = Subject("tests.project", "1")
OTHER_PROJECT = Subject("tests.project", "2")
PROGRAMME = Subject("tests.programme", "1")
DAY = date(2019, 5, 17)


def make_unit(name: str = "", parent: Unit | None = None, **fields: Any) -> Unit:
    if name:
        fields["name"] = name
    unit: Unit = UnitFactory(parent=parent, **fields)
    return unit


def make_kind(**fields: Any) -> FactKind:
    number = next(numbers)
    return FactKind.objects.create(
        **{"code": f"kind-{number}", "name": f"种类{number}", "unit": "场", "is_public": True} | fields
    )


def make_user(role: Role | None = None, unit: Unit | None = None) -> User:
    user: User = UserFactory()
    if role:
        MembershipFactory(user=user, unit=unit, role=role)
    return user


def make_attachment() -> UUID:
    """The id of a stored file."""
    number = next(numbers)
    file = Attachment.objects.create(
        name=f"示例照片{number}.jpg",
        content_type="image/jpeg",
        size=1,
        sha256=f"{number:064x}",
        storage_name=f"{number}",
    )
    return file.pk


def new_fact(**fields: Any) -> NewFact:
    given: dict[str, Any] = {"quantity": Decimal(1), "happened_on": DAY, "source": REPORT, "subjects": (PROJECT,)}
    given |= fields
    given.setdefault("kind", None)
    given["kind"] = given["kind"] or make_kind()
    if "organisation" not in given:
        given["organisation"] = make_unit()
    return NewFact(**given)


def make_fact(*, by: Any = None, today: date | None = None, **fields: Any) -> Fact:
    new = new_fact(**fields)
    return record(
        kind=new.kind,
        quantity=new.quantity,
        organisation=new.organisation,
        happened_on=new.happened_on,
        source=new.source,
        source_key=new.source_key,
        summary=new.summary,
        place=new.place,
        subjects=new.subjects,
        evidence=new.evidence,
        by=by,
        today=today,
    )
