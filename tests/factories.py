"""One factory per model. Names are invented words for posts and units, never of persons."""

from __future__ import annotations

from typing import Any

import factory

from tongxin.accounts.models import User
from tongxin.organisations.enums import Role, UnitKind
from tongxin.organisations.models import Delegation, Membership, Notice, Unit, UnitName

PASSWORD = "一个足够长的口令-2019"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"shili{number}")
    display_name = factory.Sequence(lambda number: f"示例岗位{number}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    password = factory.django.Password(PASSWORD)


class UnitFactory(factory.django.DjangoModelFactory):
    """A unit with its official name; `parent=None` makes a root."""

    class Meta:
        model = Unit

    name = factory.Sequence(lambda number: f"示例单位{number}")
    code = factory.Sequence(lambda number: f"U{number:04d}")
    kind = UnitKind.DEPARTMENT

    @classmethod
    def _create(cls, model_class: type[Unit], *args: Any, **fields: Any) -> Unit:
        parent = fields.pop("parent", None)
        above = None if parent is None else Unit.objects.get(pk=parent.pk)
        unit: Unit = model_class.add_root(**fields) if above is None else above.add_child(**fields)
        UnitName.objects.create(unit=unit, name=unit.name, kind=UnitName.Kind.OFFICIAL, since=unit.opened_on)
        return unit


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(UnitFactory)
    role = Role.REPORTER


class DelegationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Delegation

    away = factory.SubFactory(UserFactory)
    stand_in = factory.SubFactory(UserFactory)


class NoticeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Notice

    recipient = factory.SubFactory(UserFactory)
    key = factory.Sequence(lambda number: f"示例:{number}")
    title = "示例通知"
