from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.conftest import City
from tests.factories import MembershipFactory, UnitFactory, UserFactory
from tongxin.accounts.models import User
from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.models import AuditEntry
from tongxin.organisations import actions, owes, roles, selectors
from tongxin.organisations.enums import Role, UnitKind
from tongxin.organisations.models import Membership, Unit, UnitName

AsRole = Callable[..., User]
TODAY = timezone.localdate
DAY = timedelta(days=1)


@pytest.fixture
def chief(city: City, as_role: AsRole) -> User:
    """Administrator of the root."""
    return as_role(Role.ADMINISTRATOR, city.office)


@pytest.fixture
def district_admin(city: City, as_role: AsRole) -> User:
    return as_role(Role.ADMINISTRATOR, city.districts[0])


def fresh(unit: Unit) -> Unit:
    again: Unit = Unit.objects.get(pk=unit.pk)
    return again


def verbs(unit: Unit) -> list[str]:
    return [entry.verb for entry in audit.history(unit)]


def test_a_unit_is_set_up_below_another(city: City, chief: User) -> None:
    unit = actions.create_unit(
        by=chief,
        parent=city.office,
        code=" A09 ",
        name="示例市 归侨联合会",
        kind=UnitKind.BODY,
        opened_on=date(2019, 1, 2),
    )
    assert (unit.code, unit.name, unit.kind) == ("A09", "示例市 归侨联合会", "body")
    assert unit.get_parent().pk == city.office.pk
    assert [(row.name, row.kind, row.since) for row in unit.names.all()] == [
        ("示例市 归侨联合会", "official", date(2019, 1, 2))
    ]
    assert verbs(unit) == ["unit.created"]


def test_who_may_set_up_a_unit(city: City, district_admin: User, as_role: AsRole) -> None:
    made = actions.create_unit(by=district_admin, parent=city.streets[0], code="S1", name="示例社区")
    assert made.depth == 4
    for who in (district_admin, as_role(Role.COORDINATOR, city.office), UserFactory()):
        with pytest.raises(NotAllowed):
            actions.create_unit(by=who, parent=city.districts[1], code="S2", name="示例社区")
        with pytest.raises(NotAllowed):
            actions.create_unit(by=who, parent=None, code="S3", name="示例市")
    assert not Unit.objects.filter(code__in=["S2", "S3"]).exists()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"code": ""}, "code"),
        ({"code": "A01"}, "code"),
        ({"name": "  "}, "name"),
        ({"name": "长" * 101}, "name"),
        ({"name": "示例市商务局"}, "name"),
        ({"kind": "religion"}, "kind"),
    ],
)
def test_what_cannot_be_taken_names_its_field(city: City, chief: User, fields: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        actions.create_unit(by=chief, parent=city.office, **{"code": "N1", "name": "新单位", **fields})
    assert refused.value.field == field
    assert Unit.objects.count() == len(city.units)
    assert AuditEntry.objects.count() == 0


def test_a_renamed_unit_is_found_by_all_its_names(city: City, chief: User) -> None:
    unit = city.departments[0]
    actions.rename_unit(by=chief, unit=unit, name="示例市发展改革局", on=TODAY() - 30 * DAY, reason="机构改革")
    actions.rename_unit(by=chief, unit=unit, name="示例市发展和改革委员会", on=TODAY() - 10 * DAY)
    unit = fresh(unit)
    assert unit.name == "示例市发展和改革委员会"
    assert selectors.name_on(unit, TODAY() - 31 * DAY) == "示例市发展和改革委员会"
    assert selectors.name_on(unit, TODAY() - 30 * DAY) == "示例市发展改革局"
    assert selectors.name_on(unit, TODAY() - 11 * DAY) == "示例市发展改革局"
    assert selectors.name_on(unit, TODAY() - 10 * DAY) == "示例市发展和改革委员会"
    assert [row.kind for row in selectors.names_of(unit)] == ["official", "former", "former"]
    assert [row.name for row in selectors.names_of(unit, TODAY() - 20 * DAY)] == ["示例市发展改革局"]
    assert selectors.find_units(" 示例市发展改革局 ") == [unit]
    assert selectors.find_units("市发改委") == [unit]
    assert selectors.find_units("") == []
    (first, _second) = [entry for entry in audit.history(unit) if entry.verb == "unit.renamed"]
    assert (first.detail["old"], first.detail["new"], first.detail["reason"]) == (
        "示例市发展和改革委员会",
        "示例市发展改革局",
        "机构改革",
    )


def test_a_name_that_does_not_fit_is_refused(city: City, chief: User, district_admin: User) -> None:
    unit = city.departments[0]
    with pytest.raises(Invalid, match="相同"):
        actions.rename_unit(by=chief, unit=unit, name=unit.name)
    with pytest.raises(Invalid, match="还没有到"):
        actions.rename_unit(by=chief, unit=unit, name="新名", on=TODAY() + DAY)
    with pytest.raises(Invalid, match="已有“示例市商务局”"):
        actions.rename_unit(by=chief, unit=unit, name="示例市商务局")
    with pytest.raises(NotAllowed):
        actions.rename_unit(by=district_admin, unit=city.districts[0], name="新区")
    actions.rename_unit(by=chief, unit=unit, name="甲局", on=TODAY() - DAY)
    with pytest.raises(Invalid, match="启用日"):
        actions.rename_unit(by=chief, unit=unit, name="乙局", on=TODAY() - DAY)
    assert fresh(unit).name == "甲局"


def test_aliases_come_and_go_and_the_past_stays(city: City, district_admin: User, chief: User) -> None:
    unit = city.streets[0]
    alias = actions.add_alias(by=district_admin, unit=unit, alias="南门片区")
    assert actions.add_alias(by=district_admin, unit=unit, alias="南门片区") == alias
    assert selectors.find_units("南门片区") == [unit]
    with pytest.raises(NotAllowed):
        actions.add_alias(by=district_admin, unit=city.streets[2], alias="别处")
    actions.remove_alias(by=district_admin, alias=alias)
    assert selectors.find_units("南门片区") == []
    official = unit.names.get(kind=UnitName.Kind.OFFICIAL)
    with pytest.raises(WrongState):
        actions.remove_alias(by=chief, alias=official)
    assert verbs(unit) == ["unit.alias_added", "unit.alias_removed"]


def test_an_alias_that_becomes_the_name_stands_once(city: City, chief: User) -> None:
    unit = city.chamber
    actions.add_alias(by=chief, unit=unit, alias="示例市总商会")
    actions.rename_unit(by=chief, unit=unit, name="示例市总商会")
    assert [(row.name, row.kind) for row in selectors.names_of(unit)] == [
        ("示例市总商会", "official"),
        ("示例市商会", "former"),
    ]


def test_small_corrections(city: City, chief: User) -> None:
    unit = actions.change_unit(
        by=chief,
        unit=city.committee,
        short_name="示例党派",
        kind=UnitKind.PARTY_COMMITTEE,
        is_sensitive_by_association=True,
    )
    assert (unit.short_name, unit.is_sensitive_by_association) == ("示例党派", True)
    same = {"short_name": "示例党派", "kind": "party_committee", "is_sensitive_by_association": True}
    actions.change_unit(by=chief, unit=unit, **same)  # type: ignore[arg-type]
    (entry,) = audit.history(unit)
    assert entry.detail["new"] == {"short_name": "示例党派", "is_sensitive_by_association": True}


def test_a_unit_moves_with_all_below_it_and_roles_follow_the_tree(
    city: City, chief: User, district_admin: User
) -> None:
    street, west = city.streets[0], city.districts[1]
    below = UnitFactory(parent=street, name="示例社区")
    assert roles.has_role(district_admin, Role.ADMINISTRATOR, fresh(below))
    moved = actions.move_unit(by=chief, unit=street, parent=west, reason="区划调整")
    assert moved.get_parent().pk == west.pk
    assert fresh(below).get_parent().pk == street.pk
    assert not roles.has_role(district_admin, Role.ADMINISTRATOR, fresh(below))
    assert Unit.find_problems() == ([], [], [], [], [])
    assert verbs(street) == ["unit.moved"]


def test_a_circle_is_refused_and_named(city: City, chief: User) -> None:
    district, street = city.districts[0], city.streets[0]
    below = UnitFactory(parent=street, name="示例社区")
    with pytest.raises(Invalid) as refused:
        actions.move_unit(by=chief, unit=district, parent=below)
    assert str(refused.value) == (
        "这样会形成循环：“示例社区”现在是“东区”的下级（东区 → 东区南门街道 → 示例社区）。"
        "请先把它移出来，或换一个上级单位。"
    )
    with pytest.raises(Invalid, match="不能隶属于自己"):
        actions.move_unit(by=chief, unit=district, parent=district)
    with pytest.raises(Invalid, match="已经隶属"):
        actions.move_unit(by=chief, unit=street, parent=district)
    assert fresh(below).get_root().pk == city.office.pk
    assert AuditEntry.objects.count() == 0


def test_moving_needs_both_ends(city: City, district_admin: User) -> None:
    with pytest.raises(NotAllowed):
        actions.move_unit(by=district_admin, unit=city.streets[0], parent=city.districts[1])
    with pytest.raises(NotAllowed):
        actions.move_unit(by=district_admin, unit=city.streets[2], parent=city.districts[0])


def test_merging_keeps_the_past_and_moves_people_and_lower_units(city: City, chief: User, as_role: AsRole) -> None:
    east, west = city.districts
    reporter = as_role(Role.REPORTER, east)
    both = as_role(Role.REVIEWER, east)
    MembershipFactory(user=both, unit=west, role=Role.REVIEWER)
    actions.merge_units(by=chief, source=east, into=west, reason="撤并")
    east, west = fresh(east), fresh(west)
    assert (east.closed_on, east.merged_into_id) == (TODAY(), west.pk)
    assert {unit.name for unit in west.get_children()} == {
        "东区南门街道",
        "东区北门街道",
        "西区南门街道",
        "西区北门街道",
    }
    assert roles.has_role(User.objects.get(pk=reporter.pk), Role.REPORTER, west)
    assert list(Membership.objects.filter(user=reporter).order_by("pk").values_list("unit", "until")) == [
        (east.pk, TODAY()),
        (west.pk, None),
    ]
    assert Membership.objects.filter(user=both, unit=west).count() == 1
    assert verbs(east) == ["unit.merged"]
    assert verbs(west) == ["unit.took_over"]
    with pytest.raises(WrongState, match="已经撤销"):
        actions.merge_units(by=chief, source=east, into=west)
    with pytest.raises(WrongState, match="已撤销"):
        actions.grant_role(by=chief, user=reporter, unit=east, role=Role.REVIEWER)
    assert Unit.find_problems() == ([], [], [], [], [])


def test_merges_that_cannot_be(city: City, chief: User, district_admin: User) -> None:
    east, west = city.districts
    with pytest.raises(Invalid, match="并入自己"):
        actions.merge_units(by=chief, source=east, into=east)
    with pytest.raises(Invalid, match="上级并入下级"):
        actions.merge_units(by=chief, source=east, into=city.streets[0])
    with pytest.raises(Invalid, match="还没有到"):
        actions.merge_units(by=chief, source=east, into=west, on=TODAY() + DAY)
    with pytest.raises(NotAllowed):
        actions.merge_units(by=district_admin, source=east, into=west)
    assert Unit.objects.filter(closed_on__isnull=False).count() == 0


@pytest.fixture
def owing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    owed = ["重点项目“示例项目”由它牵头，请先改派", "第三季度报告未交，请先补交或免报"]
    monkeypatch.setattr(owes, "_checks", [])
    owes.register_owes(lambda unit: owed if unit.code == "A031" else [])
    return owed


def test_a_unit_that_owes_work_is_neither_merged_nor_closed(city: City, chief: User, owing: list[str]) -> None:
    street, other = city.streets[0], city.streets[1]
    for end in (
        lambda: actions.close_unit(by=chief, unit=street),
        lambda: actions.merge_units(by=chief, source=street, into=other),
    ):
        with pytest.raises(WrongState) as refused:
            end()
        assert str(refused.value) == (
            f"“东区南门街道”还有 2 项工作没有了结，暂不能合并或撤销：（1）{owing[0]}（2）{owing[1]}"
        )
    assert fresh(street).is_open
    actions.close_unit(by=chief, unit=other)
    assert not fresh(other).is_open


def test_closing_ends_the_roles_and_waits_for_lower_units(city: City, chief: User, as_role: AsRole) -> None:
    east = city.districts[0]
    with pytest.raises(WrongState, match="下面还有 2 个单位（东区南门街道、东区北门街道）"):
        actions.close_unit(by=chief, unit=east)
    reporter = as_role(Role.REPORTER, city.streets[0])
    closed = actions.close_unit(by=chief, unit=city.streets[0], on=TODAY() - DAY, reason="撤销")
    assert closed.closed_on == TODAY() - DAY
    assert not roles.has_role(User.objects.get(pk=reporter.pk), Role.REPORTER)
    assert Membership.objects.get(user=reporter).until == TODAY() - DAY
    with pytest.raises(WrongState, match="不能在它下面新增"):
        actions.create_unit(by=chief, parent=closed, code="Z", name="社区")
    with pytest.raises(WrongState, match="不能再变动"):
        actions.rename_unit(by=chief, unit=closed, name="新名")
    with pytest.raises(WrongState, match="不能再变动"):
        actions.move_unit(by=chief, unit=city.streets[1], parent=closed)


def test_the_tree_is_searched_by_every_name(city: City, chief: User, as_role: AsRole) -> None:
    actions.rename_unit(by=chief, unit=city.departments[1], name="示例市商贸局")
    actions.close_unit(by=chief, unit=city.streets[3])

    def shown(**narrowed: object) -> list[str]:
        return [unit.code for unit in selectors.tree_for(chief, **narrowed)]  # type: ignore[arg-type]

    assert shown() == ["A", "A01", "A02", "A03", "A031", "A032", "A04", "A041", "A05", "A06"]
    assert shown(with_closed=True)[8] == "A042"
    assert shown(text="商务局") == ["A02"]
    assert shown(text="发改") == ["A01"]
    assert shown(text="a03") == ["A03", "A031", "A032"]
    assert shown(kind="street") == ["A031", "A032", "A041"]
    assert [unit.code for unit in selectors.tree_for(UserFactory())] == []


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_administrators_change_the_tree_at_once() -> None:
    root = UnitFactory(name="示例市", code="R")
    begin = threading.Barrier(2)
    failures: list[BaseException] = []

    def run(letter: str) -> None:
        try:
            begin.wait(10)
            for number in range(8):
                actions.create_unit(by=None, parent=root, code=f"{letter}{number}", name=f"单位{letter}{number}")
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(letter,)) for letter in "XY"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert fresh(root).get_children_count() == 16
    assert Unit.find_problems() == ([], [], [], [], [])
