"""The public notice: begun once for the whole batch, objections while it runs, an answer to each."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.common import audit, clock
from tongxin.common.clock.wording import plain_day
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.naming import rules, telling
from tongxin.naming.actions.locking import locked_batch
from tongxin.naming.enums import ApplicationStatus, BatchStatus
from tongxin.naming.models import Application, Batch, Objection
from tongxin.naming.workflows import APPLICATION, BATCH, UNDER_REVIEW

LONGEST = 2000


def start_notice(*, batch: Batch, by: Any) -> Batch:
    """Put all that were visited on public notice, from the next working day on, for the batch's number of them.

    Drafts that nobody handed in lapse. Raises NotAllowed; WrongState before the window is over; Invalid while something
    waits for a check or a visit, or where nothing is left to put on notice.
    """
    with transaction.atomic():
        row = locked_batch(batch)
        today = row.today
        if row.status == BatchStatus.OPEN and today <= row.closes_on and rules.may_coordinate(by, row):
            raise WrongState(
                _("申报到%(day)s才截止，之后才能公示。") % {"day": plain_day(row.closes_on, year=today.year)}
            )
        deadline = clock.add_working_days(today, row.notice_days)
        BATCH.move(row, "start_notice", by=by, notice_starts_on=today, notice_ends_on=deadline.due)
        applications = list(Application.objects.filter(batch=row).select_related("place__owner", "batch__owner"))
        waiting = [one.place.name for one in applications if one.status in UNDER_REVIEW]
        if waiting:
            raise Invalid(_("还有申报没有审完：%(list)s。请先审完，或决定不予命名。") % {"list": _("、").join(waiting)})
        shown = [one for one in applications if one.status == ApplicationStatus.VISITED]
        if not shown:
            raise Invalid(_("没有可以公示的场所。都不命名的，请取消这一批。"))
        for one in applications:
            if one.status == ApplicationStatus.DRAFT:
                APPLICATION.move(one, "lapse", by=by)
        for one in shown:
            APPLICATION.move(one, "put_on_notice", by=by)
            telling.tell_unit(
                one.place.owner,
                batch=row,
                key=f"naming-on-notice:{one.pk}",
                title=_("开始公示：%(place)s") % {"place": one.place.name},
                body=_("公示到%(day)s。") % {"day": plain_day(deadline.due, year=today.year)},
                link=telling.link("application", one.pk),
            )
    batch.status, batch.notice_starts_on, batch.notice_ends_on = row.status, row.notice_starts_on, row.notice_ends_on
    return row


def object_to(*, batch: Batch, application: Application | None, text: str, contact: str = "") -> Objection:
    """Take in an objection from the public; `application` None is against the batch as a whole.

    Raises WrongState outside the notice, Invalid with the field.
    """
    text, contact = text.strip(), " ".join(contact.split())
    with transaction.atomic():
        row = locked_batch(batch)
        if not row.takes_objections:
            last = row.last_notice_day
            if row.status == BatchStatus.ON_NOTICE and last is not None:
                raise WrongState(_("公示已于%(day)s结束，不再接收异议。") % {"day": plain_day(last, year=0)})
            raise WrongState(_("这一批现在不在公示，不接收异议。"))
        if not text:
            raise Invalid(_("请写明对哪一点有异议，依据是什么。"), field="text")
        if len(text) > LONGEST:
            raise Invalid(_("最多 %(most)d 个字，请精简。") % {"most": LONGEST}, field="text")
        if len(contact) > 100:
            raise Invalid(_("联系方式最多 100 个字。"), field="contact")
        if application is not None and (
            application.batch_id != row.pk or application.status != ApplicationStatus.ON_NOTICE
        ):
            raise Invalid(_("请从公示的场所里选一处。"), field="application")
        objection = Objection.objects.create(
            batch=row,
            application=application,
            text=text,
            contact=contact,
            receipt=secrets.token_hex(8),
            received_on=row.today,
        )
        # What was written and how to reach the writer stay out of the trail, which is kept for good.
        audit.record(None, "naming_objection.received", objection, batch=row.pk)
        telling.tell_office(
            row,
            key=f"naming-objection:{objection.pk}",
            title=_("收到公示异议：%(batch)s") % {"batch": row.name},
            body=_("请核实并答复。没有答复完，不能作决定。"),
            link=telling.link("objection", objection.pk),
        )
    return objection


def answer_objection(*, objection: Objection, text: str, is_upheld: bool | None, by: Any) -> Objection:
    """Say what was found. Raises NotAllowed, WrongState once answered, Invalid with the field."""
    text = text.strip()
    if not rules.may_answer_objections(by, objection.batch):
        raise NotAllowed(_("异议由主办单位的协调员核实答复。"))
    if not text or len(text) > LONGEST:
        raise Invalid(_("请写明核实了什么、结果怎样，最多 %(most)d 个字。") % {"most": LONGEST}, field="text")
    if is_upheld is None:
        raise Invalid(_("请选异议是否成立。"), field="is_upheld")
    with transaction.atomic():
        today = locked_batch(objection.batch).today
        changed = Objection.objects.filter(pk=objection.pk, answered_on__isnull=True).update(
            answer=text, is_upheld=is_upheld, answered_by=by, answered_on=today
        )
        if not changed:
            raise WrongState(_("这件异议刚才已经答复过了。请刷新页面查看。"))
        audit.record(by, "naming_objection.answered", objection, upheld=is_upheld)
    objection.refresh_from_db()
    return objection


def read_contact(*, objection: Objection, by: Any) -> str:
    """How to reach who objected; that it was read is written down. Raises NotAllowed."""
    if not rules.may_answer_objections(by, objection.batch):
        raise NotAllowed(_("联系方式只给核实异议的人看。"))
    with transaction.atomic():
        audit.record(by, "personal.read", objection, fields=["contact"])
    return objection.contact


def erase_contact(*, objection: Objection) -> None:
    """Whoever objected takes the contact back, with the receipt. Twice changes nothing more."""
    with transaction.atomic():
        if Objection.objects.filter(pk=objection.pk).exclude(contact="").update(contact=""):
            audit.record(None, "personal.erased", objection, fields=["contact"])
    objection.contact = ""


def tell_when_over(batch: Batch) -> None:
    """Remind the office, once, that the notice is over and the decision waits; closes nothing. For the daily job."""
    if batch.status == BatchStatus.ON_NOTICE and batch.notice_is_over:
        with transaction.atomic():
            telling.tell_office(
                batch,
                key=f"naming-notice-over:{batch.pk}",
                title=_("公示期满，请作决定：%(batch)s") % {"batch": batch.name},
                link=telling.link("batch", batch.pk),
            )
