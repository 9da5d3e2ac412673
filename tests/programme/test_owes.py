"""A unit that owes work is not merged or closed; the message says what it owes and what to do."""

from __future__ import annotations

from datetime import date

import pytest

from tests.facts.factories import make_user
from tests.programme.factories import Year
from tongxin.common.errors import WrongState
from tongxin.organisations.actions.ending import close_unit
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.programme.actions import closing, supervising
from tongxin.programme.models import Programme, Project
from tongxin.programme.owes import work_owed_by

pytestmark = pytest.mark.django_db


def test_a_unit_with_open_reports_stays(year: Year) -> None:
    year.begin().on(date(2019, 4, 15))
    supervising.issue_notice(project=year.project, unit=year.lead, reason="示例", demand="示例", by=year.coordinator)
    assert work_owed_by(year.lead) == [
        f"项目 {year.project.code} {year.project.title}还欠 4 期报告（最早应于 2019年4月3日报），"
        "请先报完，或由主办单位改交、免报。",
        f"在项目 {year.project}里是牵头单位，请先办结，或由主办单位改交其他单位。",
        "督办通知单 2019-01还没有销号，请先答复并销号。",
    ]
    administrator = make_user(Role.ADMINISTRATOR, year.office)
    with pytest.raises(WrongState, match="还欠 4 期报告"):
        close_unit(by=administrator, unit=Unit.objects.get(pk=year.lead.pk))
    assert Unit.objects.get(pk=year.lead.pk).closed_on is None


def test_an_office_with_an_open_year_stays(year: Year) -> None:
    assert work_owed_by(year.office) == [f"主办的“{year.programme.name}”还没有结束，请先结束。"]


def test_a_unit_that_owes_nothing_may_end(year: Year) -> None:
    assert work_owed_by(year.stranger_unit) == []
    year.begin().on(date(2019, 4, 1))
    request = closing.ask_to_close(project=year.project, summary="完成。", explanation="示例", by=year.reporter)
    closing.grant(request=request, by=year.coordinator)
    assert Project.objects.get().closed_on == date(2019, 4, 1)
    assert work_owed_by(year.lead) == []
    assert Programme.objects.count() == 1
