"""Every page of the room of members' homes × everybody × what they get."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.workbench.homes.conftest import Scene
from tongxin.facts.models import Fact
from tongxin.organisations.enums import Role
from tongxin.places.models import HomeCriterion, HomeEvidence, HomeFund
from tongxin.workbench.homes.urls import urlpatterns

pytestmark = pytest.mark.django_db
ROLES = {role.value for role in Role}
OURS = {*ROLES, "office"}
KEEPERS = {"reporter", "reviewer", "coordinator", "office"}
EVERYBODY = {*OURS, "west", "nobody"}

# The page's name: its address in the scene, and who may open it (200); everybody else gets 404.
PAGES: dict[str, tuple[Callable[[Scene], list[object]], set[str]]] = {
    "homes": (lambda s: [], EVERYBODY),
    "home_criteria": (lambda s: [], EVERYBODY),
    "home_criterion_add": (lambda s: [], {"office"}),
    "home_criterion_change": (lambda s: [s.criterion.pk], {"office"}),
    "home_of_members": (lambda s: [s.home.pk], OURS),
    "home_evidence_add": (lambda s: [s.home.pk, s.criterion.pk], KEEPERS),
    "home_evidence_withdraw": (lambda s: [s.home.pk, s.evidence.pk], KEEPERS),
    "home_evidence_file": (lambda s: [s.home.pk, s.evidence.pk], OURS),
    "home_funds_add": (lambda s: [s.home.pk], KEEPERS),
    "home_funds_withdraw": (lambda s: [s.home.pk, s.funds.pk], KEEPERS),
    "home_use_add": (lambda s: [s.home.pk], KEEPERS),
}


def test_every_page_has_a_row() -> None:
    assert {pattern.name for pattern in urlpatterns} == set(PAGES)


def test_everybody_gets_what_the_table_says(scene: Scene, client: Client) -> None:
    wrong = []
    for who, user in scene.people.items():
        client.force_login(user)
        for name, (arguments, may) in PAGES.items():
            got = client.get(reverse(f"workbench:{name}", args=arguments(scene))).status_code
            if got != (200 if who in may else 404):
                wrong.append((who, name, got))
    assert wrong == []
    client.logout()
    for name, (arguments, _may) in PAGES.items():
        assert client.get(reverse(f"workbench:{name}", args=arguments(scene))).status_code == 302, name


def test_who_may_not_changes_nothing(scene: Scene, client: Client) -> None:
    for who, user in scene.people.items():
        client.force_login(user)
        for name, (arguments, may) in PAGES.items():
            if who in may or name in ("homes", "home_criteria", "home_of_members", "home_evidence_file"):
                continue
            address = reverse(f"workbench:{name}", args=arguments(scene))
            assert client.post(address, {"name": "改", "reason": "改", "persons": "3"}).status_code == 404, (who, name)
    assert (HomeCriterion.objects.count(), HomeEvidence.objects.count(), HomeFund.objects.count()) == (1, 1, 1)
    assert not HomeFund.objects.filter(withdrawn_at__isnull=False).exists()
    assert Fact.objects.count() == 0
