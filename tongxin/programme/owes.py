"""What a unit owes in the year of work: why it cannot be merged or closed yet, and what to do first."""

from __future__ import annotations

from django.db.models import Count, Min
from django.utils.translation import gettext as _

from tongxin.common.clock.wording import plain_day
from tongxin.organisations.models import Unit
from tongxin.programme.enums import ProgrammeStatus, ProjectStatus, ReportStatus, SupervisionStatus
from tongxin.programme.models import Assignment, Programme, Report, SupervisionNotice

UNDER_WAY = (ProjectStatus.ASSIGNED, ProjectStatus.RUNNING, ProjectStatus.CLOSING)
UNSETTLED = (ReportStatus.OWED, ReportStatus.RETURNED, ReportStatus.SUBMITTED)


def work_owed_by(unit: Unit) -> list[str]:
    """Sentences, one for each project with open reports or an open part, each notice, each plan of its own."""
    return [*_reports(unit), *_parts(unit), *_notices(unit), *_plans(unit)]


def _reports(unit: Unit) -> list[str]:
    rows = (
        Report.objects.filter(unit=unit, status__in=UNSETTLED, project__status__in=UNDER_WAY)
        .values("project__code", "project__title")
        .annotate(count=Count("pk"), first=Min("due_on"))
        .order_by("first", "project__code")
    )
    return [
        _("项目 %(code)s %(title)s还欠 %(count)d 期报告（最早应于 %(date)s报），请先报完，或由主办单位改交、免报。")
        % {
            "code": row["project__code"],
            "title": row["project__title"],
            "count": row["count"],
            "date": plain_day(row["first"], year=0),
        }
        for row in rows
    ]


def _parts(unit: Unit) -> list[str]:
    rows = Assignment.objects.filter(unit=unit, project__status__in=(ProjectStatus.PLANNED, *UNDER_WAY))
    return [
        _("在项目 %(project)s里是%(role)s单位，请先办结，或由主办单位改交其他单位。")
        % {"project": part.project, "role": part.get_role_display()}
        for part in rows.select_related("project").order_by("project__code", "pk")
    ]


def _notices(unit: Unit) -> list[str]:
    rows = SupervisionNotice.objects.filter(unit=unit).exclude(status=SupervisionStatus.CLOSED)
    return [
        _("督办通知单 %(number)s还没有销号，请先答复并销号。") % {"number": notice}
        for notice in rows.order_by("answer_by", "pk")
    ]


def _plans(unit: Unit) -> list[str]:
    rows = Programme.objects.filter(owner=unit).exclude(status=ProgrammeStatus.CLOSED)
    return [_("主办的“%(name)s”还没有结束，请先结束。") % {"name": plan.name} for plan in rows.order_by("year", "pk")]
