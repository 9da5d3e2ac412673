from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.conftest import City
from tests.factories import MembershipFactory, NoticeFactory, UnitFactory, UserFactory
from tongxin.accounts.models import User
from tongxin.organisations import owes, selectors
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Delegation, Membership, Notice, Unit, UnitName

AsRole = Callable[..., User]
TODAY = timezone.localdate


@pytest.fixture
def chief(client: Client, city: City, as_role: AsRole) -> User:
    """Administrator of the root, signed in."""
    user = as_role(Role.ADMINISTRATOR, city.office)
    client.force_login(user)
    return user


def at(name: str, *arguments: Any) -> str:
    return reverse(f"workbench:{name}", args=arguments)


def text_of(response: Any) -> str:
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_tree_is_searched_and_narrowed(client: Client, chief: User, city: City) -> None:
    page = text_of(client.get(at("units")))
    assert "11 个单位" in page
    assert page.index("示例市统筹办公室") < page.index("东区") < page.index("东区南门街道") < page.index("西区")
    found = text_of(client.get(at("units"), {"q": "发改"}))
    assert "1 个单位" in found
    assert "示例市商务局" not in found
    assert "4 个单位" in text_of(client.get(at("units"), {"kind": "street"}))
    Unit.objects.filter(pk=city.chamber.pk).update(closed_on=TODAY())
    assert "示例市商会" not in text_of(client.get(at("units")))
    assert "示例市商会" in text_of(client.get(at("units"), {"closed": "yes"}))
    assert "没有符合条件的单位" in text_of(client.get(at("units"), {"q": "不存在"}))


def test_the_tree_takes_as_many_queries_for_many_units_as_for_one(client: Client, chief: User, city: City) -> None:
    def queries(**narrowed: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as taken:
            client.get(at("units"), narrowed)
        return len(taken)

    one = queries(q="商务")
    for number in range(30):
        UnitFactory(parent=city.streets[0], name=f"社区{number}")
    assert queries() == one


def test_the_members_take_as_many_queries_for_many_as_for_one(client: Client, chief: User, city: City) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as taken:
            client.get(at("unit_members", city.chamber.pk))
        return len(taken)

    MembershipFactory(unit=city.chamber)
    queries()  # the first reading makes the head of the audit chain
    one = queries()
    for _number in range(10):
        MembershipFactory(unit=city.chamber)
    assert queries() == one


def test_a_unit_is_set_up_and_what_is_wrong_stands_at_its_field(client: Client, chief: User, city: City) -> None:
    fields = {"name": "示例市民族宗教事务局", "code": "A01", "kind": "department"}
    refused = client.post(at("unit_add", city.office.pk), fields)
    assert refused.context["form"].errors.keys() == {"code"}
    assert 'value="示例市民族宗教事务局"' in text_of(refused)
    done = client.post(at("unit_add", city.office.pk), {**fields, "code": "A10"}, follow=True)
    assert "已新增“示例市民族宗教事务局”。" in text_of(done)
    assert Unit.objects.get(code="A10").get_parent().pk == city.office.pk


def test_renaming_asks_once_more(client: Client, chief: User, city: City) -> None:
    unit = city.departments[0]
    fields = {"name": "示例市发展改革委", "on": TODAY().isoformat(), "reason": "机构改革"}
    asked = text_of(client.post(at("unit_rename", unit.pk), fields))
    assert "名称由“示例市发展和改革委员会”改为“示例市发展改革委”" in asked
    assert Unit.objects.get(pk=unit.pk).name == "示例市发展和改革委员会"
    done = text_of(client.post(at("unit_rename", unit.pk), {**fields, "confirmed": "yes"}, follow=True))
    assert "已改名为“示例市发展改革委”。" in done
    assert "示例市发展和改革委员会" in done  # the former name, on the unit's page
    assert "机构改革" in done


def test_a_unit_that_owes_work_says_what(
    client: Client, chief: User, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owes, "_checks", [lambda unit: ["第三季度报告未交，请先补交或免报"]])
    unit, into = city.streets[0], city.streets[1]
    assert "第三季度报告未交，请先补交或免报" in text_of(client.get(at("unit_close", unit.pk)))
    fields = {"into": into.pk, "on": TODAY().isoformat(), "confirmed": "yes"}
    refused = text_of(client.post(at("unit_merge", unit.pk), fields))
    assert "还有 1 项工作没有了结" in refused
    assert Unit.objects.get(pk=unit.pk).is_open


def test_merging_and_closing_say_what_will_happen(client: Client, chief: User, city: City) -> None:
    east, west = city.districts
    fields = {"into": west.pk, "on": TODAY().isoformat()}
    asked = text_of(client.post(at("unit_merge", east.pk), fields))
    assert "它下面的 2 个单位改为隶属“西区”。" in asked
    done = text_of(client.post(at("unit_merge", east.pk), {**fields, "confirmed": "yes"}, follow=True))
    assert "“东区”已并入“西区”。" in done
    assert "这个单位已于" in done
    client.post(at("unit_close", city.chamber.pk), {"on": TODAY().isoformat(), "confirmed": "yes"})
    assert not Unit.objects.get(pk=city.chamber.pk).is_open
    assert client.get(at("unit_close", city.chamber.pk)).status_code == 404


def test_moving_offers_no_circle(client: Client, chief: User, city: City) -> None:
    east = city.districts[0]
    form = client.get(at("unit_move", east.pk)).context["form"]
    offered = {unit.code for unit in form.fields["parent"].queryset}
    assert offered & {"A03", "A031", "A032"} == set()
    fields = {"parent": city.streets[0].pk, "confirmed": "yes"}
    assert client.post(at("unit_move", east.pk), fields).context["form"].errors.keys() == {"parent"}
    client.post(at("unit_move", city.streets[0].pk), {"parent": city.districts[1].pk, "confirmed": "yes"})
    assert Unit.objects.get(pk=city.streets[0].pk).get_parent().pk == city.districts[1].pk


def test_aliases(client: Client, chief: User, city: City) -> None:
    unit = city.departments[1]
    client.post(at("unit_alias_add", unit.pk), {"alias": "商务委"})
    alias = unit.names.get(kind=UnitName.Kind.ALIAS)
    assert "商务委" in text_of(client.get(at("unit", unit.pk)))
    assert "认不出" in text_of(client.get(at("unit_alias_remove", unit.pk, alias.pk)))
    client.post(at("unit_alias_remove", unit.pk, alias.pk))
    assert selectors.find_units("商务委") == []
    official = unit.names.get(kind=UnitName.Kind.OFFICIAL)
    assert client.get(at("unit_alias_remove", unit.pk, official.pk)).status_code == 404


def test_the_first_password_is_shown_once(client: Client, chief: User, city: City) -> None:
    fields = {"username": "nanmen", "display_name": "南门填报岗", "role": "reporter", "email": ""}
    shown = client.post(at("unit_open_account", city.streets[0].pk), fields)
    password = shown.context["opened"].first_password
    assert password in text_of(shown)
    assert shown["Cache-Control"] == "no-store"
    assert User.objects.get(username="nanmen").check_password(password)
    listed = text_of(client.get(at("unit_members", city.streets[0].pk)))
    assert "南门填报岗" in listed
    assert password not in listed
    again = client.post(at("unit_open_account", city.streets[0].pk), fields)
    assert again.context["form"].errors.keys() == {"username"}


def test_roles_are_given_and_taken_back(client: Client, chief: User, city: City) -> None:
    user, unit = UserFactory(username="someone"), city.chamber
    unknown = client.post(at("unit_grant", unit.pk), {"username": "nobody", "role": "reviewer"})
    assert unknown.context["form"].errors.keys() == {"username"}
    client.post(at("unit_grant", unit.pk), {"username": "Someone", "role": "reviewer"})
    held = Membership.objects.get(user=user)
    assert held.role == "reviewer"
    assert "立即生效" in text_of(client.get(at("role_end", held.pk)))
    client.post(at("role_end", held.pk))
    assert Membership.objects.get(user=user).until == TODAY() - timedelta(days=1)
    assert client.get(at("unit_members", unit.pk)).context["members"] == []
    assert client.get(at("unit_members", unit.pk), {"ended": "yes"}).context["members"] == [held]


def test_the_last_administrator_cannot_leave(client: Client, chief: User) -> None:
    held = Membership.objects.get(user=chief)
    page = text_of(client.post(at("role_end", held.pk), follow=True))
    assert "最后一名管理员" in page
    assert Membership.objects.get(user=chief).until is None


def test_accounts_are_helped_and_closed(client: Client, chief: User, city: City) -> None:
    user = MembershipFactory(unit=city.chamber).user
    shown = client.post(at("account_password", user.pk))
    assert User.objects.get(pk=user.pk).check_password(shown.context["opened"].first_password)
    assert client.post(at("account_second_factor", user.pk)).status_code == 302
    assert "两年后清除" in text_of(client.get(at("account_close", user.pk)))
    client.post(at("account_close", user.pk))
    assert not User.objects.get(pk=user.pk).is_active
    assert client.get(at("account_close", chief.pk)).status_code == 404


def test_ones_own_account(client: Client, chief: User) -> None:
    page = text_of(client.get(at("me")))
    assert "您的角色要审核或签批，请设置第二道验证" in page
    assert "保留期：账号停用后两年" in page
    done = client.post(at("me"), {"display_name": "统筹办管理岗", "email": "a@Example.org", "language": "zh-hans"})
    assert done.status_code == 302
    kept = User.objects.get(pk=chief.pk)
    assert (kept.display_name, kept.email, kept.language) == ("统筹办管理岗", "a@example.org", "zh-hans")
    UserFactory(email="taken@example.org")
    refused = client.post(at("me"), {"display_name": "别的", "email": "taken@example.org", "language": ""})
    assert refused.context["form"].errors.keys() == {"email"}
    assert User.objects.get(pk=chief.pk).display_name == "统筹办管理岗"


def test_somebody_stands_in(client: Client, chief: User, city: City, as_role: AsRole) -> None:
    colleague, stranger = as_role(Role.LEADER, city.office), UserFactory()
    fields = {"starts": TODAY().isoformat(), "ends": (TODAY() + timedelta(days=3)).isoformat(), "reason": "出差"}
    refused = client.post(at("away"), {**fields, "stand_in": stranger.pk})
    assert refused.context["form"].errors.keys() == {"stand_in"}
    done = text_of(client.post(at("away"), {**fields, "stand_in": colleague.pk}, follow=True))
    assert f"由{colleague}代办。" in done
    twice = client.post(at("away"), {**fields, "stand_in": colleague.pk})
    assert twice.context["form"].errors.keys() == {"starts"}
    made = Delegation.objects.get()
    client.post(at("away_revoke", made.pk))
    assert Delegation.objects.get().revoked_at is not None


def test_the_in_box(client: Client, chief: User) -> None:
    assert "没有未读通知" in text_of(client.get(at("inbox")))
    here = NoticeFactory(recipient=chief, title="报告已退回", link="/workbench/units/")
    alone = NoticeFactory(recipient=chief, title="系统今晚维护", body="22:00 起停用一小时。")
    outside = NoticeFactory(recipient=chief, title="别处", link="https://elsewhere.example.org/")
    page = text_of(client.get(at("inbox")))
    assert "3 条未读" in page
    assert page.index("别处") < page.index("系统今晚维护") < page.index("报告已退回")
    assert client.get(at("inbox_open", here.pk))["location"] == "/workbench/units/"
    assert "22:00 起停用一小时。" in text_of(client.get(at("inbox_open", alone.pk)))
    assert client.get(at("inbox_open", outside.pk)).status_code == 200
    assert Notice.objects.filter(read_at__isnull=True).count() == 0
    assert "报告已退回" in text_of(client.get(at("inbox"), {"show": "all"}))
    NoticeFactory(recipient=chief)
    assert "1 条通知已标为已读。" in text_of(client.post(at("inbox_read"), follow=True))
