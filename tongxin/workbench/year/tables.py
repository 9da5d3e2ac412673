"""The board as a spreadsheet: what the board shows under its filters, one project a row."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.common.tables import FORMS, download
from tongxin.common.tables.writing import OutValue
from tongxin.programme.imports.columns import plain_number
from tongxin.programme.selectors import access
from tongxin.programme.selectors.board import board
from tongxin.programme.selectors.progress import ProgressRow, progress_rows
from tongxin.workbench.pages import staff_page
from tongxin.workbench.year import cards
from tongxin.workbench.year.views import narrowed, programme_or_404

HEADINGS = (
    gettext_lazy("编号"),
    gettext_lazy("领域"),
    gettext_lazy("重点项目"),
    gettext_lazy("牵头单位"),
    gettext_lazy("配合单位"),
    gettext_lazy("完成时限"),
    gettext_lazy("阶段目标"),
    gettext_lazy("目标期限"),
    gettext_lazy("进展情况"),
    gettext_lazy("主要指标"),
    gettext_lazy("现值"),
    gettext_lazy("目标值"),
    gettext_lazy("计量单位"),
    gettext_lazy("全部指标"),
    gettext_lazy("灯"),
    gettext_lazy("灯的说明"),
    gettext_lazy("依据"),
)


@staff_page
def table(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """The file. What units reported stands in it as far as this person may read reports."""
    known = next((known for known in FORMS if known == form), None)
    if known is None:
        raise Http404
    programme = programme_or_404(request, pk)
    whole = board(programme, narrowed(request.GET, programme.projects.all()))
    rows = progress_rows(whole, access.visible_reports(request.user))
    light = request.GET.get("light", "")
    shown = (row for row in rows.values() if not light or row.card.light.state == light)
    name = _("%(programme)s 进展情况表") % {"programme": programme.name}
    return download(name, HEADINGS, _cells(shown), known)


def _cells(rows: Iterator[ProgressRow]) -> Iterator[list[OutValue]]:
    for row in rows:
        card, project, goal = row.card, row.card.project, row.goal
        headline = card.headline
        yield [
            project.code,
            project.area.title,
            project.title,
            project.lead_unit.name,
            "、".join(card.supporting),
            project.due_on,
            f"{goal.label} {goal.text}" if goal else None,
            goal.due_on if goal else None,
            row.said,
            headline.indicator.name if headline else None,
            plain_number(headline.value or Decimal(0)) if headline else None,
            plain_number(headline.indicator.target) if headline else None,
            headline.indicator.unit if headline else None,
            "；".join(f"{item.indicator.name} {cards.figure(item)}" for item in card.measured),
            str(card.light.label),
            card.light.words,
            "\n".join(reason.found for reason in card.light.reasons),
        ]
