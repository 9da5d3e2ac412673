"""Asking for a list of persons, allowing or refusing it, fetching the file."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.guards.personal import find as find_personal
from tongxin.common.tables import SheetOut, write_workbook
from tongxin.organisations import notices
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.organisations.personal_exports import selectors
from tongxin.organisations.personal_exports.expiry import KEPT
from tongxin.organisations.personal_exports.kinds import kind_of
from tongxin.organisations.personal_exports.models import PersonalExport
from tongxin.organisations.personal_exports.workflows import EXPORT
from tongxin.organisations.roles import holders

MOST_DAYS = 31
SHORTEST_PURPOSE, LONGEST_PURPOSE = 6, 300
ANSWERED_WITHIN = timedelta(days=7)
# The faces stand above this app: a test holds this against their URLs.
PAGE = "/workbench/exports/{pk}/"


def ask(
    *, kind: str, unit: Unit, subject_id: int, subject_name: str, first: date, last: date, purpose: str, by: Any
) -> PersonalExport:
    """Ask to have a list as a file; those who may allow it are told.

    Raises NotAllowed, Invalid with the field, WrongState where nobody else could allow it, and what the kind's own check
    raises.
    """
    what = kind_of(kind)
    if not what.may_ask(by, subject_id):
        raise NotAllowed(_("您不经办这里的这份名单，不能申请导出。"))
    what.check(subject_id)
    purpose = " ".join(purpose.split())
    if not SHORTEST_PURPOSE <= len(purpose) <= LONGEST_PURPOSE:
        raise Invalid(
            _("请写清楚拿这份名单做什么，%(least)d 到 %(most)d 个字。")
            % {"least": SHORTEST_PURPOSE, "most": LONGEST_PURPOSE},
            field="purpose",
        )
    _check_nameless(purpose, "purpose")
    if last < first:
        raise Invalid(_("最后一天不能早于第一天。"), field="last")
    if (last - first).days >= MOST_DAYS:
        raise Invalid(_("一次最多导出 %(most)d 天的，请缩短。") % {"most": MOST_DAYS}, field="last")
    people = _second_people(unit, by)
    if not people:
        raise WrongState(_("没有第二个人可以同意：本单位和上级都没有别的协调员。请先联系管理员。"))
    with transaction.atomic():
        export = PersonalExport.objects.create(
            kind=kind, unit=unit, subject_id=subject_id, subject_name=subject_name[:120], first=first, last=last,
            purpose=purpose, asked_by=by,
        )  # fmt: skip
        audit.record(by, "personal_export.asked", export, kind=kind, first=first, last=last, purpose=purpose)
        notices.notify(
            recipients=people,
            key=f"personal_export:{export.pk}:asked",
            title=_("请决定：%(who)s申请导出名单（%(what)s）") % {"who": by, "what": export},
            body=purpose,
            link=PAGE.format(pk=export.pk),
        )
    return export


def approve(*, export: PersonalExport, by: Any) -> PersonalExport:
    """Allow it: the file is made as the data is now, for the asker alone, for a day.

    Raises NotAllowed (also for who asked), WrongState where it was decided or lay too long.
    """
    what = kind_of(export.kind)
    now = timezone.now()
    with transaction.atomic():
        if now > export.asked_at + ANSWERED_WITHIN:
            raise WrongState(
                _("申请已过 %(days)d 天，不能再同意；还需要的话请重新申请。") % {"days": ANSWERED_WITHIN.days}
            )
        EXPORT.move(export, "approve", by=by, decided_by=by, decided_at=now, expires_at=now + KEPT)
        what.check(export.subject_id)
        if not what.may_ask(export.asked_by, export.subject_id):
            raise WrongState(_("申请人已不再经办这里，不能同意。"))
        rows = what.rows(export.subject_id, export.first, export.last)
        note = [
            _("用途：%(purpose)s") % {"purpose": export.purpose},
            _("申请：%(who)s；同意：%(second)s。只给申请人本人用，用完请删去。")
            % {"who": export.asked_by, "second": by},
        ]
        export.content = write_workbook([SheetOut(str(what.label), what.headings, rows)], note=note)
        export.rows = len(rows)
        export.save(update_fields=["content", "rows"])
        audit.record(by, "personal_export.made", export, rows=len(rows), for_account=export.asked_by_id)
        _tell_asker(export, _("已同意，24 小时内可以下载：%(what)s") % {"what": export})
    return export


def refuse(*, export: PersonalExport, reason: str, by: Any) -> PersonalExport:
    """Do not allow it, with the reason that the asker reads. Raises NotAllowed, Invalid, WrongState."""
    reason = " ".join(reason.split())[:300]
    _check_nameless(reason, "reason")
    with transaction.atomic():
        EXPORT.move(export, "refuse", by=by, note=reason, decided_by=by, decided_at=timezone.now(), reason=reason)
        _tell_asker(export, _("没有同意导出：%(what)s") % {"what": export}, reason)
    return export


def withdraw(*, export: PersonalExport, by: Any) -> PersonalExport:
    """The asker no longer needs it. Raises NotAllowed, WrongState."""
    with transaction.atomic():
        EXPORT.move(export, "withdraw", by=by)
    return export


def fetch(*, export: PersonalExport, by: Any) -> bytes:
    """The file, for the asker alone; each time is written down.

    Raises NotAllowed for everybody else and for an asker who no longer works with the data, WrongState once it is over.
    """
    what = kind_of(export.kind)
    if export.asked_by_id != getattr(by, "pk", None) or not what.may_ask(by, export.subject_id):
        raise NotAllowed(_("这份名单只给申请人本人，并且还在经办这里的时候。"))
    with transaction.atomic():
        row = PersonalExport.objects.select_for_update(of=("self",)).get(pk=export.pk)
        if row.content is None or not selectors.is_there_for(by, row):
            raise WrongState(_("下载时间已过，文件已经销毁。还需要的话请重新申请。"))
        what.check(row.subject_id)
        row.fetched_at = timezone.now()
        row.save(update_fields=["fetched_at"])
        audit.record(by, "personal_export.fetched", row, rows=row.rows)
    return bytes(row.content)


def _second_people(unit: Unit, by: Any) -> list[Any]:
    """The coordinators of the unit, or of the nearest above it, apart from who asks."""
    for place in (unit, *reversed(list(unit.get_ancestors()))):
        if people := [one for one in holders(Role.COORDINATOR, place) if one.pk != by.pk]:
            return people
    return []


def _check_nameless(text: str, field: str) -> None:
    if find_personal(text):
        raise Invalid(_("这里像是有个人的手机号或证件号，请删去：这段话会一直留着。"), field=field)


def _tell_asker(export: PersonalExport, title: str, body: str = "") -> None:
    notices.notify(
        recipients=[export.asked_by],
        key=f"personal_export:{export.pk}:decided",
        title=title,
        body=body,
        link=PAGE.format(pk=export.pk),
    )
