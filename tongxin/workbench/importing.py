"""Things from a spreadsheet: one page for all of them. Every wrong cell is listed, and nothing is taken in until it is right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.common.errors import Refusal
from tongxin.common.files.packages import MOST_TABLE_BYTES
from tongxin.common.tables import CellError, TakenIn, WrongCells


class ImportForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("表格"), help_text=gettext_lazy("Excel 或 CSV；列与“导出”的文件相同。"))


@dataclass(frozen=True)
class ImportWords:
    """What the page says: its title and how rows are taken, where it leads back to, where an empty table is."""

    title: str
    under: str
    back: str
    back_label: str
    template: str = ""


def import_page(
    request: HttpRequest, form: forms.Form, words: ImportWords, take: Callable[[bytes, str, dict[str, Any]], TakenIn]
) -> HttpResponse:
    """Show the form; `take` is given the file, its name and what else the form holds."""
    errors: list[CellError] = []
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            done = take(upload.read(MOST_TABLE_BYTES + 1), upload.name, form.cleaned_data)
        except WrongCells as wrong:
            errors = wrong.errors
            form.add_error(None, str(wrong))
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            told = _("导入完成：新登记 %(added)d 处，修改 %(changed)d 处，没有变化 %(unchanged)d 处。")
            counts = {"added": done.added, "changed": done.changed, "unchanged": done.unchanged}
            messages.success(request, told % counts)
            return HttpResponseRedirect(words.back)
    return render(request, "workbench/import.html", {"form": form, "errors": errors, "words": words})
