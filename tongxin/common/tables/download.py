"""A table as a file to save."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.functional import Promise
from django.utils.http import content_disposition_header

from tongxin.common import clock
from tongxin.common.files.kinds import CSV, XLSX
from tongxin.common.tables.writing import OutValue, SheetOut, write_csv, write_workbook

Form = Literal["xlsx", "csv"]
FORMS: tuple[Form, ...] = ("xlsx", "csv")


def download(
    name: str | Promise, headings: Sequence[str | Promise], rows: Iterable[Sequence[OutValue]], form: Form
) -> HttpResponseBase:
    """The response that saves a table under its name and today's date. Raises UnwritableCell for what .xlsx refuses."""
    response: HttpResponseBase
    if form == "csv":
        response = StreamingHttpResponse(write_csv(headings, rows), content_type=f"{CSV.content_type}; charset=utf-8")
    else:
        response = HttpResponse(write_workbook([SheetOut(name, headings, rows)]), XLSX.content_type)
    file_name = f"{name} {clock.today().isoformat()}.{form}"
    response["Content-Disposition"] = content_disposition_header(True, file_name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
