"""Every page of lists of persons × everybody × what they get."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.visits.factories import a_day
from tests.workbench.everybody import EVERYBODY, PUBLISHERS, Table, assert_opened_as_said, assert_refused_as_said
from tests.workbench.exports.conftest import Scene
from tongxin.organisations.models import Notice
from tongxin.organisations.personal_exports.models import PersonalExport
from tongxin.visits.exporting import ask_for_bookings
from tongxin.workbench.exports.urls import urlpatterns

pytestmark = pytest.mark.django_db
ASKER = {"reporter"}
PAGES: Table = {
    "exports": (lambda s: [], EVERYBODY),
    "export": (lambda s: [s.export.pk], {*ASKER, *PUBLISHERS}),
    "export_approve": (lambda s: [s.export.pk], PUBLISHERS),
    "export_refuse": (lambda s: [s.export.pk], PUBLISHERS),
}
POSTED: Table = {
    "export_withdraw": (lambda s: [s.export.pk], ASKER),
    "export_file": (lambda s: [s.export.pk], ASKER),
}


def test_every_page_has_a_row() -> None:
    assert {pattern.name for pattern in urlpatterns} == set(PAGES) | set(POSTED)


def test_everybody_gets_what_the_table_says(scene: Scene, client: Client) -> None:
    assert_opened_as_said(scene, client, PAGES, POSTED)


def test_who_may_not_changes_nothing(scene: Scene, client: Client) -> None:
    assert_refused_as_said(scene, client, PAGES | POSTED, {"reason": "不必要"})
    assert PersonalExport.objects.get().status == "asked"


def test_the_notice_leads_to_the_page(scene: Scene) -> None:
    link = Notice.objects.filter(recipient=scene.people["coordinator"]).values_list("link", flat=True).get()
    assert link == reverse("workbench:export", args=[scene.export.pk])


def test_more_lists_no_more_queries(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["office"])

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse("workbench:exports")).status_code == 200
        return len(seen)

    queries()
    before = queries()
    for who in ("reporter", "reviewer", "coordinator"):
        ask_for_bookings(place=scene.place, first=a_day(), last=a_day(), purpose="按名单接待团体", by=scene.people[who])
    assert queries() == before
