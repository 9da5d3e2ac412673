"""A title is looked at again every so many years: two visits, then kept, or revoked with the reason."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.common.clock.wording import plain_day
from tongxin.common.errors import WrongState
from tongxin.common.subjects import Subject
from tongxin.facts.actions import record
from tongxin.facts.kinds import ensure_kinds
from tongxin.naming import telling
from tongxin.naming.actions.deciding import issue_decision, years_later
from tongxin.naming.actions.locking import locked_application
from tongxin.naming.actions.reasons import whole
from tongxin.naming.enums import ApplicationStatus, Outcome
from tongxin.naming.models import Application, Recheck
from tongxin.naming.papers import revoking_paper
from tongxin.naming.workflows import APPLICATION


def start(*, application: Application, by: Any) -> Recheck:
    """Look at a title again: two reviewers are to be asked to visit, as they were for the naming.

    Raises NotAllowed, WrongState earlier than 90 days before it is due.
    """
    with transaction.atomic():
        row = locked_application(application)
        APPLICATION.move(row, "start_recheck", by=by)
        due, today = row.recheck_due_on or row.batch.today, row.batch.today
        if not row.is_recheck_open:
            raise WrongState(_("复核期限是%(day)s，提前 90 天之内才能复核。") % {"day": plain_day(due, year=0)})
        found = Recheck.objects.create(application=row, due_on=due, started_on=today)
        telling.tell_unit(
            row.place.owner,
            batch=row.batch,
            key=f"naming-recheck-started:{found.pk}",
            title=_("开始复核，将实地考察：%(place)s") % {"place": row.place.name},
            body=_("考察人员按命名时的核查表逐项看。"),
            link=telling.link("application", row.pk),
        )
    application.status = row.status
    return found


def keep(*, application: Application, reason: str, by: Any) -> Recheck:
    """The title stands until the next re-check. Raises NotAllowed, WrongState before both checklists are in, Invalid."""
    with transaction.atomic():
        row = locked_application(application)
        due, today = row.recheck_due_on, row.batch.today
        # From the day it was due, so that who is looked at early does not lose the days; late ones count from today.
        coming = years_later(max(due, today) if due else today, row.batch.recheck_years)
        APPLICATION.move(row, "keep", by=by, note=reason, recheck_due_on=coming)
        found = _decide(row, Outcome.KEPT, reason, by)
        telling.tell_unit(
            row.place.owner,
            batch=row.batch,
            key=f"naming-kept:{row.pk}:{coming}",
            title=_("复核合格，保留称号：%(place)s") % {"place": row.place.name},
            body=reason.strip(),
            link=telling.link("application", row.pk),
        )
    application.status, application.recheck_due_on = row.status, row.recheck_due_on
    return found


def revoke(*, application: Application, reason: str, by: Any) -> Recheck:
    """Take the title back, at any time; the decision is issued as a document.

    Raises NotAllowed, WrongState, Invalid without a reason or for one of more than 500 characters.
    """
    with transaction.atomic():
        row = locked_application(application)
        today = row.batch.today
        APPLICATION.move(row, "revoke", by=by, note=reason)
        found = _decide(row, Outcome.REVOKED, reason, by)
        paper = revoking_paper(row, found.reason)
        found.document = issue_decision(paper, batch=row.batch, subject=Subject.of(row), by=by)
        found.save(update_fields=["document"])
        record(
            kind=ensure_kinds()["base-revoked"],
            quantity=Decimal(1),
            organisation=row.batch.owner,
            happened_on=today,
            place=row.place.name[:120],
            summary=f"{row.place.name}不再是{row.batch.title}{'（示例）' if row.batch.is_sample else ''}"[:500],
            source=Subject.of(row),
            source_key=f"naming:{row.pk}:revoked",
            subjects=[Subject.of(row.place), Subject.of(row.batch)],
            by=by,
            today=today,
        )
        telling.tell_unit(
            row.place.owner,
            batch=row.batch,
            key=f"naming-revoked:{row.pk}",
            title=_("称号已撤销：%(place)s") % {"place": row.place.name},
            body=reason.strip(),
            link=telling.link("application", row.pk),
        )
    application.status = row.status
    return found


def remind(application: Application) -> bool:
    """Tell unit and office that a re-check comes near, or is overdue; once each. Says whether it was time. Daily job."""
    is_late = application.is_recheck_late
    if not is_late and (application.status != ApplicationStatus.NAMED or not application.is_recheck_open):
        return False
    due = application.recheck_due_on
    words = _("复核已过期限：%(place)s") if is_late else _("将到复核期限：%(place)s")
    title = words % {"place": application.place.name}
    body = _("期限：%(day)s。") % {"day": plain_day(due, year=0) if due else ""}
    key = f"naming-recheck:{application.pk}:{due}:{'late' if is_late else 'soon'}"
    there = telling.link("application", application.pk)
    with transaction.atomic():
        telling.tell_office(application.batch, key=key, title=title, body=body, link=there)
        unit = application.place.owner
        telling.tell_unit(unit, batch=application.batch, key=key, title=title, body=body, link=there)
    return True


def _decide(row: Application, outcome: Outcome, reason: str, by: Any) -> Recheck:
    """Put the outcome into the re-check that is under way, or into one of its own where a title ends out of turn.

    Raises Invalid for a reason that is too long: it is published word for word, and never cut.
    """
    reason, today = whole(reason), row.batch.today
    found = row.open_recheck or Recheck(application=row, due_on=row.recheck_due_on or today)
    found.outcome, found.reason, found.done_on, found.by = outcome, reason, today, by
    found.save()
    return found
