"""Every page of the room of members' homes × everybody × what they get."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.workbench.everybody import EVERYBODY, KEEPERS, OURS, Table, assert_opened_as_said, assert_refused_as_said
from tests.workbench.homes.conftest import Scene
from tongxin.facts.models import Fact
from tongxin.places.models import HomeCriterion, HomeEvidence, HomeFund
from tongxin.workbench.homes.urls import urlpatterns

pytestmark = pytest.mark.django_db

PAGES: Table = {
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
    assert_opened_as_said(scene, client, PAGES)


def test_who_may_not_changes_nothing(scene: Scene, client: Client) -> None:
    assert_refused_as_said(
        scene,
        client,
        PAGES,
        {"name": "改", "reason": "改", "persons": "3"},
        ("homes", "home_criteria", "home_of_members", "home_evidence_file"),
    )
    assert (HomeCriterion.objects.count(), HomeEvidence.objects.count(), HomeFund.objects.count()) == (1, 1, 1)
    assert not HomeFund.objects.filter(withdrawn_at__isnull=False).exists()
    assert Fact.objects.count() == 0
