"""The room of kinds of fact: who opens it, what is added and changed there, what is refused and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browsing import Turns
from tests.browsing import one_page as one_page
from tests.conftest import City
from tests.facts.factories import make_fact, make_kind
from tests.workbench.everybody import Table, assert_opened_as_said, assert_refused_as_said, make_everybody, queries_of
from tongxin.accounts.models import User
from tongxin.common.models import AuditEntry
from tongxin.facts.models import FactKind
from tongxin.workbench.kinds.urls import urlpatterns

pytestmark = pytest.mark.django_db
LIST = "/workbench/kinds/"
ADD = f"{LIST}add/"
# Kinds are the city's: who coordinates or administers any of its units keeps them.
KEEPERS = {"coordinator", "administrator", "office", "west"}
PAGES: Table = {
    "fact_kinds": (lambda s: [], KEEPERS),
    "fact_kind_add": (lambda s: [], KEEPERS),
    "fact_kind_change": (lambda s: [s.kind.pk], KEEPERS),
}


@dataclass
class Scene:
    kind: FactKind
    people: dict[str, User]


@pytest.fixture
def scene(city: City, as_role: Callable[..., User]) -> Scene:
    return Scene(make_kind(code="lane-walked", name="走访街巷"), make_everybody(city, as_role, city.districts[0]))


def filled(**changes: Any) -> dict[str, Any]:
    return {"name": "走访街巷", "unit": "条", "decimals": "0", "position": "5", "is_active": "on"} | changes


def test_every_page_has_a_row() -> None:
    assert {pattern.name for pattern in urlpatterns} == set(PAGES)


def test_everybody_gets_what_the_table_says(scene: Scene, client: Client) -> None:
    assert_opened_as_said(scene, client, PAGES)


def test_who_may_not_changes_nothing(scene: Scene, client: Client) -> None:
    assert_refused_as_said(scene, client, PAGES, filled(code="new"), only_read={"fact_kinds"})
    assert list(FactKind.objects.values_list("code", "unit")) == [("lane-walked", "场")]


def test_who_keeps_kinds_finds_them_in_the_menu(scene: Scene, client: Client) -> None:
    for who in ("coordinator", "reporter"):
        client.force_login(scene.people[who])
        assert (f'href="{LIST}"' in client.get("/workbench/").content.decode()) == (who == "coordinator")


def test_a_city_adds_a_kind_of_its_own(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["coordinator"])
    given = filled(code="guest-received", name="来访人次", unit="人次", counts_persons="on", is_public="on")
    answer = client.post(ADD, given | {"note": "只记人数", "name_en": "Guests", "unit_en": "people"})
    assert answer["Location"] == LIST
    kind = FactKind.objects.get(code="guest-received")
    assert (kind.name, kind.unit, kind.decimals, kind.counts_persons, kind.is_public, kind.is_active) == (
        "来访人次",
        "人次",
        0,
        True,
        True,
        True,
    )
    assert (kind.position, kind.note, kind.name_en, kind.unit_en) == (5, "只记人数", "Guests", "people")
    entry = AuditEntry.objects.get(verb="fact_kind.added")
    assert (entry.actor_id, entry.detail["code"]) == (scene.people["coordinator"].pk, "guest-received")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"code": "有中文"}, "代码只能用小写英文字母"),
        ({"code": "lane-walked"}, "已经有了，请换一个"),
        ({"name": "信教群众"}, "涉及个人的宗教信仰"),
        ({"name": "少数民族人数"}, "涉及个人的民族"),
        ({"name_en": "Party members"}, "涉及个人的政治面貌"),
        ({"unit": "人次"}, "请选“按人计数”"),
        ({"counts_persons": "on", "decimals": "2"}, "小数位数填 0"),
    ],
)
def test_what_is_refused_keeps_what_was_typed(scene: Scene, client: Client, changes: dict[str, str], said: str) -> None:
    client.force_login(scene.people["coordinator"])
    html = client.post(ADD, filled(code="new", note="写了很久") | changes).content.decode()
    assert said in html
    assert "写了很久" in html
    assert FactKind.objects.count() == 1


def test_once_facts_exist_the_measure_stays_and_the_rest_changes(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["administrator"])
    FactKind.objects.update(unit="人次", counts_persons=True)
    change = reverse("workbench:fact_kind_change", args=[scene.kind.pk])
    assert "已经记了这种实绩" not in client.get(change).content.decode()
    make_fact(kind=FactKind.objects.get())
    assert "已经记了这种实绩" in client.get(change).content.decode()
    before = AuditEntry.objects.count()
    kept = filled(unit="人次", counts_persons="on")
    assert "计量单位和小数位数不能再改" in client.post(change, kept | {"unit": "条"}).content.decode()
    without = {name: value for name, value in kept.items() if name != "counts_persons"}
    assert "“按人计数”不能取消" in client.post(change, without).content.decode()
    assert AuditEntry.objects.count() == before
    del kept["is_active"]
    assert client.post(change, kept | {"name": "走访街区", "is_public": "on"}).status_code == 302
    kind = FactKind.objects.get()
    assert (kind.name, kind.unit, kind.counts_persons, kind.is_active) == ("走访街区", "人次", True, False)
    assert AuditEntry.objects.get(verb="fact_kind.changed").detail == {
        "name": "走访街区",
        "is_active": False,
        "position": 5,
    }


def test_what_the_program_records_itself_stays_in_use(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["coordinator"])
    kind = make_kind(code="reported-value", name="填报数值")
    given = filled(name="填报数值", unit="场")
    del given["is_active"]
    html = client.post(reverse("workbench:fact_kind_change", args=[kind.pk]), given).content.decode()
    assert "系统自己要记这种实绩，不能停用" in html
    assert FactKind.objects.get(pk=kind.pk).is_active


def test_the_list_is_searched_paged_and_taken_along(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["coordinator"])

    client.get(LIST)
    asked: tuple[dict[str, str], ...] = ({}, {"q": "走访"}, {"export": "csv"})
    before = [queries_of(client, LIST, query) for query in asked]
    for _number in range(60):
        make_kind(is_active=False)
    assert [queries_of(client, LIST, query) for query in asked] == before
    on_page = ["走访街巷" in client.get(LIST, {"page": number}).content.decode() for number in "12"]
    assert on_page == [False, True]
    found = client.get(LIST, {"q": "LANE", "active": "yes"}).content.decode()
    assert "走访街巷" in found
    assert "1 种" in found
    file = client.get(LIST, {"export": "csv"})
    assert b"".join(file).decode("utf-8-sig").count("\n") == 62  # type: ignore[call-overload]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_in_a_browser(scene: Scene, one_page: Page, live_server: Any) -> None:
    walk, page = Turns(one_page, live_server.url), one_page
    walk.be(scene.people["coordinator"], LIST)
    walk.look_at_both()
    walk.follow("加一种实绩")
    walk.fill(name="信教群众", code="lane-restored", unit="条")
    walk.press("加上")
    expect(page.get_by_role("alert")).to_contain_text("宗教信仰")
    walk.look_at_both()
    walk.fill(name="修缮街巷")
    walk.press("加上")
    expect(page.locator("main")).to_contain_text("修缮街巷")
    walk.follow("修缮街巷")
    walk.look_at_both()
