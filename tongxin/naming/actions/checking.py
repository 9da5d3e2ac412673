"""The office checks whether an application is complete: back to the unit with what is missing, or on to the visits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.common import audit, clock
from tongxin.common.clock.wording import plain_day
from tongxin.common.errors import Invalid
from tongxin.naming import telling
from tongxin.naming.actions.locking import locked_application
from tongxin.naming.actions.reasons import whole
from tongxin.naming.models import Application
from tongxin.naming.workflows import APPLICATION

SUPPLEMENT_DAYS = 5
"""Working days that a unit has to add what is missing."""
LONGEST = 300


def send_back(*, application: Application, lacks: Mapping[int, str], reason: str, by: Any) -> Application:
    """Send it back with what is missing, item by item (`lacks` by the answer's id; empty where nothing is).

    The unit has five working days, and at least until the window closes. Raises NotAllowed, WrongState, Invalid where
    nothing is said to be missing.
    """
    reason = reason.strip()
    with transaction.atomic():
        row = locked_application(application)
        wanted = {pk: text.strip() for pk, text in lacks.items() if text.strip()}
        for pk, text in wanted.items():
            if len(text) > LONGEST:
                raise Invalid(_("最多 %(most)d 个字，请精简。") % {"most": LONGEST}, field=f"lacks-{pk}")
        answers = {answer.pk: answer for answer in row.answers.select_related("criterion")}
        named = [answers[pk].criterion.title for pk in wanted if pk in answers]
        words = reason or (_("请补：%(list)s。") % {"list": _("、").join(named)} if named else "")
        if not words:
            raise Invalid(_("请写明还缺什么：在缺的那一项下面写，或写在退回说明里。"), field="reason")
        today = row.batch.today
        supplement_by = clock.add_working_days(today, SUPPLEMENT_DAYS).due
        APPLICATION.move(
            row,
            "send_back",
            by=by,
            note=words,
            return_reason=whole(words),
            supplement_by=max(supplement_by, row.batch.closes_on),
        )
        for answer in answers.values():
            answer.lacks = wanted.get(answer.pk, "")
            answer.save(update_fields=["lacks"])
        audit.record(by, "naming_application.found_lacking", row, items=named)
        telling.tell_unit(
            row.place.owner,
            batch=row.batch,
            key=f"naming-returned:{row.pk}:{row.version}:{today}",
            title=_("申报请补正：%(place)s") % {"place": row.place.name},
            body=_("%(reason)s请于%(day)s前再提交。")
            % {"reason": words, "day": plain_day(row.supplement_by, year=today.year) if row.supplement_by else ""},
            link=telling.link("application", row.pk),
        )
    application.status = row.status
    return row


def pass_check(*, application: Application, by: Any) -> Application:
    """Everything is there: on to the visits. Raises NotAllowed, WrongState."""
    with transaction.atomic():
        row = locked_application(application)
        APPLICATION.move(row, "pass_check", by=by)
        row.answers.exclude(lacks="").update(lacks="")
        telling.tell_unit(
            row.place.owner,
            batch=row.batch,
            key=f"naming-checked:{row.pk}",
            title=_("材料齐全，将实地考察：%(place)s") % {"place": row.place.name},
            link=telling.link("application", row.pk),
        )
    application.status = row.status
    return row
