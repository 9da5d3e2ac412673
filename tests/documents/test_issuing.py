from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pdfplumber
import pytest
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import Settings

from tests.conftest import City
from tests.factories import UnitFactory
from tongxin.accounts.models import User
from tongxin.common import audit
from tongxin.common.errors import Conflict, NotAllowed
from tongxin.common.files import actions as files
from tongxin.common.files.models import Attachment
from tongxin.common.models import AuditEntry
from tongxin.common.subjects import Subject
from tongxin.documents.actions import issuing
from tongxin.documents.models import IssuedDocument
from tongxin.documents.typesetting import OfficialDocument, Paragraph
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit

BRIEFING = OfficialDocument(
    layout="briefing",
    issuer_mark="工作简报",
    title="三月进展情况",
    body=(Paragraph("本月走访企业二十家。"),),
    dated_on=date(2019, 4, 3),
    sample=True,
)
ABOUT = Subject("programme.programme", "7")


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def issue(owner: Unit, by: Any, **fields: Any) -> IssuedDocument:
    given: dict[str, Any] = {
        "series": "briefing",
        "year": 2019,
        "title": "三月进展情况",
        "issued_on": date(2019, 4, 3),
        "subject": ABOUT,
        "document": BRIEFING,
    }
    return issuing.issue(owner=owner, by=by, **(given | fields))


def words_of(attachment: Attachment) -> str:
    content = BytesIO(default_storage.open(attachment.storage_name).read())
    if attachment.name.endswith(".pdf"):
        with pdfplumber.open(content) as pdf:
            return "".join(page.extract_text() for page in pdf.pages).replace(" ", "")
    parts = docx.Document(content).element.body.itertext()
    return "".join(parts).replace(" ", "")


@pytest.fixture
def clerk(city: City, as_role: Callable[..., User]) -> User:
    return as_role(Role.COORDINATOR, city.office)


def test_both_forms_are_kept_with_their_number(city: City, clerk: User) -> None:
    issue(city.office, clerk)
    second = issue(city.office, clerk)
    assert (second.serial, second.number) == (2, "2019年第2期")
    assert (second.subject_kind, second.subject_id, second.issued_by_id) == (ABOUT.kind, ABOUT.id, clerk.pk)
    assert (second.docx.name, second.pdf.name) == ("三月进展情况.docx", "三月进展情况.pdf")
    assert "第2期" in words_of(second.pdf)
    assert "第2期" in words_of(second.docx)
    assert "本月走访企业二十家" in words_of(second.pdf)
    entry = AuditEntry.objects.get(verb="document.issued", subject_id=str(second.pk))
    assert entry.detail["number"] == "2019年第2期"
    assert audit.verify().holds


def test_each_owner_series_and_year_counts_for_itself(city: City, clerk: User) -> None:
    issue(city.office, clerk)
    others = [
        issue(city.districts[0], clerk),
        issue(city.office, clerk, year=2020),
        issue(city.office, clerk, series="year_report"),
    ]
    assert [other.serial for other in others] == [1, 1, 1]
    assert "市统筹办报〔2019〕1号" in str(issuing.numbered(BRIEFING, city.office, "year_report", 2019, 1).number)


def test_only_coordinators_issue(city: City, as_role: Callable[..., User]) -> None:
    for role in set(Role) - {Role.COORDINATOR}:
        with pytest.raises(NotAllowed):
            issue(city.office, as_role(role, city.office))
    with pytest.raises(NotAllowed):
        issue(city.office, as_role(Role.COORDINATOR, city.districts[0]))
    assert not IssuedDocument.objects.exists()
    assert not Attachment.objects.exists()


def test_a_given_number_is_issued_once(city: City, clerk: User) -> None:
    assert issue(city.office, None, series="supervision", serial=4).serial == 4
    with pytest.raises(Conflict):
        issue(city.office, None, series="supervision", serial=4)
    assert IssuedDocument.objects.count() == 1
    assert Attachment.objects.count() == 2


def test_a_number_taken_while_typesetting_is_not_used_twice(
    city: City, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else issues between typesetting and the transaction: the document is typeset anew with the next one."""
    real, once = issuing._typeset, []

    def slow(*arguments: Any) -> issuing.Typeset:
        typeset = real(*arguments)
        if not once:
            once.append(typeset)
            issue(city.office, clerk)
        return typeset

    monkeypatch.setattr(issuing, "_typeset", slow)
    late = issue(city.office, clerk)
    assert once[0].serial == 1
    assert late.serial == 2
    assert "第2期" in words_of(late.pdf)


def test_a_failed_issue_leaves_no_gap(city: City, clerk: User) -> None:
    with transaction.atomic():
        issue(city.office, clerk)
        transaction.set_rollback(True)
    assert not Attachment.objects.exists()
    assert issue(city.office, clerk).serial == 1


def test_the_sweep_keeps_what_was_issued(city: City, clerk: User) -> None:
    issued = issue(city.office, clerk)
    Attachment.objects.update(created_at=timezone.now() - timedelta(days=9))
    assert files.sweep(older_than=timedelta(days=1)).attachments == 0
    assert Attachment.objects.filter(pk__in=[issued.docx_id, issued.pdf_id]).count() == 2


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_clerks_at_once_get_numbers_without_gap_or_double() -> None:
    office = UnitFactory(name="示例办公室")
    start, made, wrong = threading.Barrier(4), [], []

    def work() -> None:
        try:
            start.wait()
            made.append(issue(office, None).serial)
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert wrong == []
    assert sorted(made) == [1, 2, 3, 4]
    assert (
        sorted(f"第{n}期" in words_of(d.pdf) for n, d in enumerate(IssuedDocument.objects.order_by("serial"), 1))
        == [True] * 4
    )
    assert audit.verify().holds
