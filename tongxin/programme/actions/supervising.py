"""督办: notices about what is late, numbered per office and year, received, answered and closed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from tongxin.common import audit, clock, jobs
from tongxin.common.clock.wording import plain_day
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.organisations.models import Unit
from tongxin.programme import rules, tasks, telling
from tongxin.programme.enums import ProjectStatus, SupervisionStatus
from tongxin.programme.lights import Light
from tongxin.programme.models import Programme, Project, SupervisionNotice
from tongxin.programme.selectors.board import card_of
from tongxin.programme.workflows import SUPERVISION

ANSWER_DAYS = 5


def answer_by_of(programme: Programme) -> date:
    """The usual day for an answer to a notice issued today: five working days on."""
    return clock.add_working_days(programme.today, ANSWER_DAYS).due


def basis_of(light: Light) -> dict[str, Any]:
    """A light as it is kept in a notice: its state, its words and every reason, as plain values."""
    return {
        "state": light.state.value,
        "words": light.words,
        "as_of": light.as_of.isoformat(),
        "reasons": [
            {**asdict(reason), "state": reason.state.value, "sums": list(reason.sums)} for reason in light.reasons
        ],
    }


def issue_notice(
    *, project: Project, unit: Unit, reason: str, demand: str, by: Any, answer_by: date | None = None
) -> SupervisionNotice:
    """Issue a notice to one of the project's units, with the next number of the office and year.

    Numbers have no gaps and none comes twice: the office's row is locked until the notice stands. The light is kept as
    it stands now; a job puts the notice on paper after the commit.
    Raises NotAllowed unless `by` coordinates, WrongState unless the project is under way or where a notice of the same
    words is still open with this unit, Invalid without reason or
    demand, for a unit without a part in the project, or for an answer-by date in the past.
    """
    programme = project.programme
    today = programme.today
    reason, demand = reason.strip(), demand.strip()
    wanted = answer_by or answer_by_of(programme)
    if not rules.may_supervise(by, project):
        raise NotAllowed(_("只有主办单位的协调员可以发督办通知单。"))
    if project.status not in (ProjectStatus.ASSIGNED, ProjectStatus.RUNNING, ProjectStatus.CLOSING):
        raise WrongState(_("项目不在办理中，不能督办。"))
    if not project.assignments.filter(unit=unit).exists():
        raise Invalid(_("“%(unit)s”在这个项目里没有分工，请选牵头或配合单位。") % {"unit": unit}, field="unit")
    if not reason:
        raise Invalid(_("请写明督办事由。"), field="reason")
    if not demand:
        raise Invalid(_("请写明督办要求：要做到什么。"), field="demand")
    if wanted < today:
        raise Invalid(_("答复期限不能早于今天。"), field="answer_by")
    # It goes into an official document: in its language, whatever the coordinator's interface speaks.
    with translation.override(settings.LANGUAGE_CODE):
        basis = basis_of(card_of(project).light)
    with transaction.atomic():
        issuer = Unit.objects.select_for_update(no_key=True).get(pk=programme.owner_id)
        # A second press, or one's way back to the form, is not a second notice.
        same = SupervisionNotice.objects.filter(project=project, unit=unit, reason=reason, demand=demand)
        if (sent := same.exclude(status=SupervisionStatus.CLOSED).first()) is not None:
            raise WrongState(
                _("内容相同的督办通知单 %(number)s 已经发给“%(unit)s”，还没有销号，没有再发。")
                % {"number": sent, "unit": unit}
            )
        numbered = SupervisionNotice.objects.filter(issuer=issuer, year=today.year)
        last = numbered.aggregate(last=Max("serial"))["last"] or 0
        notice = SupervisionNotice.objects.create(
            project=project,
            unit=unit,
            issuer=issuer,
            year=today.year,
            serial=last + 1,
            reason=reason,
            demand=demand,
            basis=basis,
            issued_on=today,
            answer_by=wanted,
        )
        audit.record(by, "supervision.issued", notice, number=str(notice), unit=unit.pk, answer_by=wanted)
        telling.tell_unit(
            unit,
            programme=programme,
            key=f"supervision-issued:{notice.pk}",
            title=_("督办通知单 %(number)s：%(project)s") % {"number": notice, "project": project.title},
            body=_("请于 %(date)s前答复。") % {"date": plain_day(wanted)},
            link=telling.link("supervision", notice.pk),
        )
        jobs.enqueue_on_commit(tasks.make_supervision_paper, notice_id=notice.pk)
    return notice


def receive(*, notice: SupervisionNotice, by: Any) -> SupervisionNotice:
    """The unit confirms that it has the notice. Raises NotAllowed unless `by` answers for the unit, WrongState."""
    with transaction.atomic():
        SUPERVISION.move(notice, "receive", by=by, delivered_on=notice.project.programme.today)
    return notice


def answer(*, notice: SupervisionNotice, text: str, by: Any) -> SupervisionNotice:
    """The unit says what it did. Raises NotAllowed, WrongState unless it was received, Invalid without a text."""
    text = text.strip()
    programme = notice.project.programme
    with transaction.atomic():
        SUPERVISION.move(notice, "answer", by=by, note=text, answer=text, answered_on=programme.today)
        if not text:
            raise Invalid(_("请写明采取了什么措施，什么时候能完成。"), field="answer")
        telling.tell_office(
            programme,
            key=f"supervision-answered:{notice.pk}:{programme.today}",
            title=_("督办答复 %(number)s：%(project)s") % {"number": notice, "project": notice.project.title},
            body=text,
            link=telling.link("supervision", notice.pk),
        )
    return notice


def send_back(*, notice: SupervisionNotice, reason: str, by: Any) -> SupervisionNotice:
    """Ask for another answer. Raises NotAllowed unless `by` coordinates, WrongState unless answered, Invalid."""
    programme = notice.project.programme
    with transaction.atomic():
        SUPERVISION.move(notice, "send_back", by=by, note=reason, answered_on=None)
        telling.tell_unit(
            notice.unit,
            programme=programme,
            key=f"supervision-sent-back:{notice.pk}:{programme.today}",
            title=_("督办答复请重写 %(number)s") % {"number": notice},
            body=reason.strip(),
            link=telling.link("supervision", notice.pk),
        )
    return notice


def close(*, notice: SupervisionNotice, by: Any) -> SupervisionNotice:
    """Strike it off: the matter is settled. Raises NotAllowed unless `by` coordinates, WrongState unless answered."""
    with transaction.atomic():
        SUPERVISION.move(notice, "close", by=by, closed_on=notice.project.programme.today)
        telling.tell_unit(
            notice.unit,
            programme=notice.project.programme,
            key=f"supervision-closed:{notice.pk}",
            title=_("督办已销号 %(number)s：%(project)s") % {"number": notice, "project": notice.project.title},
            link=telling.link("supervision", notice.pk),
        )
    return notice
