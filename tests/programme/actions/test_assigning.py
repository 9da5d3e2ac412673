from __future__ import annotations

from datetime import date

import pytest

from tests.programme.factories import Year, make_project
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.models import AuditEntry
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Notice, Unit
from tongxin.programme.actions import assigning
from tongxin.programme.enums import AssignmentStatus, ProgrammeStatus, ProjectStatus
from tongxin.programme.models import Assignment, Programme, Project, Report

pytestmark = pytest.mark.django_db


def test_assigning_tells_the_units_and_puts_down_what_they_owe(year: Year) -> None:
    assigning.assign(project=year.project, by=year.coordinator)
    assert year.project.status == ProjectStatus.ASSIGNED
    assert year.project.assigned_on == date(2019, 3, 1)
    # Five working days after 1 March 2019, a Friday.
    assert year.assignment().accept_by == date(2019, 3, 8)
    owed = [(r.label, r.period_starts, r.period_ends, r.due_on) for r in Report.objects.filter(unit=year.lead)]
    assert owed == [
        ("3月", date(2019, 3, 1), date(2019, 3, 31), date(2019, 4, 3)),
        # 5 to 7 April is the Qingming holiday, 1 to 4 May Labour Day with make-up days on 28 April and 5 May.
        ("4月", date(2019, 4, 1), date(2019, 4, 30), date(2019, 5, 7)),
        ("5月", date(2019, 5, 1), date(2019, 5, 31), date(2019, 6, 5)),
        ("6月", date(2019, 6, 1), date(2019, 6, 30), date(2019, 7, 3)),
    ]
    assert Report.objects.filter(unit=year.support).count() == 4
    told = set(Notice.objects.values_list("recipient_id", flat=True))
    assert told == {
        year.who(place, role).pk for place in ("lead", "support") for role in (Role.REPORTER, Role.REVIEWER)
    }


def test_a_planned_year_starts_with_its_first_project(year: Year) -> None:
    Programme.objects.update(status=ProgrammeStatus.PLANNED)
    year.programme.refresh_from_db()
    project = Project.objects.get(pk=year.project.pk)
    assigning.assign(project=project, by=year.coordinator)
    assert Programme.objects.get().status == ProgrammeStatus.RUNNING


def test_periods_that_are_over_are_not_owed(year: Year) -> None:
    year.on(date(2019, 5, 6))
    assigning.assign(project=year.project, by=year.coordinator)
    assert [r.label for r in Report.objects.filter(unit=year.lead)] == ["5月", "6月"]


@pytest.mark.parametrize(("place", "role"), [("lead", Role.COORDINATOR), ("office", Role.REVIEWER)])
def test_others_may_not_assign(year: Year, place: str, role: Role) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(NotAllowed):
        assigning.assign(project=year.project, by=year.who(place, role))
    assert Project.objects.get().status == ProjectStatus.PLANNED
    assert (Report.objects.count(), Notice.objects.count(), AuditEntry.objects.count()) == (0, 0, before)


def test_a_past_day_for_acceptance_is_refused(year: Year) -> None:
    with pytest.raises(Invalid) as refused:
        assigning.assign(project=year.project, by=year.coordinator, accept_by=date(2019, 2, 28))
    assert refused.value.field == "accept_by"
    assert Project.objects.get().status == ProjectStatus.PLANNED


def test_a_unit_that_was_closed_is_refused(year: Year) -> None:
    Unit.objects.filter(pk=year.support.pk).update(closed_on=date(2019, 2, 1))
    with pytest.raises(Invalid, match="示例单位support"):
        assigning.assign(project=year.project, by=year.coordinator)
    assert Report.objects.count() == 0


def test_all_at_once_or_none(year: Year) -> None:
    other = make_project(year.programme, year.support)
    assert {p.pk for p in assigning.assign_all(programme=year.programme, by=year.coordinator)} == {
        year.project.pk,
        other.pk,
    }
    with pytest.raises(Invalid) as refused:
        assigning.assign_all(programme=year.programme, by=year.coordinator)
    assert refused.value.field == "projects"


def test_one_that_cannot_be_assigned_holds_all(year: Year) -> None:
    make_project(year.programme, year.stranger_unit)
    Unit.objects.filter(pk=year.stranger_unit.pk).update(closed_on=date(2019, 2, 1))
    with pytest.raises(Invalid):
        assigning.assign_all(programme=year.programme, by=year.coordinator)
    assert set(Project.objects.values_list("status", flat=True)) == {ProjectStatus.PLANNED}
    assert Report.objects.count() == 0


def test_a_missing_or_outdated_lead_is_put_right(year: Year) -> None:
    Project.objects.update(lead_unit=year.stranger_unit)
    year.project.refresh_from_db()
    assigning.assign(project=year.project, by=year.coordinator)
    roles = dict(Assignment.objects.values_list("unit__name", "role"))
    assert roles == {"示例单位lead": "support", "示例单位support": "support", "示例单位stranger": "lead"}


def test_work_begins_when_the_lead_accepts(year: Year) -> None:
    assigning.assign(project=year.project, by=year.coordinator)
    assigning.accept(assignment=year.assignment(year.support), by=year.who("support", Role.REPORTER))
    assert Project.objects.get().status == ProjectStatus.ASSIGNED
    assigning.accept(assignment=year.assignment(), by=year.reporter)
    assert Project.objects.get().status == ProjectStatus.RUNNING
    with pytest.raises(WrongState):
        assigning.accept(assignment=year.assignment(), by=year.reporter)


def test_query_back_and_hand_to_another_unit(year: Year) -> None:
    assigning.assign(project=year.project, by=year.coordinator)
    assigning.query_back(assignment=year.assignment(), by=year.reporter, reason="不是本单位职责。")
    queried = year.assignment()
    assert (queried.status, queried.note) == (AssignmentStatus.QUERIED, "不是本单位职责。")
    assert Notice.objects.filter(recipient=year.coordinator).count() == 1
    with pytest.raises(Invalid) as refused:
        assigning.assign_again(assignment=queried, by=year.coordinator, unit=year.support)
    assert refused.value.field == "unit"
    queried = year.assignment()
    assigning.assign_again(assignment=queried, by=year.coordinator, note="改由贵单位牵头。", unit=year.stranger_unit)
    project = Project.objects.get()
    assert project.lead_unit == year.stranger_unit
    again = Assignment.objects.get(unit=year.stranger_unit)
    assert (again.status, again.role, again.note) == (AssignmentStatus.WAITING, "lead", "改由贵单位牵头。")
    assert Report.objects.filter(unit=year.stranger_unit).count() == 4
    assert not Report.objects.filter(unit=year.lead).exists()


def test_a_query_needs_a_reason(year: Year) -> None:
    assigning.assign(project=year.project, by=year.coordinator)
    with pytest.raises(Invalid):
        assigning.query_back(assignment=year.assignment(), by=year.reporter, reason=" ")
    assert year.assignment().status == AssignmentStatus.WAITING
