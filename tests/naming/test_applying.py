"""The call, the application and its check: what is asked, what is refused, what is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.naming.factories import ApplicationFactory, BatchFactory, Naming, picture
from tests.places.factories import PlaceFactory
from tongxin.common.errors import Conflict, Invalid, NotAllowed, WrongState
from tongxin.common.files.references import ids_in_use
from tongxin.common.models import AuditEntry
from tongxin.naming.actions import applying, batches, checking
from tongxin.naming.actions.batches import Given
from tongxin.naming.enums import Stage
from tongxin.naming.models import Application, Batch, Evidence
from tongxin.naming.owes import applications_of
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Notice
from tongxin.organisations.owes import owes

pytestmark = pytest.mark.django_db
GIVEN = Given(
    title="示例教育基地",
    number=3,
    call="可以申报。",
    opens_on=date(2019, 8, 1),
    closes_on=date(2019, 8, 30),
    with_evidence="展陈：展出什么\n制度: 谁管",
    in_words="计划",
    on_the_spot="门口有时间",
    is_sample=True,
    shown_as_of=date(2019, 8, 1),
)


def test_a_batch_is_drawn_up_with_its_standards_as_data(naming: Naming) -> None:
    batch = batches.add_batch(owner=naming.office, given=GIVEN, by=naming.coordinator)
    assert (batch.name, batch.slug, batch.status) == ("第三批示例教育基地", "2019-3", "draft")
    rows = batch.criteria.values_list("stage", "title", "hint", "needs_evidence")
    assert list(rows) == [
        (Stage.PAPERS, "展陈", "展出什么", True),
        (Stage.PAPERS, "制度", "谁管", True),
        (Stage.PAPERS, "计划", "", False),
        (Stage.VISIT, "门口有时间", "", False),
    ]
    assert batches.lines_of(batch)["with_evidence"] == "展陈：展出什么\n制度：谁管"
    changed = replace(GIVEN, in_words="计划\n讲解", notice_days=10)
    batches.change_batch(batch=batch, given=changed, version=1, by=naming.coordinator)
    batch.refresh_from_db()
    assert (batch.notice_days, batch.version, batch.criteria.count()) == (10, 2, 5)
    with pytest.raises(Conflict):
        batches.change_batch(batch=batch, given=GIVEN, version=1, by=naming.coordinator)
    batches.announce(batch=batch, by=naming.coordinator)
    with pytest.raises(WrongState, match="通知已经发布"):
        batches.change_batch(batch=batch, given=GIVEN, version=2, by=naming.coordinator)
    told = set(Notice.objects.filter(key=f"naming-call:{batch.pk}").values_list("recipient_id", flat=True))
    wanted = {
        naming.people[where, role].pk
        for where in ("office", "unit", "other")
        for role in (Role.REPORTER, Role.COORDINATOR)
    }
    assert told == wanted


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"number": 0}, "number"),
        ({"number": 2}, "number"),
        ({"call": ""}, "call"),
        ({"closes_on": date(2019, 7, 31)}, "closes_on"),
        ({"notice_days": 61}, "notice_days"),
        ({"recheck_years": 0}, "recheck_years"),
        ({"with_evidence": "展陈\n展陈"}, "with_evidence"),
        ({"with_evidence": "字" * 61}, "with_evidence"),
        ({"with_evidence": "", "in_words": ""}, "with_evidence"),
        ({"in_words": "展陈"}, "in_words"),
        ({"on_the_spot": " \n"}, "on_the_spot"),
        ({"on_the_spot": "\n".join(map(str, range(21)))}, "on_the_spot"),
        ({"slug": "第二批"}, "slug"),
        ({"slug": "2019-2"}, "slug"),
        ({"slug": "objections"}, "slug"),
    ],
)
def test_what_a_batch_cannot_be(naming: Naming, changes: dict[str, object], field: str) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(Invalid) as refused:
        batches.add_batch(owner=naming.office, given=replace(GIVEN, **changes), by=naming.coordinator)
    assert (refused.value.field, Batch.objects.count(), AuditEntry.objects.count()) == (field, 1, before)


def test_a_call_whose_last_day_is_over_is_not_published(naming: Naming) -> None:
    batch = batches.add_batch(owner=naming.office, given=GIVEN, by=naming.coordinator)
    Batch.objects.filter(pk=batch.pk).update(shown_as_of=date(2019, 8, 31))
    with pytest.raises(Invalid, match="申报截止日（2019年8月30日）已经过了"):
        batches.announce(batch=Batch.objects.get(pk=batch.pk), by=naming.coordinator)
    assert Batch.objects.get(pk=batch.pk).status == "draft"


def test_who_may_apply_and_for_what(naming: Naming) -> None:
    for who in (naming.coordinator, naming.who("other", Role.REPORTER), naming.who("unit", Role.LEADER)):
        with pytest.raises(NotAllowed):
            naming.started(by=who)
    outside = PlaceFactory(owner=naming.stranger_unit)
    with pytest.raises(Invalid, match="不属于主办单位的范围"):
        naming.started(outside, naming.who("stranger", Role.REPORTER))
    application = naming.started()
    assert (application.status, application.answers.count()) == ("draft", 2)
    with pytest.raises(Invalid, match="在这一批已经有申报了"):
        naming.started()
    applying.withdraw(application=application, reason="改天再报", by=naming.applicant)
    naming.started()
    days = {"code": "N-1", "named_on": date(2018, 1, 2), "recheck_due_on": date(2021, 1, 2)}
    titled = PlaceFactory(owner=naming.east)
    ApplicationFactory(batch=BatchFactory(owner=naming.office, number=1), place=titled, status="named", **days)
    with pytest.raises(Invalid, match="已经是示例教育基地"):
        naming.started(titled)


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2019, 7, 31), "还没有到申报的日子，2019年8月1日开始"), (date(2019, 8, 31), "申报已于2019年8月30日截止")],
)
def test_the_window_holds_for_starting_and_for_handing_in(naming: Naming, day: date, words: str) -> None:
    application = naming.written()
    naming.stand_at(day)
    with pytest.raises(WrongState, match=words):
        applying.submit(application=application, by=naming.applicant)
    with pytest.raises(WrongState, match=words):
        naming.started(PlaceFactory(owner=naming.east))
    assert (naming.fresh(application).status, Application.objects.count()) == ("draft", 1)
    for last in (date(2019, 8, 1), date(2019, 8, 30)):
        naming.stand_at(last)
        naming.started(PlaceFactory(owner=naming.east))


def test_what_is_missing_is_named_and_nothing_is_handed_in(naming: Naming) -> None:
    application = naming.started()
    with pytest.raises(Invalid, match="还缺：申报理由、“展陈和史料”的情况、“展陈和史料”的佐证、“活动计划”的情况。"):
        applying.submit(application=application, by=naming.applicant)
    first, second = application.answers.all()
    applying.save(
        application=application,
        version=1,
        statement="理由",
        texts={first.pk: "文", second.pk: "文"},
        by=naming.applicant,
    )
    with pytest.raises(Invalid) as refused:
        applying.submit(application=application, by=naming.applicant)
    assert (refused.value.field, naming.fresh(application).status) == (f"files-{first.pk}", "draft")
    applying.add_evidence(answer=first, upload=picture(), by=naming.applicant)
    applying.submit(application=application, by=naming.applicant)
    row = naming.fresh(application)
    assert (row.status, row.submitted_on, row.applied_by) == ("submitted", date(2019, 8, 20), naming.applicant)
    assert Notice.objects.get(key__startswith="naming-submitted:").recipient == naming.coordinator


def test_two_tabs_lose_nothing(naming: Naming) -> None:
    application = naming.started()
    applying.save(application=naming.fresh(application), version=1, statement="第一版", texts={}, by=naming.applicant)
    with pytest.raises(Conflict):
        applying.save(
            application=naming.fresh(application), version=1, statement="另一版", texts={}, by=naming.applicant
        )
    assert (naming.fresh(application).statement, naming.fresh(application).version) == ("第一版", 2)


def test_evidence_is_a_file_that_stays_and_a_bad_one_is_named(naming: Naming) -> None:
    application = naming.started()
    answer = application.answers.select_related("application")[0]
    bad = SimpleUploadedFile("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>")
    with pytest.raises(Invalid) as refused:
        applying.add_evidence(answer=answer, upload=bad, by=naming.applicant)
    assert (refused.value.field, Evidence.objects.count()) == (f"files-{answer.pk}", 0)
    evidence = applying.add_evidence(answer=answer, upload=picture(), by=naming.applicant)
    assert evidence.attachment_id in ids_in_use()
    with pytest.raises(NotAllowed):
        applying.remove_evidence(evidence=evidence, by=naming.coordinator)
    applying.remove_evidence(evidence=evidence, by=naming.applicant)
    assert Evidence.objects.count() == 0


def test_sent_back_with_what_is_missing_and_supplemented(naming: Naming) -> None:
    application = naming.submitted()
    first, _other = application.answers.all()
    with pytest.raises(Invalid):
        checking.send_back(application=application, lacks={first.pk: " "}, reason="", by=naming.coordinator)
    with pytest.raises(NotAllowed):
        checking.send_back(application=application, lacks={first.pk: "缺"}, reason="", by=naming.applicant)
    naming.stand_at(date(2019, 8, 29))
    checking.send_back(
        application=naming.fresh(application), lacks={first.pk: "缺照片"}, reason="", by=naming.coordinator
    )
    row = naming.fresh(application)
    # Five working days after Thursday 29 August: Thursday 5 September.
    assert (row.status, row.return_reason, row.supplement_by) == ("returned", "请补：展陈和史料。", date(2019, 9, 5))
    assert [answer.lacks for answer in row.answers.all()] == ["缺照片", ""]
    naming.stand_at(date(2019, 9, 6))
    with pytest.raises(WrongState, match="补正的期限（2019年9月5日）已过"):
        applying.submit(application=row, by=naming.applicant)
    naming.stand_at(date(2019, 9, 5))
    applying.submit(application=naming.fresh(application), by=naming.applicant)
    row = naming.fresh(application)
    assert (row.status, row.return_reason) == ("submitted", "")
    assert [answer.lacks for answer in row.answers.all()] == ["", ""]
    with pytest.raises(WrongState, match="已经提交，不能再改"):
        applying.save(application=row, version=row.version, statement="改", texts={}, by=naming.applicant)
    checking.pass_check(application=row, by=naming.coordinator)
    assert naming.fresh(application).status == "visiting"


def test_a_unit_with_an_application_under_way_cannot_end(naming: Naming) -> None:
    assert applications_of(naming.east) == []
    naming.submitted()
    under_way = "“示例故居”在“第二批示例教育基地”里是“待核对材料”，请等办完，或先撤回申报。"
    assert owes(naming.east, merging=True) == [under_way]
    assert owes(naming.office) == ["主办的“第二批示例教育基地”还没有结束，请先办完或取消。"]
