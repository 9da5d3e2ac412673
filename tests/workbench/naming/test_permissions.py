"""Every page of the room of naming × everybody × what they get: who may not see a thing gets 404."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.naming.factories import Naming, ObjectionFactory
from tests.workbench.naming.conftest import ROLES
from tongxin.accounts.models import User
from tongxin.common.models import AuditEntry
from tongxin.naming.actions import visiting
from tongxin.naming.models import Application, Batch, Evidence, Visit
from tongxin.workbench.naming.urls import urlpatterns

pytestmark = pytest.mark.django_db

EVERYBODY = {*(f"{where}-{role}" for where in ("office", "unit", "other", "stranger") for role in ROLES), "nobody"}
CITY = {f"{where}-{role}" for where in ("office", "unit", "other") for role in ROLES}
COORDINATORS = {f"{where}-coordinator" for where in ("office", "unit", "other", "stranger")}
UNIT = {f"unit-{role}" for role in ROLES}
APPLICANTS = {"unit-reporter", "unit-reviewer", "unit-coordinator"}
READERS = {f"office-{role}" for role in ("coordinator", "reviewer", "leader", "auditor")}
OFFICE = {"office-coordinator"}
ONE, OTHER = "office-reviewer", "other-reviewer"

# The step that the application stands at, the page's name, its address, and who may open it (200); others get 404.
Row = tuple[str, Callable[[Naming], list[object]], set[str]]
STEPS: dict[str, list[Row]] = {
    "draft_batch": [
        ("naming_board", lambda n: [n.batch.pk], OFFICE),
        ("naming_change", lambda n: [n.batch.pk], OFFICE),
    ],
    "open": [
        ("naming", lambda n: [], EVERYBODY),
        ("naming_add", lambda n: [], COORDINATORS),
        ("naming_board", lambda n: [n.batch.pk], CITY),
        ("naming_apply", lambda n: [n.batch.pk], APPLICANTS),
        ("naming_applications", lambda n: [], EVERYBODY),
        ("naming_rechecks", lambda n: [], EVERYBODY),
    ],
    "draft": [
        ("naming_application", lambda n: [Application.objects.get().pk], UNIT),
        ("naming_write", lambda n: [Application.objects.get().pk], APPLICANTS),
        ("naming_file", lambda n: [Application.objects.get().pk, Evidence.objects.get().pk], UNIT),
    ],
    "submitted": [
        ("naming_application", lambda n: [Application.objects.get().pk], UNIT | READERS),
        ("naming_file", lambda n: [Application.objects.get().pk, Evidence.objects.get().pk], UNIT | READERS),
        ("naming_check", lambda n: [Application.objects.get().pk], OFFICE),
    ],
    "visiting": [
        ("naming_reviewers", lambda n: [Application.objects.get().pk], OFFICE),
        ("naming_visit", lambda n: [Visit.objects.order_by("pk")[0].pk], {ONE}),
        ("naming_application", lambda n: [Application.objects.get().pk], UNIT | READERS | {OTHER}),
    ],
    "on_notice": [("naming_objection", lambda n: [n.batch.objections.get().pk], OFFICE)],
    "named": [
        ("naming_plaque", lambda n: [Application.objects.get().pk], UNIT | READERS | {OTHER}),
    ],
    "rechecked": [("naming_recheck", lambda n: [Application.objects.get().pk], OFFICE)],
}
POSTED = {"naming_contact": OFFICE}
# Every page that has a row above, for the list of all pages of the workbench.
PAGES = {name for rows in STEPS.values() for name, _address, _may in rows}


def stand_at(naming: Naming, step: str) -> None:
    if step == "draft_batch":
        Batch.objects.update(status="draft")
    elif step == "draft":
        naming.written()
    elif step == "submitted":
        naming.submitted()
    elif step == "visiting":
        application = naming.visiting()
        visiting.assign_reviewers(application=application, reviewers=naming.reviewers, by=naming.coordinator)
    elif step == "on_notice":
        naming.on_notice()
        ObjectionFactory(batch=naming.batch, contact="某单位")
    elif step == "named":
        naming.named()
    elif step == "rechecked":
        naming.rechecked()


def test_every_page_has_a_row() -> None:
    there = {name for rows in STEPS.values() for name, _arguments, _may in rows}
    assert {pattern.name for pattern in urlpatterns} == there | set(POSTED)


@pytest.mark.parametrize("step", STEPS)
def test_everybody_gets_what_the_table_says(
    naming: Naming, everybody: dict[str, User], client: Client, step: str
) -> None:
    assert set(everybody) == EVERYBODY
    stand_at(naming, step)
    wrong = []
    for who, user in everybody.items():
        client.force_login(user)
        for name, arguments, may in STEPS[step]:
            got = client.get(reverse(f"workbench:{name}", args=arguments(naming))).status_code
            if got != (200 if who in may else 404):
                wrong.append((who, name, got))
    assert wrong == []
    client.logout()
    for name, arguments, _may in STEPS[step]:
        assert client.get(reverse(f"workbench:{name}", args=arguments(naming))).status_code == 302, name


@pytest.mark.parametrize("step", ["draft_batch", "draft", "submitted", "visiting", "on_notice", "named", "rechecked"])
def test_who_may_not_changes_nothing(naming: Naming, everybody: dict[str, User], client: Client, step: str) -> None:
    stand_at(naming, step)
    naming.stand_at(date(2019, 9, 12))
    before = AuditEntry.objects.count()
    statuses = (list(Batch.objects.values_list("status")), list(Application.objects.values_list("status")))
    posts = {"action": "conclude", "words": "理由", "do": "submit", "outcome": "revoked", "reason": "理由"}
    for who, user in everybody.items():
        client.force_login(user)
        for name, arguments, may in STEPS[step]:
            # Buttons on pages that many may open are refused by their tables (tests/naming/test_workflow_tables.py).
            if who in may or name in ("naming_board", "naming_application"):
                continue
            answer = client.post(reverse(f"workbench:{name}", args=arguments(naming)), posts)
            assert answer.status_code == 404, (who, name)
    assert AuditEntry.objects.count() == before
    assert statuses == (list(Batch.objects.values_list("status")), list(Application.objects.values_list("status")))


def test_a_button_that_is_not_ones_own_is_refused(naming: Naming, everybody: dict[str, User], client: Client) -> None:
    naming.on_notice()
    naming.stand_at(date(2019, 9, 12))
    application = Application.objects.get()
    for who, page, action in (
        ("unit-coordinator", reverse("workbench:naming_board", args=[naming.batch.pk]), "conclude"),
        ("other-coordinator", reverse("workbench:naming_board", args=[naming.batch.pk]), "cancel"),
        ("unit-coordinator", reverse("workbench:naming_application", args=[application.pk]), "approve"),
        ("office-leader", reverse("workbench:naming_application", args=[application.pk]), "refuse"),
        ("office-coordinator", reverse("workbench:naming_application", args=[application.pk]), "withdraw"),
    ):
        client.force_login(everybody[who])
        assert client.post(page, {"action": action, "words": "理由"}).status_code == 403, (who, action)
    assert (Application.objects.get().status, Batch.objects.get().status) == ("on_notice", "on_notice")


def test_the_contact_is_shown_by_an_act(naming: Naming, everybody: dict[str, User], client: Client) -> None:
    stand_at(naming, "on_notice")
    found = naming.batch.objections.get()
    address = reverse("workbench:naming_contact", args=[found.pk])
    for who, user in everybody.items():
        client.force_login(user)
        answer = client.post(address)
        assert answer.status_code == (200 if who in POSTED["naming_contact"] else 404), who
        assert client.get(address).status_code == 405
    client.force_login(everybody["office-coordinator"])
    page = client.get(reverse("workbench:naming_objection", args=[found.pk])).content.decode()
    assert "某单位" not in page
    assert "某单位" in client.post(address).content.decode()
    assert AuditEntry.objects.filter(verb="personal.read").count() == 2
