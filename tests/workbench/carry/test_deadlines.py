"""A date shows its arithmetic."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.workbench.carry.scene import Scene, page
from tongxin.programme.actions import extending
from tongxin.programme.models import Project
from tongxin.workbench.deadlines import answer_lines, moved, project_lines, reckoned, report_lines

pytestmark = pytest.mark.django_db


def test_a_report_is_due_so_many_working_days_after_its_period(scene: Scene, client: Client) -> None:
    found = report_lines(scene.submitted)
    assert found[0] == "本期到2019年4月30日为止，期满以后起算"
    assert found[1] == "自4月30日（周二）起算，5月5日（周日）为第1个工作日"
    assert any("劳动节" in line for line in found)
    assert found[-1].endswith("当日截止")
    client.force_login(scene.year.coordinator)
    assert found[-1] in page(client, "report", scene.submitted.pk)


def test_a_notice_is_to_be_answered_five_working_days_on(scene: Scene, client: Client) -> None:
    assert answer_lines(scene.notice) == [
        "督办通知单2019年5月6日发出",
        "自5月6日（周一）起算，5月7日（周二）为第1个工作日",
        "其余周六、周日共2天，不计",
        "第5个工作日为5月13日（周一），当日截止",
    ]
    client.force_login(scene.year.coordinator)
    assert "第5个工作日为5月13日（周一），当日截止" in page(client, "supervision", scene.notice.pk)


def test_a_day_set_by_hand_on_a_sunday_is_called_so(scene: Scene) -> None:
    scene.notice.answer_by = date(2019, 5, 12)
    assert reckoned(date(2019, 5, 6), date(2019, 5, 12)) == []
    assert answer_lines(scene.notice)[1] == "答复期限由发出单位定在2019年5月12日，不是工作日"


def test_a_project_says_what_was_planned_what_was_moved_and_by_whom(scene: Scene, client: Client) -> None:
    before = scene.extension.old_due
    extending.grant(request=scene.extension, by=scene.year.coordinator, decision="同意")
    project = Project.objects.get(pk=scene.year.project.pk)
    found = project_lines(project, moved(project.deadline_moves.select_related("goal")))
    assert found[0] == f"计划定的完成时限：{before.year}年{before.month}月{before.day}日"
    assert found[1].startswith(f"2019年5月6日{scene.year.coordinator}批准，由")
    assert "延至2019年8月15日：" in found[1]
    assert found[2] == "从2019年5月6日算，还有 72 个工作日"
    assert found[-1] == "第72个工作日为8月15日（周四），当日截止"
    client.force_login(scene.year.coordinator)
    html = page(client, "project", project.pk)
    assert found[1] in html
    assert "期限变动" in html


def test_what_is_over_says_for_how_long(scene: Scene) -> None:
    project = Project.objects.get(pk=scene.year.project.pk)
    project.due_on = date(2019, 4, 30)
    assert project_lines(project, [])[-1] == "到2019年5月6日已过 2 个工作日"


def test_a_part_of_a_page_does_not_become_the_sign_in_page(scene: Scene, client: Client) -> None:
    assert client.get("/workbench/", headers={"HX-Request": "true"}).status_code == 401
    assert client.get("/workbench/").status_code == 302
