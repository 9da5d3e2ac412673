from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.programme.factories import Year, kind_of, make_goal, make_indicator, picture
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.models import AuditEntry
from tongxin.common.subjects import Subject
from tongxin.facts.actions import record
from tongxin.facts.models import Fact, FactEvidence
from tongxin.facts.selectors import totals_for
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Notice
from tongxin.programme.actions import reporting, reviewing
from tongxin.programme.enums import Counting, ReportStatus
from tongxin.programme.figures import Figure
from tongxin.programme.models import Report, ReportFigure, StageGoal
from tongxin.programme.selectors.indicators import measured
from tongxin.programme.selectors.reporting import known_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(year: Year) -> Year:
    return year.begin().on(date(2019, 4, 1))


def total(about: object, code: str) -> tuple[int, Decimal]:
    subject = Subject.of(about)  # type: ignore[arg-type]
    found = totals_for([subject])[subject].get(code)
    return (found.count, found.total) if found else (0, Decimal(0))


def test_saving_counts_versions_and_keeps_what_the_other_wrote(running: Year) -> None:
    report = running.written(3)
    assert (report.version, report.written_by) == (1, running.reporter)
    colleague = running.who("lead", Role.REVIEWER)
    with pytest.raises(reporting.ReportConflict) as refused:
        reporting.save_report(
            report=running.report(3), version=0, text="另一段", difficulty="", figures=(), goals=(), by=colleague
        )
    assert refused.value.theirs.text == "走访了示例企业。"
    stored = running.report(3)
    assert (stored.text, stored.version, stored.written_by) == ("走访了示例企业。", 1, running.reporter)


@pytest.mark.parametrize(
    ("place", "role"), [("support", Role.REPORTER), ("office", Role.COORDINATOR), ("lead", Role.LEADER)]
)
def test_only_the_unit_writes(running: Year, place: str, role: Role) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(NotAllowed):
        running.written(3, by=running.who(place, role))
    with pytest.raises(NotAllowed):
        reporting.add_evidence(report=running.report(3), upload=picture(), by=running.who(place, role))
    assert (running.report(3).version, AuditEntry.objects.count()) == (0, before)


def test_a_period_that_has_not_begun_cannot_be_written(running: Year) -> None:
    with pytest.raises(WrongState):
        running.written(5)
    assert running.report(5).version == 0


def test_a_project_not_accepted_yet_cannot_be_reported(year: Year) -> None:
    from tongxin.programme.actions import assigning

    assigning.assign(project=year.project, by=year.coordinator)
    with pytest.raises(WrongState):
        year.written(3)


@pytest.mark.parametrize(
    ("figure", "part"),
    [
        ({"quantity": Decimal("1.5")}, "整数"),
        ({"quantity": Decimal(2), "happened_on": date(2019, 2, 28)}, "本期之内"),
        ({"quantity": Decimal(2), "happened_on": date(2019, 4, 1)}, "本期之内"),
        ({"quantity": Decimal("NaN")}, "数字"),
        ({"quantity": Decimal(10) ** 12}, "太大"),
    ],
)
def test_a_figure_that_cannot_become_a_fact_is_refused(running: Year, figure: dict[str, object], part: str) -> None:
    indicator = make_indicator(running.project)
    with pytest.raises(Invalid, match=part) as refused:
        running.written(3, Figure(indicator=indicator, **figure))  # type: ignore[arg-type]
    assert refused.value.field == "figures.0"
    assert (running.report(3).version, ReportFigure.objects.count()) == (0, 0)


def test_zero_is_nothing_to_tell(running: Year) -> None:
    running.written(3, Figure(Decimal(0), make_indicator(running.project)))
    assert ReportFigure.objects.count() == 0


def test_handing_in_needs_words_and_evidence_for_figures_by_hand(running: Year) -> None:
    report = running.report(3)
    with pytest.raises(Invalid) as refused:
        reporting.submit(report=report, version=0, by=running.reporter)
    assert refused.value.field == "text"
    by_hand = make_indicator(running.project, kind=None)
    report = running.written(3, Figure(Decimal(2), by_hand))
    with pytest.raises(Invalid) as refused:
        reporting.submit(report=running.report(3), version=report.version, by=running.reporter)
    assert refused.value.field == "evidence"
    assert running.report(3).status == ReportStatus.OWED
    reporting.add_evidence(report=running.report(3), upload=picture(), by=running.reporter)
    reporting.submit(report=running.report(3), version=report.version, by=running.reporter)
    stored = running.report(3)
    assert (stored.status, stored.submitted_on) == (ReportStatus.SUBMITTED, date(2019, 4, 1))
    assert Notice.objects.filter(recipient=running.coordinator, key__startswith="submitted").count() == 1


def test_handing_in_an_older_version_is_refused(running: Year) -> None:
    running.written(3)
    running.written(3, text="改过一次。")
    with pytest.raises(reporting.ReportConflict):
        reporting.submit(report=running.report(3), version=1, by=running.reporter)
    assert running.report(3).status == ReportStatus.OWED


def test_a_renamed_program_is_no_evidence(running: Year) -> None:
    fake = SimpleUploadedFile("照片.jpg", b"MZ" + b"\0" * 200, content_type="image/jpeg")
    with pytest.raises(Invalid):
        reporting.add_evidence(report=running.report(3), upload=fake, by=running.reporter)
    assert running.report(3).evidence.count() == 0


def test_evidence_is_removed_while_open_only(running: Year) -> None:
    report = running.written(3)
    first = reporting.add_evidence(report=report, upload=picture(), by=running.reporter)
    reporting.remove_evidence(report=report, evidence=first, by=running.reporter)
    assert report.evidence.count() == 0
    second = reporting.add_evidence(report=report, upload=picture(), by=running.reporter)
    reporting.submit(report=report, version=report.version, by=running.reporter)
    with pytest.raises(WrongState):
        reporting.remove_evidence(report=report, evidence=second, by=running.reporter)
    assert report.evidence.count() == 1


def test_accepting_writes_each_figure_as_one_fact(running: Year) -> None:
    counted = make_indicator(running.project)
    by_hand = make_indicator(running.project, kind=None)
    goal = make_goal(running.project)
    report = running.written(
        3, Figure(Decimal(4), counted, place="示例园区"), Figure(Decimal("2.5"), by_hand), goals=(goal,)
    )
    photo = reporting.add_evidence(report=report, upload=picture(), by=running.reporter)
    reporting.submit(report=report, version=report.version, by=running.reporter)
    facts = reviewing.accept(report=report, by=running.coordinator)
    assert [(f.kind.code, f.quantity, f.organisation, f.happened_on, f.place) for f in facts] == [
        ("firms-visited", Decimal(4), running.lead, date(2019, 3, 31), "示例园区"),
        ("reported-value", Decimal("2.5"), running.lead, date(2019, 3, 31), ""),
    ]
    assert total(running.project, "firms-visited") == (1, Decimal(4))
    assert total(running.programme, "firms-visited") == (1, Decimal(4))
    assert total(by_hand, "reported-value") == (1, Decimal("2.5"))
    values = {item.indicator: item.value for item in measured([running.project])[running.project.pk]}
    assert values == {counted: Decimal(4), by_hand: Decimal("2.5")}
    assert set(FactEvidence.objects.values_list("attachment_id", flat=True)) == {photo.attachment_id}
    reached = StageGoal.objects.get(pk=goal.pk)
    assert (reached.reached_on, reached.reached_in) == (date(2019, 3, 31), report)
    stored = running.report(3)
    assert (stored.status, stored.decided_by, stored.decided_on) == (
        ReportStatus.ACCEPTED,
        running.coordinator,
        date(2019, 4, 1),
    )
    with pytest.raises(WrongState):
        reviewing.accept(report=running.report(3), by=running.coordinator)
    assert Fact.objects.count() == 2


def test_a_refused_acceptance_leaves_nothing(running: Year) -> None:
    report = running.submitted(3, Figure(Decimal(4), make_indicator(running.project)))
    running.lead.closed_on = date(2019, 3, 30)
    running.lead.save()
    before = AuditEntry.objects.count()
    with pytest.raises(Invalid):
        reviewing.accept(report=running.report(3), by=running.coordinator)
    assert running.report(3).status == ReportStatus.SUBMITTED
    assert (Fact.objects.count(), AuditEntry.objects.count()) == (0, before)
    assert report.pk


def test_sending_back_and_handing_in_again(running: Year) -> None:
    report = running.submitted(3)
    reviewing.send_back(report=report, by=running.coordinator, reason="请补数字。")
    assert (report.status, report.return_reason, report.times_returned) == (ReportStatus.RETURNED, "请补数字。", 1)
    assert Notice.objects.filter(recipient=running.reporter, key=f"sent-back:{report.pk}:1").count() == 1
    running.on(date(2019, 4, 10))
    again = running.submitted(3, text="已补。")
    # The first day counts for being in time.
    assert (again.submitted_on, again.return_reason) == (date(2019, 4, 1), "")
    reporting.take_back(report=again, by=running.reporter)
    stored = running.report(3)
    assert (stored.status, stored.submitted_on) == (ReportStatus.OWED, date(2019, 4, 1))


def test_taken_back_before_anybody_looked_is_not_handed_in(running: Year) -> None:
    report = running.submitted(3)
    reporting.take_back(report=report, by=running.reporter)
    assert (report.status, report.submitted_on) == (ReportStatus.OWED, None)


def test_waiving_needs_a_reason(running: Year) -> None:
    report = running.report(3)
    with pytest.raises(Invalid):
        reviewing.waive(report=report, by=running.coordinator, reason="")
    reviewing.waive(report=report, by=running.coordinator, reason="当月停工。")
    assert running.report(3).status == ReportStatus.WAIVED


def test_correcting_an_accepted_figure(running: Year) -> None:
    report = running.accepted(3, Figure(Decimal(4), make_indicator(running.project)))
    figure = report.figures.get()
    reviewing.correct_figure(figure=figure, quantity=Decimal(3), reason="重复计了一家。", by=running.reporter)
    assert total(running.project, "firms-visited") == (1, Decimal(3))
    reviewing.correct_figure(figure=figure, quantity=None, reason="不属于本项目。", by=running.coordinator)
    assert total(running.project, "firms-visited") == (0, Decimal(0))
    assert reviewing.standing_fact(figure) is None
    with pytest.raises(WrongState):
        reviewing.correct_figure(figure=figure, quantity=Decimal(1), reason="再改。", by=running.reporter)
    with pytest.raises(NotAllowed):
        reviewing.correct_figure(
            figure=figure, quantity=Decimal(1), reason="再改。", by=running.who("support", Role.REPORTER)
        )
    assert ReportFigure.objects.get().quantity == 4


def test_a_figure_is_corrected_in_the_report_before_it_is_accepted(running: Year) -> None:
    report = running.written(3, Figure(Decimal(4), make_indicator(running.project)))
    with pytest.raises(WrongState):
        reviewing.correct_figure(figure=report.figures.get(), quantity=Decimal(3), reason="改", by=running.reporter)


def an_event(year: Year, quantity: int, day: date, unit: object = None) -> Fact:
    return record(
        kind=kind_of("firms-visited"),
        quantity=Decimal(quantity),
        organisation=unit or year.lead,  # type: ignore[arg-type]
        happened_on=day,
        source=Subject("tests.event", "1"),
        subjects=(Subject.of(year.project),),
        by=None,
    )


def test_the_form_asks_for_what_is_not_known(running: Year) -> None:
    visited = make_indicator(running.project, position=1)
    twice = make_indicator(running.project, position=2, counting=Counting.COUNT)
    by_hand = make_indicator(running.project, kind=None, position=3)
    due = make_goal(running.project)
    make_goal(running.project, due_on=date(2019, 6, 30))
    make_goal(running.project, indicator=visited, threshold=Decimal(3))
    asked = known_for(running.report(3))
    # The same kind is asked once though two indicators count it.
    assert [q.indicator for q in asked.questions] == [visited, by_hand]
    assert (asked.known, asked.goals, asked.asked) == ((), (due,), 4)
    assert twice.kind == visited.kind
    an_event(running, 3, date(2019, 3, 15))
    an_event(running, 5, date(2019, 4, 1))
    asked = known_for(running.report(3))
    assert [(k.kind.code, k.facts, k.total, k.covers) for k in asked.known] == [("firms-visited", 1, Decimal(3), True)]
    assert [q.indicator for q in asked.questions] == [by_hand]
    assert [q.indicator for q in asked.further] == [visited]


def test_another_units_facts_do_not_answer_for_a_supporting_unit(running: Year) -> None:
    visited = make_indicator(running.project)
    an_event(running, 3, date(2019, 3, 15))
    asked = known_for(running.report(3, running.support))
    assert [(k.total, k.covers) for k in asked.known] == [(Decimal(3), False)]
    assert [q.indicator for q in asked.questions] == [visited]


def test_the_form_shows_the_last_accepted_report(running: Year) -> None:
    march = running.accepted(3)
    running.on(date(2019, 5, 1))
    assert known_for(running.report(4)).previous == march
    assert known_for(march).previous is None


def test_known_for_asks_the_database_the_same_however_much_there_is(running: Year) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make_indicator(running.project)
    an_event(running, 1, date(2019, 3, 2))
    report = Report.objects.select_related("project__programme", "unit").get(pk=running.report(3).pk)
    with CaptureQueriesContext(
        connection,
    ) as few:
        known_for(report)
    for _number in range(5):
        make_indicator(running.project, kind=f"kind-{_number}")
        an_event(running, 1, date(2019, 3, 2))
        make_goal(running.project)
    with CaptureQueriesContext(connection) as many:
        known_for(report)
    assert len(many) == len(few)
