"""Reminding: each step of each thing once, however often the job runs and however many workers run it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.common import audit, clock
from tongxin.common.errors import NotAllowed, WrongState
from tongxin.programme import rules, telling
from tongxin.programme.enums import ProjectStatus
from tongxin.programme.models import Programme, Project, Reminder
from tongxin.programme.reminding import Chased, Level, Step, chased_in, recipients, step_on, words


def remind_due(*, programme: Programme) -> list[Reminder]:
    """Send every reminder of a programme whose step has come and that was not sent. Returns those sent by this call.

    Nothing is sent on days off. Each reminder is a transaction of its own: the row with its unique key decides, between
    two workers, who sends it.
    """
    today = programme.today
    if not clock.is_working_day(today):
        return []
    come = [(chased, step) for chased in chased_in(programme) if (step := step_on(chased.due, today))]
    known = set(
        Reminder.objects.filter(key__in=[chased.key(step) for chased, step in come]).values_list("key", flat=True)
    )
    sent = (_remind(chased, step, today) for chased, step in come if chased.key(step) not in known)
    return [reminder for reminder in sent if reminder is not None]


def _remind(chased: Chased, step: Step, today: date) -> Reminder | None:
    with transaction.atomic():
        reminder, is_first = Reminder.objects.get_or_create(
            key=chased.key(step),
            defaults={
                "project": chased.project,
                "report": chased.report,
                "goal": chased.goal,
                "step": f"{chased.kind}-{step.name}",
                "level": step.level.value,
                "sent_on": today,
            },
        )
        if not is_first:
            return None
        telling.tell(
            recipients(chased, step.level),
            programme=chased.project.programme,
            key=f"reminder:{reminder.key}",
            title=chased.title,
            body=words(chased.due, today),
            link=chased.link,
        )
        audit.record(None, "reminder.sent", reminder, key=reminder.key, level=step.level.value)
    return reminder


def remind_now(*, project: Project, by: Any) -> Reminder:
    """Remind the lead unit's people of a project by hand, of everything that is late or due in it.

    Raises NotAllowed unless `by` coordinates, WrongState unless the project is under way, and when it was done today.
    """
    programme = project.programme
    today = programme.today
    if not rules.may_coordinate_project(by, project):
        raise NotAllowed(_("只有主办单位的协调员可以催办。"))
    if project.status not in (ProjectStatus.ASSIGNED, ProjectStatus.RUNNING, ProjectStatus.CLOSING):
        raise WrongState(_("项目不在办理中，不用催办。"))
    with transaction.atomic():
        open_things = [chased for chased in chased_in(programme) if chased.project.pk == project.pk]
        reminder, is_first = Reminder.objects.get_or_create(
            key=f"by-hand:{project.pk}:{today.isoformat()}",
            defaults={"project": project, "step": "by-hand", "level": Level.REVIEWER.value, "sent_on": today},
        )
        if not is_first:
            raise WrongState(_("今天已经催办过这个项目，明天可以再催。"))
        lines = [f"{chased.title}　{words(chased.due, today)}" for chased in open_things]
        units = {chased.unit.pk: chased.unit for chased in open_things} or {project.lead_unit_id: project.lead_unit}
        people = [person for unit in units.values() for person in (*telling.reporters(unit), *telling.reviewers(unit))]
        telling.tell(
            people,
            programme=programme,
            key=f"reminder:{reminder.key}",
            title=_("催办：%(project)s") % {"project": project.title},
            body="\n".join(lines) or _("请抓紧办理，并及时报告进展。"),
            link=telling.link("project", project.pk),
        )
        audit.record(by, "reminder.sent_by_hand", reminder, key=reminder.key)
    return reminder
