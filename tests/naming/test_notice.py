"""The public notice: its last day across National Day and the Spring Festival of 2019, objections, and what waits for them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.naming.factories import Naming, ObjectionFactory
from tongxin.accounts.models import User
from tongxin.common import audit, personal
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.models import AuditEntry
from tongxin.naming.actions import batches, deciding, noticing
from tongxin.naming.models import Application, Batch, Objection
from tongxin.naming.selectors import public
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Notice

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("starts", "days", "ends"),
    [
        # Mid-autumn on Friday the 13th; Sunday 29 September is worked; 1 to 7 October are not.
        (date(2019, 9, 10), 15, date(2019, 10, 8)),
        # 27, Sunday 29 and 30 September, then 8 October: one day later without the make-up day.
        (date(2019, 9, 26), 4, date(2019, 10, 8)),
        (date(2019, 9, 26), 7, date(2019, 10, 11)),
        # Saturday 12 October is worked too.
        (date(2019, 9, 26), 8, date(2019, 10, 12)),
        # Spring Festival: 4 to 10 February; Saturday 2 and Sunday 3 February are worked.
        (date(2019, 1, 30), 5, date(2019, 2, 11)),
        (date(2019, 2, 1), 2, date(2019, 2, 3)),
        (date(2019, 2, 1), 7, date(2019, 2, 15)),
        # Begun on a holiday: the first day is the next that is worked.
        (date(2019, 10, 1), 1, date(2019, 10, 8)),
    ],
)
def test_the_last_day_is_the_right_working_day(naming: Naming, starts: date, days: int, ends: date) -> None:
    Batch.objects.update(opens_on=date(2019, 1, 1), closes_on=date(2019, 1, 20), notice_days=days)
    application = naming.started_on(date(2019, 1, 10))
    naming.stand_at(starts)
    noticing.start_notice(batch=naming.batch, by=naming.coordinator)
    batch = Batch.objects.get(pk=naming.batch.pk)
    assert (batch.notice_starts_on, batch.notice_ends_on, batch.last_notice_day) == (starts, ends, ends)
    assert naming.stand_at(ends).takes_objections
    assert not naming.batch.notice_is_over
    noticing.object_to(batch=naming.batch, application=naming.fresh(application), text="最后一天")
    late = naming.stand_at(ends + timedelta(days=1))
    assert (late.takes_objections, late.notice_is_over) == (False, True)
    with pytest.raises(WrongState, match=f"公示已于{ends.year}年{ends.month}月{ends.day}日结束，不再接收异议"):
        noticing.object_to(batch=late, application=None, text="晚了一天")
    assert Objection.objects.count() == 1


def test_the_arithmetic_is_shown(naming: Naming) -> None:
    Batch.objects.update(notice_days=15)
    naming.batch.refresh_from_db()
    naming.on_notice(date(2019, 9, 10))
    [notice] = public.running_notices()
    assert (notice.begins_on, notice.ends_on, notice.days_left) == (date(2019, 9, 10), date(2019, 10, 8), 15)
    assert [place.name for place in notice.places] == ["示例故居"]
    assert notice.sums == (
        "自9月10日（周二）起算，9月11日（周三）为第1个工作日",
        "9月13日至15日 中秋节，不计",
        "9月29日（周日） 调休上班（国庆节），计",
        "10月1日至7日 国庆节，不计",
        "其余周六、周日共3天，不计",
        "第15个工作日为10月8日（周二），当日截止",
    )
    naming.stand_at(date(2019, 9, 28))
    [notice] = public.running_notices()
    assert notice.days_left == 3
    naming.stand_at(date(2019, 10, 9))
    assert public.running_notices() == []


def test_a_notice_waits_for_the_window_and_for_every_application(naming: Naming) -> None:
    application = naming.visited()
    with pytest.raises(WrongState, match="申报到8月30日才截止"):
        noticing.start_notice(batch=naming.batch, by=naming.coordinator)
    Application.objects.filter(pk=application.pk).update(status="submitted")
    naming.stand_at(date(2019, 9, 2))
    with pytest.raises(Invalid, match="还有申报没有审完：示例故居"):
        noticing.start_notice(batch=naming.batch, by=naming.coordinator)
    deciding.refuse(application=naming.fresh(application), reason="不开放", by=naming.coordinator)
    with pytest.raises(Invalid, match="没有可以公示的场所"):
        noticing.start_notice(batch=naming.batch, by=naming.coordinator)
    batch = Batch.objects.get(pk=naming.batch.pk)
    assert (batch.status, batch.notice_starts_on, batch.notice_ends_on) == ("open", None, None)
    with pytest.raises(NotAllowed):
        noticing.start_notice(batch=naming.batch, by=naming.applicant)


def test_no_decision_before_the_end_or_over_an_unanswered_objection(naming: Naming) -> None:
    application = naming.on_notice()
    naming.stand_at(date(2019, 9, 11))
    for decide in (deciding.approve, deciding.refuse):
        with pytest.raises(WrongState, match="公示到2019年9月11日才结束，期满之后才能作决定"):
            decide(application=naming.fresh(application), reason="符合", by=naming.coordinator)
    objection = noticing.object_to(batch=naming.batch, application=application, text="展品是复制品")
    naming.stand_at(date(2019, 9, 12))
    with pytest.raises(WrongState, match="还有 1 件异议没有答复"):
        deciding.approve(application=naming.fresh(application), reason="符合", by=naming.coordinator)
    assert naming.fresh(application).status == "on_notice"
    with pytest.raises(NotAllowed):
        noticing.answer_objection(objection=objection, text="已核实", is_upheld=False, by=naming.applicant)
    with pytest.raises(Invalid) as refused:
        noticing.answer_objection(objection=objection, text="已核实", is_upheld=None, by=naming.coordinator)
    assert refused.value.field == "is_upheld"
    noticing.answer_objection(objection=objection, text="已核实", is_upheld=False, by=naming.coordinator)
    with pytest.raises(WrongState, match="已经答复过"):
        noticing.answer_objection(objection=objection, text="改口", is_upheld=True, by=naming.coordinator)
    objection.refresh_from_db()
    assert (objection.answer, objection.answered_on) == ("已核实", date(2019, 9, 12))
    deciding.approve(application=naming.fresh(application), reason="符合", by=naming.coordinator)
    assert naming.fresh(application).status == "approved"


def test_nothing_of_an_objection_goes_into_the_trail(naming: Naming) -> None:
    application = naming.on_notice()
    noticing.object_to(batch=naming.batch, application=application, text="秘密的话", contact="某单位办公室")
    assert "秘密" not in str(list(AuditEntry.objects.values_list("detail", flat=True)))
    assert "某单位" not in str(list(AuditEntry.objects.values_list("detail", flat=True)))
    assert Notice.objects.filter(key__startswith="naming-objection:").count() == 1
    assert audit.verify().holds


def test_an_objection_to_what_is_not_on_notice_is_refused(naming: Naming) -> None:
    application = naming.on_notice()
    for text, contact, field in (("  ", "", "text"), ("长" * 2001, "", "text"), ("有异议", "长" * 101, "contact")):
        with pytest.raises(Invalid) as refused:
            noticing.object_to(batch=naming.batch, application=application, text=text, contact=contact)
        assert refused.value.field == field
    Application.objects.filter(pk=application.pk).update(status="withdrawn")
    with pytest.raises(Invalid) as refused:
        noticing.object_to(batch=naming.batch, application=naming.fresh(application), text="有异议")
    assert (refused.value.field, Objection.objects.count()) == ("application", 0)


def test_a_contact_is_read_with_a_trace_and_shredded_in_time(naming: Naming) -> None:
    fresh = ObjectionFactory(batch=naming.batch, contact="某单位")
    answered = ObjectionFactory(batch=naming.batch, contact="某单位")
    old = ObjectionFactory(batch=naming.batch, contact="某单位")
    day = timezone.localdate() - timedelta(days=30)
    Objection.objects.filter(pk=answered.pk).update(answer="答", is_upheld=False, answered_on=day)
    Objection.objects.filter(pk=old.pk).update(received_at=timezone.now() - timedelta(days=180))
    with pytest.raises(NotAllowed):
        noticing.read_contact(objection=fresh, by=naming.who("unit", Role.COORDINATOR))
    assert noticing.read_contact(objection=fresh, by=naming.coordinator) == "某单位"
    assert AuditEntry.objects.filter(verb="personal.read", subject_id=str(fresh.pk)).count() == 1
    assert personal.shred_expired()["naming.objection"] == 2
    assert list(Objection.objects.order_by("pk").values_list("contact", flat=True)) == ["某单位", "", ""]
    noticing.erase_contact(objection=fresh)
    noticing.erase_contact(objection=fresh)
    assert AuditEntry.objects.filter(verb="personal.erased").count() == 1
    assert not Objection.objects.exclude(contact="").exists()


def test_the_office_is_told_once_that_a_notice_is_over(naming: Naming) -> None:
    naming.on_notice()
    told = Notice.objects.filter(key=f"naming-notice-over:{naming.batch.pk}")
    noticing.tell_when_over(naming.stand_at(date(2019, 9, 11)))
    assert told.count() == 0
    for _time in range(2):
        noticing.tell_when_over(naming.stand_at(date(2019, 9, 12)))
    assert [notice.recipient for notice in told] == [User.objects.get(pk=naming.coordinator.pk)]
    naming.batch.refresh_from_db()
    assert naming.batch.status == "on_notice"


def test_a_cancelled_batch_takes_no_objections(naming: Naming) -> None:
    application = naming.on_notice()
    with pytest.raises(Invalid):
        batches.cancel(batch=naming.batch, reason=" ", by=naming.coordinator)
    batches.cancel(batch=naming.batch, reason="标准要改", by=naming.coordinator)
    naming.batch.refresh_from_db()
    assert (naming.batch.status, naming.batch.cancel_reason) == ("cancelled", "标准要改")
    assert naming.fresh(application).status == "refused"
    with pytest.raises(WrongState, match="不在公示"):
        noticing.object_to(batch=naming.batch, application=None, text="有异议")
