"""Asking for a later date, and deciding on it. Where a date stood before is kept in `DeadlineMove`."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.clock.wording import plain_day
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.programme import rules, telling
from tongxin.programme.enums import ProjectStatus, RequestStatus
from tongxin.programme.models import DeadlineMove, ExtensionRequest, Project, StageGoal
from tongxin.programme.owing import owe_reports
from tongxin.programme.workflows import EXTENSION


def ask(
    *,
    project: Project,
    new_due: date,
    reason: str,
    by: Any,
    goal: StageGoal | None = None,
    beyond_programme: bool = False,
) -> ExtensionRequest:
    """Ask for a later date for the project, or for one stage goal of it.

    Raises NotAllowed unless `by` carries the project, WrongState unless it is under way and nothing is asked yet,
    Invalid for a date that is not later or lies in the past, for a goal's date after the project's, without a reason,
    and for a date after the programme's end unless `beyond_programme` says that this is meant.
    """
    programme = project.programme
    today = programme.today
    if not rules.may_carry(by, project):
        raise NotAllowed(_("只有牵头单位可以申请延期。"))
    reason = reason.strip()
    with transaction.atomic():
        current = Project.objects.select_for_update().get(pk=project.pk)
        if current.status not in (ProjectStatus.ASSIGNED, ProjectStatus.RUNNING):
            raise WrongState(_("项目不在办理中，不能申请延期。"))
        if goal is not None and goal.project_id != project.pk:
            raise Invalid(_("这个目标不属于本项目。请刷新页面后再选。"), field="goal")
        old = goal.due_on if goal else current.due_on
        if not reason:
            raise Invalid(_("请写明为什么要延期，打算怎样赶上。"), field="reason")
        if new_due <= old:
            raise Invalid(
                _("新期限要晚于原期限 %(old)s。") % {"old": plain_day(old, year=new_due.year)}, field="new_due"
            )
        if new_due < today:
            raise Invalid(_("新期限已经过去。请改为今天以后的日期。"), field="new_due")
        if goal is not None and new_due > current.due_on:
            raise Invalid(
                _("目标的期限不能晚于项目的完成时限 %(due)s。请改申请项目延期。")
                % {"due": plain_day(current.due_on, year=new_due.year)},
                field="new_due",
            )
        if new_due > programme.ends_on and not beyond_programme:
            raise Invalid(
                _("新期限超出了工作年（%(ends)s结束）。确要跨年的，请勾选“跨年办理”后再提交。")
                % {"ends": plain_day(programme.ends_on, year=new_due.year)},
                field="beyond_programme",
            )
        if current.extension_requests.filter(status=RequestStatus.ASKED).exists():
            raise WrongState(_("这个项目已有一份延期申请在等批复。请等批复，或先撤回那一份。"))
        request = ExtensionRequest.objects.create(
            project=project, goal=goal, old_due=old, new_due=new_due, reason=reason, asked_by=by, asked_on=today
        )
        audit.record(by, "extension.asked", request, old=old, new=new_due, reason=reason)
        telling.tell_office(
            programme,
            key=f"extension-asked:{request.pk}",
            title=_("申请延期：%(project)s") % {"project": project.title},
            body=_("%(unit)s申请从 %(old)s延至 %(new)s：%(reason)s")
            % {
                "unit": project.lead_unit.brief,
                "old": plain_day(old),
                "new": plain_day(new_due, year=old.year),
                "reason": reason,
            },
            link=telling.link("extension", request.pk),
        )
    return request


def grant(*, request: ExtensionRequest, by: Any, decision: str = "") -> DeadlineMove:
    """Grant it: the date moves, the old one is kept, and reports still open are fitted to the new date.

    Raises NotAllowed unless `by` coordinates and is not who asked, WrongState unless it waits for a decision and the
    date still stands where it stood.
    """
    project = request.project
    today = project.programme.today
    with transaction.atomic():
        project = Project.objects.select_for_update().get(pk=project.pk)
        EXTENSION.move(
            request, "grant", by=by, note=decision, decided_by_id=by.pk, decided_on=today, decision=decision.strip()
        )
        thing: Project | StageGoal = project
        if request.goal_id is not None:
            thing = StageGoal.objects.select_for_update().get(pk=request.goal_id)
        if thing.due_on != request.old_due:
            raise WrongState(_("原期限在申请之后已经变动。请先不同意这一份，由单位按现在的期限重新申请。"))
        thing.due_on = request.new_due
        thing.save(update_fields=["due_on"])
        move = DeadlineMove.objects.create(
            project=project,
            goal=request.goal,
            old=request.old_due,
            new=request.new_due,
            why=request.reason,
            decided_by_id=by.pk,
            decided_on=today,
            request=request,
        )
        if request.goal_id is None and project.assigned_on is not None:
            owe_reports(project, since=project.assigned_on)
        _tell_unit(request, _("已同意延期：%(project)s"))
    request.project.due_on = project.due_on
    return move


def refuse(*, request: ExtensionRequest, by: Any, reason: str) -> ExtensionRequest:
    """Refuse it. Raises NotAllowed, WrongState as `grant`, Invalid without a reason."""
    with transaction.atomic():
        EXTENSION.move(
            request,
            "refuse",
            by=by,
            note=reason,
            decided_by_id=by.pk,
            decided_on=request.project.programme.today,
            decision=reason.strip(),
        )
        _tell_unit(request, _("不同意延期：%(project)s"))
    return request


def withdraw(*, request: ExtensionRequest, by: Any) -> ExtensionRequest:
    """Withdraw a request that waits for a decision. Raises NotAllowed unless `by` carries the project, WrongState."""
    with transaction.atomic():
        EXTENSION.move(request, "withdraw", by=by)
    return request


def _tell_unit(request: ExtensionRequest, title: str) -> None:
    project = request.project
    telling.tell_unit(
        project.lead_unit,
        programme=project.programme,
        key=f"extension-decided:{request.pk}",
        title=title % {"project": project.title},
        body=request.decision,
        link=telling.link("extension", request.pk),
    )
