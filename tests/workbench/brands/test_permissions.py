"""Every page of the room of brands × everybody × what they get."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.workbench.brands.conftest import Scene
from tests.workbench.everybody import ROLES, Table, assert_opened_as_said, assert_refused_as_said
from tongxin.brands.models import Brand, BrandCarrier, BrandLink, Evaluation, Evidence, Strand, StrandIndicator
from tongxin.workbench.brands.urls import urlpatterns

pytestmark = pytest.mark.django_db
# A brand that is still proposed is seen by its own unit, by those above it, and by the system's owner.
EVERYBODY = {*ROLES, "office", "officer", "west", "judge", "nobody"}
OURS = {*ROLES, "office", "officer"}
KEEPERS = {"reporter", "reviewer", "coordinator", "office", "officer"}
LINKERS = {"coordinator", "office"}
OFFICE = {"office", "officer"}
EVALUATION = {"office", "officer", "judge"}
REVIEWERS = {"reviewer", "coordinator", "office", "officer"}

PAGES: Table = {
    "brands": (lambda s: [], EVERYBODY),
    "brands_import": (lambda s: [], {"office"}),
    "brands_template": (lambda s: [s.evaluation.system_id], {"office"}),
    "brands_waiting": (lambda s: [], EVERYBODY),
    "brands_coverage": (lambda s: [], EVERYBODY),
    "brand_evaluations": (lambda s: [], EVERYBODY),
    "brand_systems": (lambda s: [], EVERYBODY - {"nobody"}),
    "brand_system_add": (lambda s: [], set()),
    "brand_system_change": (lambda s: [s.evaluation.system_id], {"office"}),
    "brand_category_add": (lambda s: [s.evaluation.system_id], {"office"}),
    "brand_category_change": (lambda s: [s.brand.family.category_id], {"office"}),
    "brand_family_add": (lambda s: [s.brand.family.category_id], {"office"}),
    "brand_family_change": (lambda s: [s.brand.family_id], {"office"}),
    "brand_rule_add": (lambda s: [s.brand.family_id], {"office"}),
    "brand_rule_remove": (lambda s: [s.rule.pk], {"office"}),
    "evidence_kind_add": (lambda s: [s.evaluation.system_id], {"office"}),
    "evidence_kind_change": (lambda s: [s.evidence.kind_id], {"office"}),
    "brand_add": (lambda s: [], {*KEEPERS, "west", "judge"}),
    "brand": (lambda s: [s.brand.pk], OURS),
    "brand_done": (lambda s: [s.brand.pk], OURS),
    "brand_evidence": (lambda s: [s.brand.pk], OURS),
    "brand_life": (lambda s: [s.brand.pk], OURS),
    "brand_document": (lambda s: [s.brand.pk, s.document.pk], OURS),
    "brand_evidence_file": (lambda s: [s.brand.pk, s.evidence.pk], OURS),
    "brand_change": (lambda s: [s.brand.pk], KEEPERS),
    "brand_rename": (lambda s: [s.brand.pk], {"office"}),
    "brand_hand_over": (lambda s: [s.brand.pk], {"office"}),
    "brand_move": (lambda s: [s.brand.pk, "review"], OFFICE),
    "carrier_add": (lambda s: [s.brand.pk], KEEPERS),
    "carrier_remove": (lambda s: [s.brand.pk, s.carrier.pk], KEEPERS),
    "brand_logo": (lambda s: [s.brand.pk], KEEPERS),
    "brand_picture_add": (lambda s: [s.brand.pk], KEEPERS),
    "brand_picture_remove": (lambda s: [s.brand.pk, s.picture.pk], KEEPERS),
    "brand_done_add": (lambda s: [s.brand.pk], KEEPERS),
    "brand_link_add": (lambda s: [s.brand.pk], LINKERS),
    "brand_link_end": (lambda s: [s.brand.pk, s.link.pk], LINKERS),
    "strand_add": (lambda s: [s.brand.pk], KEEPERS),
    "strand_remove": (lambda s: [s.brand.pk, s.strand.pk], KEEPERS),
    "indicator_add": (lambda s: [s.brand.pk, s.strand.pk], KEEPERS),
    "indicator_remove": (lambda s: [s.brand.pk, s.indicator.pk], KEEPERS),
    "brand_evidence_add": (lambda s: [s.brand.pk], KEEPERS),
    "brand_evidence_decide": (lambda s: [s.brand.pk, s.evidence.pk, "confirm"], REVIEWERS),
    "brand_evaluation": (lambda s: [s.evaluation.pk], EVALUATION),
    "brand_sheet": (lambda s: [s.evaluation.pk, s.entry.pk], {"judge"}),
    "brand_evaluation_add": (lambda s: [], {"office"}),
    "brand_criteria": (lambda s: [s.evaluation.pk], {"office"}),
    "brand_reviewers": (lambda s: [s.evaluation.pk], {"office"}),
    "brand_evaluation_open": (lambda s: [s.evaluation.pk], {"office"}),
    "brand_evaluation_publish": (lambda s: [s.evaluation.pk], {"office"}),
}


POSTED: Table = {
    "brand_system_show": (lambda s: [s.evaluation.system_id], {"office"}),
}


def test_every_page_has_a_row() -> None:
    assert {pattern.name for pattern in urlpatterns} == set(PAGES) | set(POSTED)


def test_what_is_posted(scene: Scene, client: Client) -> None:
    system = scene.evaluation.system
    address = reverse("workbench:brand_system_show", args=[system.pk])
    for who, user in scene.people.items():
        client.force_login(user)
        assert client.get(address).status_code == 405
        assert client.post(address).status_code == (302 if who == "office" else 404), who
    system.refresh_from_db()
    assert not system.is_public


def test_everybody_gets_what_the_table_says(scene: Scene, client: Client) -> None:
    assert_opened_as_said(scene, client, PAGES)


def test_who_may_not_changes_nothing(scene: Scene, client: Client) -> None:
    counted = (Brand, BrandCarrier, BrandLink, Evaluation, Evidence, Strand, StrandIndicator)
    before = [model.objects.count() for model in counted]
    assert_refused_as_said(scene, client, PAGES, {"name": "改", "reason": "改"})
    scene.brand.refresh_from_db()
    scene.evidence.refresh_from_db()
    scene.evaluation.refresh_from_db()
    assert (scene.brand.version, scene.brand.status) == (1, "proposed")
    assert (scene.evidence.status, scene.evaluation.status) == ("entered", "open")
    assert [model.objects.count() for model in counted] == before


def test_what_is_not_there(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["office"])
    for address in (
        reverse("workbench:brand", args=[0]),
        reverse("workbench:brand_move", args=[scene.brand.pk, "evaluate"]),
        reverse("workbench:brand_move", args=[scene.brand.pk, "nothing"]),
        reverse("workbench:brand_evidence_decide", args=[scene.brand.pk, scene.evidence.pk, "nothing"]),
        reverse("workbench:brand_sheet", args=[scene.evaluation.pk, 0]),
        reverse("workbench:brand_document", args=[scene.brand.pk, 0]),
    ):
        assert client.get(address).status_code == 404, address
