from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.programme.factories import make_year
from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.models import AuditEntry
from tongxin.programme.actions import assigning
from tongxin.programme.actions.ending import end_year, reopen_year
from tongxin.programme.models import Programme

pytestmark = pytest.mark.django_db


def running() -> tuple[Programme, object, object]:
    year = make_year().on(date(2019, 3, 1))
    assigning.assign(project=year.project, by=year.coordinator)
    return Programme.objects.get(), year.coordinator, year.reporter


def test_an_ended_year_is_opened_again_with_a_reason() -> None:
    programme, coordinator, _reporter = running()
    end_year(programme=programme, by=coordinator)
    assert Programme.objects.get().status == "closed"
    with pytest.raises(Invalid):
        reopen_year(programme=programme, by=coordinator, reason=" ")
    reopen_year(programme=programme, by=coordinator, reason="还有一项要补办")
    assert Programme.objects.get().status == "running"
    assert [entry.verb for entry in audit.history(programme)][-2:] == ["programme.close", "programme.reopen"]


def test_only_the_coordinator_ends_a_year_and_only_once() -> None:
    programme, coordinator, reporter = running()
    rows = AuditEntry.objects.count()
    with pytest.raises(NotAllowed):
        end_year(programme=programme, by=reporter)
    assert AuditEntry.objects.count() == rows
    end_year(programme=programme, by=coordinator)
    with pytest.raises(WrongState):
        end_year(programme=Programme.objects.get(), by=coordinator)


def test_the_page_ends_it_and_opens_it_again(client: Client) -> None:
    programme, coordinator, _reporter = running()
    client.force_login(coordinator)  # type: ignore[arg-type]
    address = f"/workbench/plan/{programme.pk}/end/"
    assert "还没办结的项目" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    assert Programme.objects.get().status == "closed"
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "还有一项要补办"}).status_code == 302
    assert Programme.objects.get().status == "running"
