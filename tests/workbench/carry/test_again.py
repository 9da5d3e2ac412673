"""What happens when a button is pressed once more, or a form is sent again after the back button."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.workbench.carry.scene import Scene, page
from tongxin.organisations.enums import Role
from tongxin.programme.models import SupervisionNotice

pytestmark = pytest.mark.django_db


def test_the_same_notice_is_not_issued_twice(scene: Scene, client: Client) -> None:
    client.force_login(scene.year.coordinator)
    address = reverse("workbench:supervise", args=[scene.year.project.pk])
    posted = {"unit": scene.year.lead.pk, "reason": "逾期", "demand": "请补报", "answer_by": "2019-05-13"}
    assert client.post(address, posted).status_code == 302
    before = SupervisionNotice.objects.count()
    again = client.post(address, posted)
    assert again.status_code == 422
    assert "内容相同的督办通知单 2019-02 已经发给" in again.content.decode()
    assert SupervisionNotice.objects.count() == before
    # Other words are another notice.
    assert client.post(address, posted | {"demand": "请当面说明"}).status_code == 302


def test_a_second_reminder_on_a_day_is_refused_on_the_projects_page(scene: Scene, client: Client) -> None:
    client.force_login(scene.year.coordinator)
    address = reverse("workbench:remind", args=[scene.year.project.pk])
    there = reverse("workbench:project", args=[scene.year.project.pk])
    for said in ("已催办", "今天已经催办过这个项目"):
        response = client.post(address, headers={"referer": f"http://testserver{address}"})
        assert (response.status_code, response["Location"]) == (302, there)
        assert said in client.get(there).content.decode()


def test_a_day_that_the_calendar_does_not_have_is_named(scene: Scene, client: Client) -> None:
    client.force_login(scene.year.coordinator)
    address = reverse("workbench:supervise", args=[scene.year.project.pk])
    posted = {"unit": scene.year.lead.pk, "reason": "逾期", "demand": "请补报", "answer_by": "2019-02-30"}
    response = client.post(address, posted)
    assert response.status_code == 422
    assert "“2019-02-30”不是日历上有的日期，请按 2019-09-30 的样子填。" in response.content.decode()


def test_units_and_months_without_a_fact_say_so(scene: Scene, client: Client) -> None:
    client.force_login(scene.year.coordinator)
    assert "还没有实绩" not in page(client, "heat", scene.year.programme.pk)
    client.force_login(scene.year.who("lead", Role.COORDINATOR))
    assert "还没有实绩" in page(client, "heat", scene.plan.pk)
