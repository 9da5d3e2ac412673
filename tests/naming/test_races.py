"""Two people at once, on PostgreSQL: one effect."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.naming.factories import Naming, make_naming
from tests.programme.test_races import at_once, refusals
from tongxin.common import audit
from tongxin.documents.models import IssuedDocument
from tongxin.facts.models import Fact
from tongxin.naming.actions import applying, deciding, noticing, rechecking, visiting
from tongxin.naming.models import Application, Objection, Visit

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def naming(settings: Any, tmp_path: Path) -> Naming:
    settings.MEDIA_ROOT = tmp_path
    return make_naming()


def test_two_reviewers_hand_in_at_once_and_the_visits_end(naming: Naming) -> None:
    application = naming.visiting()
    people = naming.reviewers
    visits = visiting.assign_reviewers(application=application, reviewers=people, by=naming.coordinator)
    results = at_once(*(partial(naming.fill, visit, by) for visit, by in zip(visits, people, strict=True)))
    assert refusals(results) == 0
    assert naming.fresh(application).status == "visited"
    assert Visit.objects.filter(filled_on__isnull=False).count() == 2


def test_two_people_start_one_application(naming: Naming) -> None:
    start = partial(applying.start, batch=naming.batch, place=naming.place, by=naming.applicant)
    assert refusals(at_once(start, start)) == 1
    assert Application.objects.count() == 1


def test_two_coordinators_issue_one_document(naming: Naming) -> None:
    application = naming.approved()
    issue = partial(deciding.conclude, batch=naming.stand_at(date(2019, 9, 12)), by=naming.coordinator)
    assert refusals(at_once(issue, issue)) == 1
    assert naming.fresh(application).code == "N-2019-02-01"
    assert (IssuedDocument.objects.count(), Fact.objects.count()) == (1, 2)
    assert audit.verify().holds


def test_two_coordinators_issue_one_withdrawal(naming: Naming) -> None:
    application = naming.named()
    revoke = partial(rechecking.revoke, application=naming.fresh(application), reason="关了", by=naming.coordinator)
    assert refusals(at_once(revoke, revoke)) == 1
    assert naming.fresh(application).status == "revoked"
    assert sorted(IssuedDocument.objects.values_list("serial", flat=True)) == [1, 2]


def test_approved_and_withdrawn_at_once(naming: Naming) -> None:
    application = naming.on_notice()
    naming.stand_at(date(2019, 9, 12))
    approve = partial(deciding.approve, application=naming.fresh(application), reason="符合", by=naming.coordinator)
    withdraw = partial(applying.withdraw, application=naming.fresh(application), reason="不报了", by=naming.applicant)
    assert refusals(at_once(approve, withdraw)) == 1
    assert naming.fresh(application).status in ("approved", "withdrawn")


def test_one_objection_is_answered_once(naming: Naming) -> None:
    application = naming.on_notice()
    objection = noticing.object_to(batch=naming.batch, application=application, text="有异议")
    works = [
        partial(noticing.answer_objection, objection=objection, text=text, is_upheld=False, by=naming.coordinator)
        for text in ("一", "二")
    ]
    assert refusals(at_once(*works)) == 1
    assert Objection.objects.get().answer in ("一", "二")
