"""A year's light rules: what they would change is shown first; saved, they judge at once and stand in the audit."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.programme.factories import Year, make_goal, make_project, make_year
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.models import AuditEntry
from tongxin.programme.actions import plan
from tongxin.programme.lights import LightRules
from tongxin.programme.models import Programme
from tongxin.programme.selectors.board import card_of

pytestmark = pytest.mark.django_db
USUAL = {"risk_days_before": "3", "missed_reports": "2", "accept_days": "5", "pace": "60"}


@pytest.fixture
def running() -> Year:
    """A goal is due on 30 June; the day is 18 June, eight working days before."""
    year = make_year()
    make_goal(year.project, due_on=date(2019, 6, 30), text="建成示例阵地")
    year.begin().on(date(2019, 6, 18))
    for report in year.project.reports.all():
        report.delete()
    return year


@pytest.fixture
def clerk(client: Client, running: Year) -> Client:
    client.force_login(running.coordinator)
    return client


def rules_of(year: Year) -> dict[str, object]:
    return dict(Programme.objects.values_list("light_rules", flat=True).get(pk=year.programme.pk))


def test_a_preview_names_what_would_change_and_writes_nothing(clerk: Client, running: Year) -> None:
    address = reverse("workbench:plan_lights", args=[running.programme.pk])
    assert card_of(running.project).light.state == "good"
    before = AuditEntry.objects.count()
    html = clerk.post(address, USUAL | {"risk_days_before": "10", "do": "preview"}).content.decode()
    assert running.project.title in html
    assert 'class="light risk">9 个工作日后到期' in html or 'class="light risk">8 个工作日后到期' in html
    assert (rules_of(running), AuditEntry.objects.count()) == ({}, before)
    html = clerk.post(address, USUAL | {"do": "preview"}).content.decode()
    assert "没有灯会变" in html


def test_saved_rules_judge_at_once_and_are_audited(clerk: Client, running: Year) -> None:
    address = reverse("workbench:plan_lights", args=[running.programme.pk])
    assert clerk.post(address, USUAL | {"risk_days_before": "10", "pace": "50", "do": "save"}).status_code == 302
    assert rules_of(running) == {"risk_days_before": 10, "pace": 0.5}
    running.project.refresh_from_db()
    running.project.programme.refresh_from_db()
    assert card_of(running.project).light.state == "risk"
    row = AuditEntry.objects.order_by("-pk").first()
    assert row is not None
    assert row.verb == "programme.edited"
    assert clerk.post(address, USUAL | {"do": "save"}).status_code == 302
    assert rules_of(running) == {}


@pytest.mark.parametrize(
    ("field", "value"), [("risk_days_before", "31"), ("missed_reports", "0"), ("accept_days", "x"), ("pace", "-1")]
)
def test_a_number_out_of_bounds_changes_nothing(clerk: Client, running: Year, field: str, value: str) -> None:
    address = reverse("workbench:plan_lights", args=[running.programme.pk])
    answer = clerk.post(address, USUAL | {field: value, "do": "save"})
    assert answer.status_code == 422
    assert f'id="id_{field}"' in answer.content.decode()
    assert rules_of(running) == {}


def test_who_may_and_when(running: Year) -> None:
    given = LightRules(pace=0.5)
    with pytest.raises(NotAllowed):
        plan.set_light_rules(programme=running.programme, given=given, by=running.reporter)
    with pytest.raises(Invalid):
        plan.set_light_rules(programme=running.programme, given=LightRules(pace=2), by=running.coordinator)
    Programme.objects.filter(pk=running.programme.pk).update(status="closed")
    with pytest.raises(WrongState):
        plan.set_light_rules(programme=running.programme, given=given, by=running.coordinator)
    assert rules_of(running) == {}


def test_more_projects_no_more_queries(clerk: Client, running: Year) -> None:
    address = reverse("workbench:plan_lights", args=[running.programme.pk])

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert clerk.post(address, USUAL | {"do": "preview"}).status_code == 200
        return len(seen)

    queries()
    before = queries()
    for _number in range(3):
        make_project(running.programme, running.lead)
    assert queries() == before
