"""What the pages of a year say: lights, figures and why; filters in the address; what is foreign is not there."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from tests.facts.factories import make_unit, make_user
from tests.programme.factories import Year, make_goal, make_indicator, make_project
from tests.programme.growing import grow
from tongxin.facts.models import Fact
from tongxin.organisations.enums import Role
from tongxin.programme.figures import Figure

pytestmark = pytest.mark.django_db


def words(client: Client, address: str, status: int = 200) -> str:
    """The main part of a page as it reads."""
    answer = client.get(address)
    assert answer.status_code == status, address
    whole = answer.content.decode()
    main = whole[whole.find("<main") : whole.find("</main>")]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))


@pytest.fixture
def late(year: Year, client: Client) -> Year:
    """The project's goal of 29 March asks for four visits; three were made; today is 8 April."""
    indicator = make_indicator(year.project, name="走访企业")
    make_goal(
        year.project,
        label="第一季度",
        text="走访4家企业",
        due_on=date(2019, 3, 29),
        indicator=indicator,
        threshold=Decimal(4),
    )
    year.begin().on(date(2019, 4, 1))
    year.accepted(3, Figure(Decimal(3), indicator))
    client.force_login(year.coordinator)
    return year.on(date(2019, 4, 8))


def test_the_board_shows_light_figure_and_why(late: Year, client: Client) -> None:
    shown = words(client, reverse("workbench:board", args=[late.programme.pk]))
    assert late.project.title in shown
    assert "逾期 5 个工作日" in shown
    assert "3 / 12 家" in shown
    assert "为什么是红灯 第一季度目标“走访4家企业”应于 3月29日达到：应有 4 家，现有实绩 3 家。" in shown
    assert "应于 3月29日；至 4月8日 又过 5 个工作日（已扣除周末和节假日，计入调休上班）。" in shown


def test_the_board_is_narrowed_by_its_address(late: Year, client: Client) -> None:
    [other] = grow(late, 1)
    late.on(date(2019, 4, 8))
    address = reverse("workbench:board", args=[late.programme.pk])
    titles = (late.project.title, other.title)

    def listed(query: str) -> tuple[bool, ...]:
        cards = client.get(f"{address}?{query}").content.decode()
        return tuple(f"pick={project.pk}" in cards for project in (late.project, other))

    assert listed("") == (True, True)
    assert listed(f"area={other.area_id}") == (False, True)
    assert listed(f"unit={late.lead.pk}") == (True, False)
    assert listed(f"unit={late.support.pk}") == (True, True)
    assert listed(f"q={titles[0]}") == (True, False)
    assert listed("light=done") == (False, False)
    assert listed("unit=nonsense") == (True, True)


def test_the_leaders_page_puts_the_late_and_what_waits_on_one_screen(late: Year, client: Client) -> None:
    [other] = grow(late, 1)
    shown = words(client, reverse("workbench:leader", args=[late.programme.pk]))
    assert late.project.title in shown
    assert other.title in shown
    assert "请协调场地。" in shown


def test_units_by_months(late: Year, client: Client) -> None:
    address = reverse("workbench:heat", args=[late.programme.pk])
    answer = client.get(f"{address}?kind=firms-visited")
    rows = dict(answer.context["heat"].rows)
    cells = rows[late.lead.brief]
    assert [cell.value for cell in cells] == ["", "", "3", *[""] * 9, "3"]
    assert [cell.level for cell in cells][:4] == [0, 0, 5, 0]
    assert cells[2].words == f"{late.lead.brief} 3月：3 家"
    assert cells[2].url.endswith(f"?programme={late.programme.pk}&unit={late.lead.pk}&month=2019-03")
    assert [cell.value for cell in rows[late.support.brief]] == [*[""] * 12, "0"]


def test_the_project_page_tells_the_whole(late: Year, client: Client) -> None:
    shown = words(client, reverse("workbench:project", args=[late.project.pk]))
    for part in (late.project.title, late.lead.brief, "走访企业", "3 / 12 家", "第一季度", "逾期 5 个工作日"):
        assert part in shown, part


def test_the_ledger_is_narrowed_by_its_address(late: Year, client: Client) -> None:
    address = f"{reverse('workbench:facts')}?project={late.project.pk}"

    def rows(query: str = "") -> int:
        return len(client.get(address + query).context["page"].object_list)

    assert [rows(), rows("&kind=firms-visited"), rows("&kind=other")] == [1, 1, 0]
    assert [rows("&month=2019-03"), rows("&month=2019-04"), rows("&month=2019-13")] == [1, 0, 1]
    assert [rows(f"&unit={late.lead.pk}"), rows(f"&unit={late.support.pk}")] == [1, 0]


def test_home_tells_each_what_waits_for_them(late: Year, client: Client) -> None:
    make_project(late.programme, late.lead)
    late.on(date(2019, 5, 20))
    client.force_login(late.reporter)
    shown = words(client, "/workbench/")
    assert "已经晚了" in shown
    assert late.project.title in shown
    late.submitted(4)
    client.force_login(late.coordinator)
    assert "等您定的" in words(client, "/workbench/")
    client.force_login(late.who("stranger", Role.REPORTER))
    assert late.project.title not in words(client, "/workbench/")


@pytest.mark.parametrize("name", ["board", "timeline", "heat", "leader"])
def test_a_foreign_year_is_not_there(late: Year, client: Client, name: str) -> None:
    address = reverse(f"workbench:{name}", args=[late.programme.pk])
    for user, status in (
        (late.coordinator, 200),
        (late.who("office", Role.LEADER), 200),
        (late.reporter, 200),
        (late.who("support", Role.REVIEWER), 200),
        (late.who("stranger", Role.COORDINATOR), 404),
        (make_user(Role.COORDINATOR, make_unit("别处的统筹办")), 404),
        (make_user(), 404),
    ):
        client.force_login(user)
        assert client.get(address).status_code == status, user
    client.logout()
    assert client.get(address).status_code == 302


def test_a_foreign_project_and_its_facts_are_not_there(late: Year, client: Client) -> None:
    client.force_login(late.who("stranger", Role.COORDINATOR))
    [fact] = Fact.objects.all()
    assert client.get(reverse("workbench:project", args=[late.project.pk])).status_code == 404
    assert client.get(f"{reverse('workbench:facts')}?project={late.project.pk}").status_code == 404
    assert client.get(reverse("workbench:fact", args=[fact.pk])).status_code == 404
    client.force_login(late.coordinator)
    assert client.get(reverse("workbench:fact", args=[fact.pk])).status_code == 200
