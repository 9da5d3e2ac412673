"""Two reviewers of other units, each on their own."""

from __future__ import annotations

from datetime import date

import pytest

from tests.naming.factories import Naming
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.naming import rules
from tongxin.naming.actions import visiting
from tongxin.naming.actions.visiting import Found
from tongxin.naming.models import Finding, Visit
from tongxin.naming.selectors import access
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Notice

pytestmark = pytest.mark.django_db


def test_who_may_be_asked(naming: Naming) -> None:
    application = naming.visiting()
    asked = {
        (where, role) for (where, role), user in naming.people.items() if user in access.reviewers_for(application)
    }
    assert asked == {(where, role) for where in ("office", "other") for role in (Role.REVIEWER, Role.COORDINATOR)}
    one, other = naming.reviewers
    for pair in (
        [one, one],
        [one, naming.who("unit", Role.REVIEWER)],
        [one, naming.who("stranger", Role.REVIEWER)],
        [one, naming.who("other", Role.REPORTER)],
        [one],
    ):
        with pytest.raises(Invalid):
            visiting.assign_reviewers(application=application, reviewers=pair, by=naming.coordinator)
    with pytest.raises(NotAllowed):
        visiting.assign_reviewers(application=application, reviewers=[one, other], by=naming.applicant)
    assert Visit.objects.count() == 0
    visiting.assign_reviewers(application=application, reviewers=[one, other], by=naming.coordinator)
    visiting.assign_reviewers(application=application, reviewers=[one, other], by=naming.coordinator)
    assert [visit.reviewer for visit in Visit.objects.all()] == [one, other]
    assert Notice.objects.filter(key__startswith="naming-visit:").count() == 2


def test_one_who_handed_in_is_not_replaced(naming: Naming) -> None:
    application = naming.visiting()
    one, other = naming.reviewers
    third = naming.who("other", Role.COORDINATOR)
    visits = visiting.assign_reviewers(application=application, reviewers=[one, other], by=naming.coordinator)
    naming.fill(visits[0], one)
    visiting.assign_reviewers(application=application, reviewers=[one, third], by=naming.coordinator)
    assert [visit.reviewer for visit in Visit.objects.all()] == [one, third]
    with pytest.raises(WrongState, match="不能再换"):
        visiting.assign_reviewers(application=application, reviewers=[other, third], by=naming.coordinator)


def test_the_second_checklist_ends_the_visits(naming: Naming) -> None:
    application = naming.visiting()
    people = naming.reviewers
    visits = visiting.assign_reviewers(application=application, reviewers=people, by=naming.coordinator)
    with pytest.raises(NotAllowed):
        naming.fill(visits[0], people[1])
    with pytest.raises(NotAllowed):
        naming.fill(visits[0], naming.coordinator)
    naming.fill(visits[0], people[0])
    assert naming.fresh(application).status == "visiting"
    with pytest.raises(WrongState):
        naming.fill(visits[0], people[0], summary="改口")
    naming.fill(visits[1], people[1], recommends=False)
    assert naming.fresh(application).status == "visited"
    assert list(Visit.objects.values_list("recommends", "filled_on")) == [
        (True, date(2019, 8, 20)),
        (False, date(2019, 8, 20)),
    ]


def test_neither_sees_the_others_before_handing_in(naming: Naming) -> None:
    application = naming.visiting()
    people = naming.reviewers
    visits = visiting.assign_reviewers(application=application, reviewers=people, by=naming.coordinator)
    naming.fill(visits[0], people[0])
    first = Visit.objects.get(pk=visits[0].pk)
    # The office's reviewer reads all of the office, but for what would colour the own checklist.
    assert rules.may_see_marks(people[0], first)
    assert not rules.may_see_marks(people[1], first)
    naming.fill(visits[1], people[1])
    second = Visit.objects.select_related("application__batch__owner").get(pk=visits[1].pk)
    assert rules.may_see_marks(people[0], second)
    assert not rules.may_see_marks(naming.applicant, second)


def test_a_checklist_is_kept_half_done_and_handed_in_whole(naming: Naming) -> None:
    application = naming.visiting()
    people = naming.reviewers
    visit = visiting.assign_reviewers(application=application, reviewers=people, by=naming.coordinator)[0]
    first, second = naming.batch.criteria.filter(stage="visit")
    half = {"visited_on": None, "findings": {first.pk: Found("part", "")}, "recommends": None, "summary": ""}
    visiting.save_visit(visit=visit, by=people[0], **half)  # type: ignore[arg-type]
    assert list(Finding.objects.values_list("criterion", "mark", "note")) == [(first.pk, "part", "")]
    whole = {first.pk: Found("part", "门口没有时间"), second.pk: Found("met")}
    for changes, field in (
        ({"findings": {first.pk: Found("met")}}, f"mark-{second.pk}"),
        ({"findings": {first.pk: Found("good"), second.pk: Found("met")}}, f"mark-{first.pk}"),
        ({"findings": {first.pk: Found("part"), second.pk: Found("met")}}, f"note-{first.pk}"),
        ({"findings": whole, "visited_on": None}, "visited_on"),
        ({"findings": whole, "visited_on": date(2019, 8, 21)}, "visited_on"),
        ({"findings": whole, "visited_on": date(2019, 7, 31)}, "visited_on"),
        ({"findings": whole, "recommends": None}, "recommends"),
        ({"findings": whole, "summary": " "}, "summary"),
        ({"findings": whole, "summary": "长" * 1001}, "summary"),
    ):
        with pytest.raises(Invalid) as refused:
            naming.fill(visit, people[0], **changes)
        assert refused.value.field == field
    assert Visit.objects.get(pk=visit.pk).filled_on is None
    assert Finding.objects.count() == 1
    naming.fill(visit, people[0], findings=whole)
    assert list(Finding.objects.values_list("mark", "note")) == [("part", "门口没有时间"), ("met", "")]
