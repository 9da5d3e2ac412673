"""What a report may say in figures: checked when it is saved, so that an accepted report can always become facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from tongxin.common.clock.wording import plain_day
from tongxin.common.errors import Invalid
from tongxin.facts import validators
from tongxin.facts.models import FactKind
from tongxin.programme.models import Indicator, Report
from tongxin.programme.selectors.indicators import REPORTED_VALUE


@dataclass(frozen=True)
class Figure:
    """A figure as it was entered: for an `indicator` of the project, or a fact of another `kind`.

    `quantity` is in the indicator's or the kind's unit. Without `happened_on` it counts on the last day of the period
    that has come.
    """

    quantity: Decimal
    indicator: Indicator | None = None
    kind: FactKind | None = None
    happened_on: date | None = None
    place: str = ""
    summary: str = ""


@dataclass(frozen=True)
class Checked:
    """A figure that can become a fact."""

    kind: FactKind
    quantity: Decimal
    happened_on: date
    indicator: Indicator | None
    place: str
    summary: str


def last_day(report: Report, today: date) -> date:
    """The last day of a report's period, or today while the period runs."""
    return min(report.period_ends, today)


def check_all(report: Report, figures: Iterable[Figure]) -> list[Checked]:
    """Check every figure of a report; zero means nothing to tell and is left out.

    Raises Invalid with `field` "figures.N" (N from 0, in the order given).
    """
    by_hand: FactKind | None = None
    today = report.project.programme.today
    checked = []
    for number, figure in enumerate(figures):
        if figure.quantity == 0:
            continue
        kind = figure.kind
        if figure.indicator is not None:
            if figure.indicator.project_id != report.project_id:
                raise _wrong(number, _("这个指标不属于本项目。请刷新页面后再填。"))
            if figure.indicator.is_by_hand:
                by_hand = by_hand or FactKind.objects.get(code=REPORTED_VALUE)
                kind = by_hand
            else:
                kind = figure.indicator.kind
        if kind is None:
            raise _wrong(number, _("请选这个数字是哪一种实绩。"))
        happened_on = figure.happened_on or last_day(report, today)
        if not report.period_starts <= happened_on <= last_day(report, today):
            raise _wrong(
                number,
                _("日期要在本期之内（%(starts)s至%(ends)s）。别期的事请填在那一期。")
                % {"starts": plain_day(report.period_starts), "ends": plain_day(last_day(report, today))},
            )
        try:
            validators.check_kind(kind)
            validators.check_quantity(kind, figure.quantity)
            validators.check_texts(figure.place, figure.summary)
        except Invalid as refusal:
            raise _wrong(number, refusal.message) from refusal
        if len(figure.summary) > 200:
            raise _wrong(number, _("说明最多 200 个字，请精简。"))
        if figure.quantity != round(figure.quantity, 2):
            raise _wrong(number, _("数量最多两位小数。"))
        checked.append(Checked(kind, figure.quantity, happened_on, figure.indicator, figure.place, figure.summary))
    return checked


def _wrong(number: int, message: object) -> Invalid:
    return Invalid(str(message), field=f"figures.{number}")
