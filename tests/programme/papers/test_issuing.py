"""Papers on their way out: looked at, issued by the coordinator, and the notices that become paper by themselves."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pdfplumber
import pytest
from django.core.files.storage import default_storage
from django_tasks_db.models import DBTaskResult

from tests.programme.factories import Year, make_goal, make_indicator
from tests.programme.papers.reading import lines, section
from tests.programme.test_races import at_once
from tongxin.common.errors import Invalid, NotAllowed
from tongxin.documents.models import IssuedDocument
from tongxin.facts.models import FactKind
from tongxin.organisations.enums import Role
from tongxin.programme import tasks
from tongxin.programme.actions import papers, supervising
from tongxin.programme.actions.papers import Wanted
from tongxin.programme.models import Programme, SupervisionNotice
from tongxin.programme.papers import supervision_paper
from tongxin.programme.selectors.papers import briefing_months, visible_papers

MARCH = Wanted("briefing", date(2019, 3, 8))
KINDS = [MARCH, Wanted("progress_table"), Wanted("year_report")]


@pytest.mark.parametrize("wanted", KINDS, ids=lambda wanted: wanted.series)
def test_the_coordinator_looks_and_issues(year: Year, wanted: Wanted) -> None:
    draft = papers.draw_up(programme=year.programme, wanted=wanted, by=year.coordinator)
    assert (draft.number, draft.issue) == (None, None)
    assert not IssuedDocument.objects.exists()
    issued = papers.issue_paper(programme=year.programme, wanted=wanted, by=year.coordinator)
    assert (issued.series, issued.year, issued.serial, issued.title) == (wanted.series, 2019, 1, draft.title)
    assert (issued.owner, issued.issued_on) == (year.office, date(2019, 3, 1))
    assert (issued.subject_kind, issued.subject_id) == ("programme.programme", str(year.programme.pk))


def test_nobody_else_looks_or_issues(year: Year) -> None:
    others = [user for key, user in year.people.items() if key != ("office", Role.COORDINATOR)]
    for user in others:
        for act in (papers.draw_up, papers.issue_paper):
            with pytest.raises(NotAllowed):
                act(programme=year.programme, wanted=MARCH, by=user)
    assert not IssuedDocument.objects.exists()


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (Wanted("supervision"), "series"),
        (Wanted(""), "series"),
        (Wanted("briefing"), "month"),
        (Wanted("briefing", date(2019, 4, 1)), "month"),
        (Wanted("briefing", date(2018, 12, 1)), "month"),
    ],
)
def test_what_cannot_be_made_is_refused(year: Year, wanted: Wanted, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        papers.issue_paper(programme=year.programme, wanted=wanted, by=year.coordinator)
    assert refused.value.field == field
    assert not IssuedDocument.objects.exists()


def test_months_to_choose_from(year: Year) -> None:
    assert briefing_months(year.programme) == [date(2019, 3, 1), date(2019, 2, 1), date(2019, 1, 1)]


def test_who_reads_a_paper(year: Year) -> None:
    issued = papers.issue_paper(programme=year.programme, wanted=KINDS[1], by=year.coordinator)
    for place, role in year.people:
        user = year.who(place, role)
        # Editors of the public site have no part in a year; the stranger's unit carries nothing.
        reads = place in ("lead", "support") or (place == "office" and role != Role.EDITOR)
        assert list(visible_papers(user)) == ([issued] if reads else []), (place, role)


def notice_of(year: Year, **fields: Any) -> SupervisionNotice:
    make_goal(year.project, label="第一季度", text="到 12 家", due_on=date(2019, 4, 4))
    year.begin().on(date(2019, 4, 9))
    return supervising.issue_notice(
        project=year.project,
        unit=year.lead,
        reason="第一季度目标到期未达到",
        demand="说明到位日期",
        by=year.coordinator,
        **fields,
    )


def test_a_notice_says_what_is_late_and_why(year: Year) -> None:
    document = supervision_paper(notice_of(year))
    assert (document.layout, document.addressees) == ("letter", ("示例单位lead",))
    assert document.title == f"关于“{year.project.title}”的督办通知"
    assert lines(document)[0] == (
        f"你单位牵头的2019年“{year.programme.name}”重点项目“{year.project.title}”（编号{year.project.code}），"
        "完成时限为6月30日。现就有关事项督办如下。"
    )
    assert section(document, "督办事由") == [
        "第一季度目标到期未达到。",
        "发出本通知时，该项目的状态为：逾期2个工作日。依据如下。",
        "第一季度目标“到12家”应于4月4日达到；还没有通过的报告说明已达到。"
        "应于4月4日；至4月9日又过2个工作日（已扣除周末和节假日，计入调休上班）。",
    ]
    assert section(document, "督办要求") == ["说明到位日期。"]
    assert section(document, "答复期限")[0].startswith("请于4月16日前书面答复")


def test_a_notice_does_not_spell_out_counts_of_persons(year: Year) -> None:
    indicator = make_indicator(year.project, name="参加人次", unit="人次")
    FactKind.objects.filter(pk=indicator.kind_id).update(counts_persons=True)
    make_goal(year.project, label="乙", indicator=indicator, threshold=5, due_on=date(2019, 3, 29))
    document = supervision_paper(notice_of(year))
    assert any("“参加人次”未达到阶段目标。应于3月29日" in line for line in lines(document))
    assert not any("现有实绩" in line for line in lines(document))


def test_a_supporting_units_notice_goes_to_the_lead_too(year: Year) -> None:
    year.begin()
    notice = supervising.issue_notice(
        project=year.project, unit=year.support, reason="示例", demand="示例", by=year.coordinator
    )
    document = supervision_paper(notice)
    assert lines(document)[0].startswith("你单位配合的")
    assert document.imprint.copies_to == ("示例单位lead",)


def test_the_job_makes_one_paper_however_often_it_runs(year: Year) -> None:
    notice = notice_of(year)
    (queued,) = DBTaskResult.objects.filter(task_path="tongxin.programme.tasks.make_supervision_paper")
    arguments = queued.args_kwargs["kwargs"]
    assert arguments == {"notice_id": notice.pk}
    for _time in range(2):
        tasks.make_supervision_paper.func(**arguments)
    issued = IssuedDocument.objects.get()
    notice.refresh_from_db()
    assert notice.document == issued
    assert (issued.series, issued.year, issued.serial) == ("supervision", notice.year, notice.serial)
    with pdfplumber.open(BytesIO(default_storage.open(issued.pdf.storage_name).read())) as pdf:
        assert "示例统筹办督〔2019〕1号" in pdf.pages[0].extract_text().replace(" ", "")
    readers = {key for key, user in year.people.items() if issued in visible_papers(user)}
    assert {place for place, _role in readers} == {"office", "lead"}


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_workers_make_one_paper(year: Year) -> None:
    notice = notice_of(year)
    at_once(*[lambda: tasks.make_supervision_paper.func(notice_id=notice.pk)] * 3)
    assert IssuedDocument.objects.count() == 1
    notice.refresh_from_db()
    assert notice.document == IssuedDocument.objects.get()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_clerks_issue_two_numbers(year: Year) -> None:
    def act() -> IssuedDocument:
        programme = Programme.objects.select_related("owner").get()
        return papers.issue_paper(programme=programme, wanted=MARCH, by=year.coordinator)

    made = at_once(*[act] * 3)
    assert sorted(issued.serial for issued in made) == [1, 2, 3]
