from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import City
from tests.places.factories import HomeFactory, NotableFactory, PlaceFactory, PlaceKindFactory
from tongxin.accounts.models import User
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.models import AuditEntry
from tongxin.organisations.enums import Role
from tongxin.places.actions.kinds import put_kind, remove_kind
from tongxin.places.kinds import KINDS, ensure_first_kinds, ensure_kinds
from tongxin.places.models import HomeCriterion, NotableHouse, PlaceKind
from tongxin.places.standard import CRITERIA, ensure_first_criteria

pytestmark = pytest.mark.django_db


def test_shipped_kinds_are_added_once_and_never_changed() -> None:
    kinds = ensure_kinds()
    assert list(kinds) == [kind.code for kind in KINDS]
    assert [code for code, kind in kinds.items() if kind.is_sensitive_by_association] == ["members-home"]
    kinds["base"].name = "本市的叫法"
    kinds["base"].save()
    before = AuditEntry.objects.count()
    assert ensure_kinds()["base"].name == "本市的叫法"
    assert AuditEntry.objects.count() == before


def test_a_fresh_installation_begins_with_them_and_nothing_comes_back() -> None:
    ensure_first_kinds(), ensure_first_criteria()
    assert (PlaceKind.objects.count(), HomeCriterion.objects.count()) == (len(KINDS), len(CRITERIA))
    PlaceKind.objects.filter(code="venue").delete()
    HomeCriterion.objects.filter(code="sign").delete()
    ensure_first_kinds(), ensure_first_criteria()
    assert (PlaceKind.objects.count(), HomeCriterion.objects.count()) == (len(KINDS) - 1, len(CRITERIA) - 1)


def test_another_city_has_its_own(city: City, as_role: Callable[..., User]) -> None:
    by = as_role(Role.COORDINATOR, city.office)
    first = put_kind(name="侨胞之家", name_en="Overseas Chinese house", is_sensitive_by_association=True, by=by)
    assert (first.code, first.position, first.is_sensitive_by_association) == ("qiaobaozhijia", 10, True)
    second = put_kind(name="桥包之家", by=by)
    assert (second.code, second.position) == ("qiaobaozhijia-2", 20)
    changed = put_kind(kind=second, name="桥", by=by)
    assert (changed.code, PlaceKind.objects.get(pk=second.pk).name) == ("qiaobaozhijia-2", "桥")
    for name in ("", "长" * 41, "侨胞之家"):
        with pytest.raises(Invalid) as refusal:
            put_kind(name=name, by=by)
        assert refusal.value.field == "name"
    remove_kind(kind=second, by=by)
    PlaceFactory(kind=first)
    with pytest.raises(WrongState, match="还有场所"):
        remove_kind(kind=first, by=by)
    below = as_role(Role.COORDINATOR, city.districts[0])
    with pytest.raises(NotAllowed):
        put_kind(name="别的", by=below)
    with pytest.raises(NotAllowed):
        remove_kind(kind=first, by=below)
    assert list(PlaceKind.objects.values_list("name", flat=True)) == ["侨胞之家"]


def test_heads_stay_heads_and_who_is_named_is_untied_first() -> None:
    home = HomeFactory()
    with pytest.raises(Invalid, match="不能再改成可以留名单"):
        put_kind(kind=home.kind, name=home.kind.name, is_sensitive_by_association=False, by=None)
    house = PlaceFactory(kind=PlaceKindFactory(), name="示例故居")
    NotableHouse.objects.create(notable=NotableFactory(), place=house)
    with pytest.raises(Invalid, match="“示例故居”连着名人或步行路线") as refusal:
        put_kind(kind=house.kind, name=house.kind.name, is_sensitive_by_association=True, by=None)
    assert refusal.value.field == "is_sensitive_by_association"
    NotableHouse.objects.all().delete()
    put_kind(kind=house.kind, name=house.kind.name, is_sensitive_by_association=True, by=None)
    assert PlaceKind.objects.get(pk=house.kind.pk).is_sensitive_by_association
