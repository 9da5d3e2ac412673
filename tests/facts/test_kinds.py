from __future__ import annotations

from typing import Any

import pytest

from tests.facts.factories import make_fact, make_kind, make_unit, make_user
from tongxin.common.errors import Invalid, NotAllowed
from tongxin.common.models import AuditEntry
from tongxin.facts.actions import add_kind, change_kind, ensure_kinds
from tongxin.facts.kinds import KINDS
from tongxin.facts.models import FactKind
from tongxin.organisations.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator() -> Any:
    return make_user(Role.COORDINATOR, make_unit())


def test_the_shipped_kinds_are_added_once_and_what_a_city_changed_stays() -> None:
    kinds = ensure_kinds()
    assert list(kinds) == [offered.code for offered in KINDS]
    assert (kinds["yuan-granted"].unit, kinds["yuan-granted"].decimals) == ("元", 2)
    assert [code for code, kind in kinds.items() if kind.counts_persons] == ["persons-reached", "visitors-received"]
    assert not kinds["reported-value"].is_public
    FactKind.objects.filter(code="event-held").update(name="活动")
    FactKind.objects.filter(code="base-named").delete()
    assert ensure_kinds()["event-held"].name == "活动"
    assert FactKind.objects.count() == len(KINDS)
    assert AuditEntry.objects.filter(verb="fact_kind.added").count() == len(KINDS) + 1


def test_a_kind_is_added_by_a_coordinator(coordinator: Any) -> None:
    kind = add_kind(code="lane-walked", name=" 走访街巷 ", unit="条", by=coordinator, is_public=True, note="历史街区")
    kind = FactKind.objects.get(pk=kind.pk)
    assert (kind.code, kind.name, kind.unit, kind.decimals, kind.is_public) == (
        "lane-walked",
        "走访街巷",
        "条",
        0,
        True,
    )
    assert AuditEntry.objects.get(verb="fact_kind.added").actor_id == coordinator.pk


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"code": "有中文"}, "code"),
        ({"code": "taken"}, "code"),
        ({"code": ""}, "code"),
        ({"name": " "}, "name"),
        ({"name": "长" * 41}, "name"),
        ({"unit": ""}, "unit"),
        ({"unit": "长" * 11}, "unit"),
        ({"decimals": 7}, "decimals"),
        ({"decimals": -1}, "decimals"),
        ({"note": "长" * 201}, "note"),
    ],
)
def test_a_kind_that_cannot_be_taken_is_refused_with_its_field(
    coordinator: Any, fields: dict[str, Any], field: str
) -> None:
    make_kind(code="taken")
    with pytest.raises(Invalid) as refusal:
        add_kind(**{"code": "new", "name": "新种类", "unit": "件", "by": coordinator} | fields)
    assert refusal.value.field == field
    assert FactKind.objects.count() == 1


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COORDINATOR, Role.ADMINISTRATOR}))
def test_nobody_else_keeps_kinds(role: Role) -> None:
    user, kind = make_user(role, make_unit()), make_kind(name="种类")
    with pytest.raises(NotAllowed):
        add_kind(code="new", name="新种类", unit="件", by=user)
    with pytest.raises(NotAllowed):
        change_kind(kind=kind, by=user, name="别的")
    assert list(FactKind.objects.values_list("name", flat=True)) == ["种类"]


def test_a_kind_in_use_keeps_its_measure_and_may_change_the_rest(coordinator: Any) -> None:
    kind = make_kind(unit="场", note="旧")
    change_kind(kind=kind, by=coordinator, unit="次", decimals=1)
    make_fact(kind=FactKind.objects.get())
    for fields in ({"unit": "人"}, {"decimals": 0}):
        with pytest.raises(Invalid, match="计量单位和小数位数不能再改") as refusal:
            change_kind(kind=kind, by=coordinator, **fields)
        assert refusal.value.field == next(iter(fields))
    entries = AuditEntry.objects.count()
    change_kind(kind=kind, by=coordinator, name="新名", unit="次", is_active=False, note="")
    kind = FactKind.objects.get()
    assert (kind.name, kind.unit, kind.decimals, kind.is_active, kind.note) == ("新名", "次", 1, False, "")
    assert AuditEntry.objects.get(number=entries + 1).detail == {"name": "新名", "is_active": False, "note": ""}
    change_kind(kind=kind, by=coordinator, name="新名")
    assert AuditEntry.objects.count() == entries + 1
