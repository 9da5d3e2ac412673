"""A batch as a board: its applications by step, and what each waits for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.common.clock.wording import plain_day
from tongxin.naming.enums import STANDING
from tongxin.naming.enums import ApplicationStatus as A
from tongxin.naming.models import Application, Batch, Visit
from tongxin.naming.selectors.access import applications_for

COLUMNS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (gettext_lazy("填写"), (A.DRAFT,)),
    (gettext_lazy("核对材料"), (A.SUBMITTED, A.RETURNED)),
    (gettext_lazy("实地考察"), (A.VISITING, A.VISITED)),
    (gettext_lazy("公示与决定"), (A.ON_NOTICE, A.APPROVED)),
    (gettext_lazy("命名"), STANDING),
    (gettext_lazy("未命名"), (A.REFUSED, A.WITHDRAWN, A.REVOKED)),
)


@dataclass(frozen=True)
class Card:
    """An application on the board: `waits` says for whom or what, `state` is a light's."""

    application: Application
    waits: str
    state: str


@dataclass
class Step:
    """A column of the board."""

    title: str | Promise
    cards: list[Card] = field(default_factory=list)


def board(batch: Batch, user: Any) -> list[Step]:
    """The steps that have something, in order; two queries."""
    visits = Visit.objects.select_related("reviewer")
    rows = (
        applications_for(user)
        .filter(batch=batch)
        .annotate(open_objections=Count("objections", filter=Q(objections__answered_on__isnull=True), distinct=True))
        .prefetch_related("rechecks", Prefetch("visits", visits))
        .order_by("pk")
    )
    steps = [(Step(title), statuses) for title, statuses in COLUMNS]
    for row in rows:
        # The batch at hand rather than the row's own copy: its days are worked out once.
        row.batch = batch
        step = next(step for step, statuses in steps if row.status in statuses)
        step.cards.append(Card(row, waits_for(row), state_of(row)))
    return [step for step, _statuses in steps if step.cards]


def waits_for(row: Application) -> str:
    """What an application waits for, in a few words. Reads `visits` and the annotation `open_objections` if there."""
    batch, year = row.batch, row.batch.today.year
    match row.status:
        case A.DRAFT:
            return _("等单位提交，%(day)s截止") % {"day": plain_day(batch.closes_on, year=year)}
        case A.SUBMITTED:
            return _("等主办单位核对材料")
        case A.RETURNED:
            day = plain_day(row.supplement_by or batch.closes_on, year=year)
            return _("等单位补正，%(day)s截止") % {"day": day}
        case A.VISITING | A.RECHECKING:
            visits = row.present_visits
            if len(visits) < 2:
                return _("等安排两位考察人员") if row.status == A.VISITING else _("复核：等安排两位考察人员")
            return _("等核查表：已交 %(done)d 份，共 2 份") % {"done": sum(v.filled_on is not None for v in visits)}
        case A.VISITED:
            against = sum(visit.recommends is False for visit in row.present_visits)
            return _("等公示；两人意见不一或不建议，请看核查表") if against else _("等公示；两人都建议命名")
        case A.ON_NOTICE if not batch.notice_is_over:
            last = batch.last_notice_day
            return _("公示到%(day)s") % {"day": plain_day(last, year=year) if last else ""}
        case A.ON_NOTICE if getattr(row, "open_objections", 0):
            return _("有异议等答复")
        case A.ON_NOTICE:
            return _("公示期满，等决定")
        case A.APPROVED:
            return _("已同意，等印发决定")
        case A.RECHECKED:
            against = sum(visit.recommends is False for visit in row.present_visits)
            if against:
                return _("复核：等决定；两人意见不一或建议撤销，请看核查表")
            return _("复核：等决定；两人都建议保留")
        case A.NAMED:
            due = row.recheck_due_on
            return _("%(code)s，%(day)s前复核") % {"code": row.code, "day": plain_day(due, year=0) if due else ""}
        case _other:
            return row.get_status_display()


def state_of(row: Application) -> str:
    """The light beside it: late what is past its day, risk what waits for the office, done what is named."""
    batch = row.batch
    if row.status in STANDING:
        return "late" if row.is_recheck_late else "risk" if row.status == A.RECHECKED else "done"
    if row.status in (A.REFUSED, A.WITHDRAWN, A.REVOKED, A.DRAFT):
        return "idle"
    if row.status == A.RETURNED:
        return "late" if batch.today > (row.supplement_by or batch.closes_on) else "risk"
    if row.status == A.ON_NOTICE and batch.notice_is_over:
        return "risk"
    return "good"
