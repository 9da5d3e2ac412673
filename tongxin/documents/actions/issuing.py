"""Issuing a document that the system makes: both forms typeset, kept for good, under the next number of its series."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.errors import Conflict, NotAllowed
from tongxin.common.files import actions as files
from tongxin.common.subjects import Subject
from tongxin.documents import rules
from tongxin.documents.models import IssuedDocument
from tongxin.documents.typesetting import DocumentNumber, OfficialDocument, to_docx, to_pdf
from tongxin.organisations.models import Unit

Series = IssuedDocument.Series

# What stands between an office's short name and 〔year〕 in a document number. A briefing has an issue instead.
NUMBER_WORDS = {Series.SUPERVISION: "督", Series.PROGRESS_TABLE: "表", Series.YEAR_REPORT: "报", Series.NAMING: "命"}


@dataclass(frozen=True)
class Typeset:
    """A document in both forms, with the number that stands in it."""

    serial: int
    docx: bytes
    pdf: bytes


def issue(
    *,
    owner: Unit,
    series: str,
    year: int,
    title: str,
    issued_on: date,
    subject: Subject,
    document: OfficialDocument,
    by: Any,
    serial: int | None = None,
) -> IssuedDocument:
    """Issue a document under the next number of the owner's series and year; what is issued never changes.

    The number is put into `document` and typeset before the transaction; in the rare case that somebody else took it in
    between, it is typeset once more while the series is locked. So numbers have no gaps and none comes twice.
    `serial` is for what was numbered before it became paper (a supervision notice). `by` None is the system, finishing
    what somebody with the right began.
    Raises NotAllowed unless `by` coordinates for the owner; Conflict when a given `serial` was issued before.
    """
    if by is not None and not rules.may_issue(by, owner):
        raise NotAllowed(_("只有“%(owner)s”或其上级的协调员可以用它的名义发文。") % {"owner": owner})
    series = Series(series)
    typeset = _typeset(document, owner, series, year, serial or _next_serial(owner, series, year))
    with transaction.atomic():
        Unit.objects.select_for_update(no_key=True).get(pk=owner.pk)
        wanted = serial or _next_serial(owner, series, year)
        if serial and IssuedDocument.objects.filter(owner=owner, series=series, year=year, serial=serial).exists():
            raise Conflict(_("这个文号已经发过文了。请刷新页面查看。"))
        if typeset.serial != wanted:
            typeset = _typeset(document, owner, series, year, wanted)
        issued = IssuedDocument.objects.create(
            owner=owner,
            series=series,
            year=year,
            serial=wanted,
            title=title,
            issued_on=issued_on,
            subject_kind=subject.kind,
            subject_id=subject.id,
            docx=_keep(typeset.docx, f"{title}.docx", by),
            pdf=_keep(typeset.pdf, f"{title}.pdf", by),
            issued_by_id=getattr(by, "pk", None),
        )
        audit.record(
            by,
            "document.issued",
            issued,
            series=str(series.value),
            number=issued.number,
            title=title,
            docx=issued.docx.sha256,
            pdf=issued.pdf.sha256,
        )
    return issued


def numbered(document: OfficialDocument, owner: Unit, series: str, year: int, serial: int) -> OfficialDocument:
    """The document with its number in the place where its layout shows one."""
    if series == Series.BRIEFING:
        return replace(document, issue=serial)
    return replace(document, number=DocumentNumber(f"{owner.brief}{NUMBER_WORDS[Series(series)]}", year, serial))


def _typeset(document: OfficialDocument, owner: Unit, series: str, year: int, serial: int) -> Typeset:
    final = numbered(document, owner, series, year, serial)
    return Typeset(serial, to_docx(final), to_pdf(final))


def _next_serial(owner: Unit, series: str, year: int) -> int:
    last = IssuedDocument.objects.filter(owner=owner, series=series, year=year).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1


def _keep(content: bytes, name: str, by: Any) -> Any:
    # A stroke in a title is no folder.
    return files.store(upload=File(BytesIO(content), name=name.replace("/", "／")), by=by)
