"""The decision, the document, the plaque and the facts."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pdfplumber
import pytest

from tests.naming.factories import Naming, words_of
from tests.places.factories import PlaceFactory
from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.models import AuditEntry
from tongxin.common.subjects import Subject
from tongxin.facts.models import Fact, SubjectTotal
from tongxin.naming.actions import applying, deciding
from tongxin.naming.actions.deciding import years_later
from tongxin.naming.models import Application, Batch
from tongxin.naming.plaque import base_plaque_pdf
from tongxin.organisations.models import Notice
from tongxin.places.models import Place

pytestmark = pytest.mark.django_db
ADDRESS = "https://tongxin.example/places/shili-guju/"


def test_naming_issues_the_document_and_writes_the_facts_once(naming: Naming) -> None:
    application = naming.named()
    batch = Batch.objects.select_related("document").get(pk=naming.batch.pk)
    assert (batch.status, batch.concluded_on) == ("concluded", date(2019, 9, 12))
    assert (application.status, application.code) == ("named", "N-2019-02-01")
    assert (application.named_on, application.recheck_due_on) == (date(2019, 9, 12), date(2022, 9, 12))
    facts = Fact.objects.order_by("pk").values_list("kind__code", "organisation__code", "happened_on", "quantity")
    day = date(2019, 9, 12)
    assert list(facts) == [("base-named", "N", day, Decimal(1)), ("base-opened", "N1", day, Decimal(1))]
    place = Subject.of(application.place)
    totals = SubjectTotal.objects.filter(subject_kind=place.kind, subject_id=place.id)
    assert {(row.kind.code, row.total) for row in totals} == {("base-named", 1), ("base-opened", 1)}
    assert batch.document is not None
    assert (batch.document.series, batch.document.number) == ("naming", "2019年第1号")
    with pytest.raises(WrongState):
        deciding.conclude(batch=batch, by=naming.coordinator)
    assert (Fact.objects.count(), audit.verify().holds) == (2, True)
    assert Notice.objects.filter(key=f"naming-named:{application.pk}").exists()


def test_the_decision_says_what_was_decided(naming: Naming) -> None:
    naming.named()
    document = Batch.objects.select_related("document__pdf", "document__docx").get(pk=naming.batch.pk).document
    assert document is not None
    text, word = words_of(document)
    for words in (
        "关于命名第二批示例教育基地的决定",
        "市统筹办命〔2019〕1号",
        "示例故居",
        "示例东区",
        "N-2019-02-01",
        "自9月2日起公示7个工作日（至9月11日）",
        "称号自2019年9月12日起生效，有效期3年，应于2022年9月12日前复核。",
        "示例市统筹办公室2019年9月12日",
    ):
        assert words in text, words
        assert words in word or "〔" in words, words
    assert (document.title, document.subject_kind) == ("关于命名第二批示例教育基地的决定", "naming.batch")


def test_a_place_that_is_not_shown_is_named_but_not_opened(naming: Naming) -> None:
    Place.objects.update(is_public=False)
    naming.named()
    assert [fact.kind.code for fact in Fact.objects.all()] == ["base-named"]


def test_the_plaque_bears_title_place_day_and_number(naming: Naming) -> None:
    application = naming.named()
    with pdfplumber.open(io.BytesIO(base_plaque_pdf(application, ADDRESS))) as pdf:
        assert len(pdf.pages) == 1
        assert (round(pdf.pages[0].width), round(pdf.pages[0].height)) == (842, 595)
        text = pdf.pages[0].extract_text().replace(" ", "")
    for words in ("示例教育基地", "示例故居", "第二批", "2019年9月12日", "N-2019-02-01", "示例市统筹办公室", "扫一扫"):
        assert words in text, words
    assert base_plaque_pdf(application, ADDRESS) == base_plaque_pdf(application, ADDRESS)
    Application.objects.update(status="revoked")
    with pytest.raises(WrongState):
        base_plaque_pdf(naming.fresh(application), ADDRESS)


def test_the_document_waits_for_every_decision(naming: Naming) -> None:
    application = naming.on_notice()
    naming.stand_at(date(2019, 9, 11))
    with pytest.raises(WrongState, match="公示到2019年9月11日才结束"):
        deciding.conclude(batch=naming.batch, by=naming.coordinator)
    naming.stand_at(date(2019, 9, 12))
    with pytest.raises(Invalid, match="还没有决定：示例故居"):
        deciding.conclude(batch=naming.batch, by=naming.coordinator)
    with pytest.raises(Invalid) as refused:
        deciding.refuse(application=naming.fresh(application), reason="  ", by=naming.coordinator)
    assert refused.value.field == "reason"
    deciding.refuse(application=naming.fresh(application), reason="不开放", by=naming.coordinator)
    with pytest.raises(Invalid, match="没有决定命名的场所"):
        deciding.conclude(batch=naming.batch, by=naming.coordinator)
    naming.batch.refresh_from_db()
    assert (naming.batch.status, naming.batch.document, Fact.objects.count()) == ("on_notice", None, 0)


def test_who_applied_does_not_decide_even_as_a_coordinator(naming: Naming) -> None:
    Place.objects.update(owner=naming.office)
    naming.place.refresh_from_db()
    application = naming.submitted_by(naming.coordinator)
    with pytest.raises(NotAllowed):
        deciding.refuse(application=application, reason="不行", by=naming.coordinator)
    Application.objects.update(status="on_notice")
    Batch.objects.update(
        status="on_notice",
        notice_starts_on=date(2019, 9, 2),
        notice_ends_on=date(2019, 9, 11),
        shown_as_of=date(2019, 9, 12),
    )
    before = AuditEntry.objects.count()
    with pytest.raises(NotAllowed):
        deciding.approve(application=naming.fresh(application), reason="很好", by=naming.coordinator)
    assert (naming.fresh(application).status, AuditEntry.objects.count()) == ("on_notice", before)


def test_a_decision_is_taken_back_before_the_document(naming: Naming) -> None:
    application = naming.approved()
    assert (application.decision, application.decided_on) == ("符合标准（示例）", date(2019, 9, 12))
    deciding.reconsider(application=application, reason="看错了", by=naming.coordinator)
    row = naming.fresh(application)
    assert (row.status, row.decision, row.decided_on, row.decided_by) == ("on_notice", "", None, None)


def test_years_later() -> None:
    assert years_later(date(2019, 9, 12), 3) == date(2022, 9, 12)
    assert years_later(date(2020, 2, 29), 1) == date(2021, 2, 28)


def test_numbers_go_on_and_lapsed_drafts_end(naming: Naming) -> None:
    draft = applying.start(batch=naming.batch, place=PlaceFactory(owner=naming.east), by=naming.applicant)
    application: Any = naming.named()
    assert naming.fresh(draft).status == "withdrawn"
    assert deciding._codes(naming.batch, 2) == ["N-2019-02-02", "N-2019-02-03"]
    assert application.code == "N-2019-02-01"
