from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.utils import timezone

from tests.facts.factories import (
    DAY,
    OTHER_PROJECT,
    PROGRAMME,
    PROJECT,
    REPORT,
    make_attachment,
    make_fact,
    make_kind,
    make_unit,
    make_user,
    new_fact,
)
from tests.facts.ledger import kept, recounted
from tongxin.common import audit
from tongxin.common.errors import Conflict, Invalid, WrongState
from tongxin.common.files.references import ids_in_use
from tongxin.common.models import AuditEntry
from tongxin.common.subjects import Subject
from tongxin.facts.actions import correct, count_also_for, rebuild_totals, record
from tongxin.facts.models import Fact, FactEvidence, FactSubject, MonthlyTotal, SubjectTotal
from tongxin.organisations.enums import Role

pytestmark = pytest.mark.django_db


def test_a_fact_is_written_with_its_subjects_evidence_totals_and_audit_row() -> None:
    unit, kind, user, file = make_unit(), make_kind(decimals=2, unit="元"), make_user(), make_attachment()
    fact = record(
        kind=kind,
        quantity=Decimal("1234567.89"),
        organisation=unit,
        happened_on=DAY,
        place="示例路 1 号",
        summary="拨付项目资金",
        source=REPORT,
        source_key="report:1:yuan",
        subjects=[PROJECT, PROGRAMME, PROJECT],
        evidence=[file, file],
        by=user,
    )
    fact = Fact.objects.get(pk=fact.pk)
    assert (fact.quantity, fact.happened_on, fact.place, fact.summary) == (
        Decimal("1234567.89"),
        DAY,
        "示例路 1 号",
        "拨付项目资金",
    )
    assert (fact.source, fact.source_key, fact.recorded_by_id) == (REPORT, "report:1:yuan", user.pk)
    assert sorted(row.subject for row in fact.subjects.all()) == [PROGRAMME, PROJECT]
    assert [row.attachment_id for row in fact.evidence.all()] == [file]
    entry = AuditEntry.objects.get(verb="fact.recorded")
    assert (entry.actor_id, entry.subject_id, entry.detail["quantity"]) == (user.pk, str(fact.pk), "1234567.89")
    cells = {(row.subject_kind, row.subject_id): row for row in SubjectTotal.objects.all()}
    assert set(cells) == {
        ("organisations.unit", str(unit.pk)),
        ("tests.project", "1"),
        ("tests.programme", "1"),
    }
    for row in cells.values():
        assert (row.count, row.total) == (1, Decimal("1234567.89"))
        assert (row.latest_quantity, row.latest_on, row.latest_fact_id) == (Decimal("1234567.89"), DAY, fact.pk)
    assert set(MonthlyTotal.objects.values_list("month", "count", "total", "organisation_id")) == {
        (date(2019, 5, 1), 1, Decimal("1234567.89"), unit.pk)
    }
    assert kept() == recounted()
    assert audit.verify().holds


def test_the_same_source_recorded_twice_gives_the_same_fact_once() -> None:
    unit, kind = make_unit(), make_kind()
    first = make_fact(kind=kind, organisation=unit, source_key="report:1:held", quantity=Decimal(3))
    second = make_fact(kind=kind, organisation=unit, source_key="report:1:held", quantity=Decimal(3))
    assert second == first
    assert Fact.objects.count() == 1
    assert SubjectTotal.objects.get(subject_kind="tests.project").total == 3


def test_the_same_source_with_another_content_is_a_conflict_and_changes_nothing() -> None:
    unit, kind = make_unit(), make_kind()
    make_fact(kind=kind, organisation=unit, source_key="report:1:held", quantity=Decimal(3))
    before = kept()
    with pytest.raises(Conflict, match="这件事已经记过实绩（2019-05-17，3）"):
        make_fact(kind=kind, organisation=unit, source_key="report:1:held", quantity=Decimal(4))
    assert kept() == before
    assert Fact.objects.count() == 1


def test_facts_without_a_source_key_are_all_recorded() -> None:
    unit, kind = make_unit(), make_kind()
    make_fact(kind=kind, organisation=unit)
    make_fact(kind=kind, organisation=unit)
    assert SubjectTotal.objects.get(subject_kind="tests.project").count == 2


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"quantity": Decimal(0)}, "quantity", "数量不能是 0"),
        ({"quantity": Decimal("NaN")}, "quantity", "数量要填数字"),
        ({"quantity": Decimal("Infinity")}, "quantity", "数量要填数字"),
        ({"quantity": Decimal("1.5")}, "quantity", "要填整数，不能是 1.5"),
        ({"quantity": Decimal("100000000001")}, "quantity", "单笔不超过 100,000,000,000"),
        ({"quantity": Decimal("-1E+30")}, "quantity", "太大"),
        ({"place": "街" * 121}, "place", "文字有 121 个字，最多 120 个字"),
        ({"summary": "文" * 501}, "summary", "最多 500 个字"),
        ({"summary": "文\x00"}, "summary", "控制字符"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_field(fields: dict[str, object], field: str, message: str) -> None:
    with pytest.raises(Invalid, match=message) as refusal:
        make_fact(**fields)
    assert refusal.value.field == field
    assert Fact.objects.count() == SubjectTotal.objects.count() == AuditEntry.objects.count() == 0


def test_decimals_must_fit_the_kind() -> None:
    yuan = make_kind(decimals=2, unit="元", name="拨付资金")
    assert make_fact(kind=yuan, quantity=Decimal("0.01")).quantity == Decimal("0.01")
    with pytest.raises(Invalid, match=r"“拨付资金”最多 2 位小数，不能是 0\.001"):
        make_fact(kind=yuan, quantity=Decimal("0.001"))


def test_an_inactive_kind_and_a_closed_unit_are_refused() -> None:
    with pytest.raises(Invalid, match="“旧种类”已停用") as refusal:
        make_fact(kind=make_kind(name="旧种类", is_active=False))
    assert refusal.value.field == "kind"
    with pytest.raises(Invalid, match="“示例旧局”已撤销") as refusal:
        make_fact(organisation=make_unit("示例旧局", closed_on=date(2018, 12, 31)))
    assert refusal.value.field == "organisation"


def test_the_future_is_refused_unless_a_sample_year_says_what_today_is() -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Invalid, match="还没有到") as refusal:
        make_fact(happened_on=tomorrow)
    assert refusal.value.field == "happened_on"
    assert make_fact(happened_on=tomorrow, today=tomorrow).happened_on == tomorrow
    assert make_fact(happened_on=timezone.localdate()).pk


def test_evidence_must_be_a_stored_file_and_is_kept_with_the_ledger() -> None:
    with pytest.raises(Invalid, match="有 1 个证明材料已找不到") as refusal:
        make_fact(evidence=(make_attachment(), UUID(int=1)))
    assert refusal.value.field == "evidence"
    assert Fact.objects.count() == 0
    file = make_attachment()
    make_fact(evidence=(file,))
    assert file in ids_in_use()


def test_a_unit_is_no_subject_because_it_counts_by_itself() -> None:
    with pytest.raises(ValueError, match="by itself"):
        make_fact(subjects=(Subject("organisations.unit", "1"),))


def test_a_fact_counts_for_another_subject_later_and_once() -> None:
    unit, kind = make_unit(), make_kind()
    fact = make_fact(kind=kind, organisation=unit, quantity=Decimal(4))
    assert count_also_for(fact=fact, subject=OTHER_PROJECT, by=None) is True
    assert count_also_for(fact=fact, subject=OTHER_PROJECT, by=None) is False
    row = SubjectTotal.objects.get(subject_kind="tests.project", subject_id="2")
    assert (row.count, row.total, row.latest_fact) == (1, Decimal(4), fact)
    unit_row = SubjectTotal.objects.get(subject_kind="organisations.unit")
    assert (unit_row.count, unit_row.total) == (1, Decimal(4))
    assert AuditEntry.objects.filter(verb="fact.counted_also").count() == 1
    assert kept() == recounted()


def test_a_fact_that_was_taken_back_counts_for_nothing_more() -> None:
    unit = make_unit()
    fact = make_fact(organisation=unit)
    counter = correct(fact=fact, quantity=None, reason="重复", by=make_user(Role.REPORTER, unit)).counter
    for entry in (fact, counter):
        with pytest.raises(WrongState, match="已被更正"):
            count_also_for(fact=entry, subject=OTHER_PROJECT, by=None)
    assert not SubjectTotal.objects.filter(subject_id="2").exists()


def test_the_latest_is_the_one_that_happened_last() -> None:
    unit, kind = make_unit(), make_kind()
    late = make_fact(kind=kind, organisation=unit, happened_on=date(2019, 6, 1), quantity=Decimal(60))
    make_fact(kind=kind, organisation=unit, happened_on=date(2019, 3, 1), quantity=Decimal(30))
    row = SubjectTotal.objects.get(subject_kind="tests.project")
    assert (row.count, row.total, row.latest_quantity, row.latest_fact) == (2, Decimal(90), Decimal(60), late)
    same_day = make_fact(kind=kind, organisation=unit, happened_on=date(2019, 6, 1), quantity=Decimal(61))
    row.refresh_from_db()
    assert (row.latest_quantity, row.latest_fact) == (Decimal(61), same_day)


def test_sums_of_large_amounts_with_small_parts_are_exact() -> None:
    unit, kind = make_unit(), make_kind(decimals=6)
    for _number in range(3):
        make_fact(kind=kind, organisation=unit, quantity=Decimal("99999999999.100001"))
    make_fact(kind=kind, organisation=unit, quantity=Decimal("-0.000001"))
    assert SubjectTotal.objects.get(subject_kind="tests.project").total == Decimal("299999999997.300002")
    assert kept() == recounted()


def test_rebuilding_mends_totals_that_were_changed_by_hand() -> None:
    unit, kind = make_unit(), make_kind()
    make_fact(kind=kind, organisation=unit, quantity=Decimal(2), subjects=(PROJECT, PROGRAMME))
    right = kept()
    MonthlyTotal.objects.update(total=99)
    SubjectTotal.objects.filter(subject_kind="tests.programme").delete()
    SubjectTotal.objects.update(count=5, latest_fact=None, latest_on=None)
    assert rebuild_totals(PROJECT) == 2
    assert SubjectTotal.objects.get(subject_kind="tests.project").count == 1
    assert SubjectTotal.objects.get(subject_kind="organisations.unit").count == 5
    assert rebuild_totals() == 6
    assert kept() == right == recounted()
    assert AuditEntry.objects.filter(verb="fact.totals_rebuilt").count() == 2


def test_an_action_that_fails_half_way_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_self: object) -> None:
        raise OSError("disk full")

    new = new_fact(evidence=(make_attachment(),))
    monkeypatch.setattr("tongxin.facts.totals.Changes.apply", broken)
    with pytest.raises(OSError, match="disk full"):
        make_fact(kind=new.kind, organisation=new.organisation, evidence=new.evidence)
    for model in (Fact, FactSubject, FactEvidence, SubjectTotal, MonthlyTotal, AuditEntry):
        assert model._default_manager.count() == 0
