from __future__ import annotations

from datetime import date

import pytest

from tests.programme.factories import Year, make_goal
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.models import AuditEntry
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Notice
from tongxin.programme.actions import supervising
from tongxin.programme.enums import SupervisionStatus
from tongxin.programme.models import SupervisionNotice

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(year: Year) -> Year:
    return year.begin().on(date(2019, 4, 15))


def issue(year: Year, **fields: object) -> SupervisionNotice:
    given: dict[str, object] = {
        "project": year.project,
        "unit": year.lead,
        "reason": "第一季度目标逾期。",
        "demand": "说明原因，定出完成日期。",
        "by": year.coordinator,
    }
    return supervising.issue_notice(**(given | fields))  # type: ignore[arg-type]


def test_a_notice_keeps_the_light_it_was_issued_for(running: Year) -> None:
    goal = make_goal(running.project, label="第一季度", text="建成示例站点")
    notice = issue(running)
    assert (notice.year, notice.serial, str(notice), notice.issuer) == (2019, 1, "2019-01", running.office)
    assert (notice.issued_on, notice.answer_by) == (date(2019, 4, 15), date(2019, 4, 22))
    assert notice.basis["state"] == "late"
    assert notice.basis["as_of"] == "2019-04-15"
    (reason,) = [one for one in notice.basis["reasons"] if one["rule"] == "goal-overdue"]
    assert (reason["goal_id"], reason["days"], reason["state"]) == (goal.pk, 10, "late")
    assert "建成示例站点" in reason["found"]
    assert Notice.objects.filter(key=f"supervision-issued:{notice.pk}").count() == 2


def test_numbers_run_per_office_and_year(running: Year) -> None:
    assert [issue(running, demand=f"第{number}次").serial for number in range(3)] == [1, 2, 3]
    running.on(date(2019, 12, 30))
    assert issue(running, demand="年底").serial == 4
    SupervisionNotice.objects.filter(serial=4).update(year=2018)
    assert issue(running, demand="年底以后").serial == 4


def test_the_same_words_are_not_sent_twice_while_the_first_notice_is_open(running: Year) -> None:
    first = issue(running)
    with pytest.raises(WrongState, match="2019-01"):
        issue(running)
    assert SupervisionNotice.objects.count() == 1
    SupervisionNotice.objects.filter(pk=first.pk).update(status=SupervisionStatus.CLOSED)
    assert issue(running).serial == 2


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"demand": ""}, "demand"),
        ({"answer_by": date(2019, 4, 12)}, "answer_by"),
    ],
)
def test_what_cannot_be_issued(running: Year, change: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        issue(running, **change)
    assert refused.value.field == field
    with pytest.raises(Invalid) as refused:
        issue(running, unit=running.stranger_unit)
    assert refused.value.field == "unit"
    assert SupervisionNotice.objects.count() == 0


def test_only_coordinators_and_only_under_way(year: Year) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(WrongState):
        issue(year)
    year.begin()
    count = AuditEntry.objects.count()
    with pytest.raises(NotAllowed):
        issue(year, by=year.who("office", Role.REVIEWER))
    assert (SupervisionNotice.objects.count(), AuditEntry.objects.count()) == (0, count)
    assert count > before


def test_from_issue_to_close(running: Year) -> None:
    notice = issue(running)
    with pytest.raises(WrongState):
        supervising.answer(notice=notice, text="示例", by=running.reporter)
    supervising.receive(notice=notice, by=running.reporter)
    with pytest.raises(Invalid) as refused:
        supervising.answer(notice=SupervisionNotice.objects.get(), text="", by=running.reporter)
    assert refused.value.field == "answer"
    assert SupervisionNotice.objects.get().status == SupervisionStatus.DELIVERED
    notice = SupervisionNotice.objects.get()
    supervising.answer(notice=notice, text="本周完成。", by=running.reporter)
    with pytest.raises(NotAllowed):
        supervising.close(notice=notice, by=running.reporter)
    supervising.send_back(notice=notice, reason="请写明日期。", by=running.coordinator)
    assert (notice.status, notice.answered_on, notice.answer) == (SupervisionStatus.DELIVERED, None, "本周完成。")
    supervising.answer(notice=notice, text="4月20日完成。", by=running.reporter)
    supervising.close(notice=notice, by=running.coordinator)
    stored = SupervisionNotice.objects.get()
    assert (stored.status, stored.answer, stored.delivered_on, stored.answered_on, stored.closed_on) == (
        SupervisionStatus.CLOSED,
        "4月20日完成。",
        date(2019, 4, 15),
        date(2019, 4, 15),
        date(2019, 4, 15),
    )
