"""What stands in the lists of the carrying pages, and in the files that are made of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tongxin.common.clock import overdue_by, working_days_between
from tongxin.common.tables import ListColumn, Listing
from tongxin.programme.enums import ReportStatus, SupervisionStatus
from tongxin.programme.models import Report, SupervisionNotice
from tongxin.programme.owing import OPEN


def standing(report: Report) -> tuple[str, str]:
    """The light and the words for a report's date."""
    today = report.project.programme.today
    if report.status == ReportStatus.ACCEPTED:
        return "done", str(report.get_status_display())
    if report.status not in OPEN:
        return "idle", str(report.get_status_display())
    if report.due_on < today:
        days = overdue_by(report.due_on, today)
        late = ngettext("逾期 %(days)d 个工作日", "逾期 %(days)d 个工作日", days) % {"days": days}
        return "late", late if days else gettext("已逾期")
    left = working_days_between(today, report.due_on)
    words = gettext("今天到期") if left == 0 else gettext("还有 %(days)d 个工作日") % {"days": left}
    return ("risk" if left <= 3 else "idle"), words


def answer_light(notice: SupervisionNotice) -> tuple[str, str]:
    """The light and words of a notice: late while an answer is owed and the day has gone."""
    if notice.status == SupervisionStatus.CLOSED:
        return "done", str(notice.get_status_display())
    waits = notice.status in (SupervisionStatus.ISSUED, SupervisionStatus.DELIVERED)
    if waits and notice.answer_by < notice.project.programme.today:
        return "late", gettext("逾期未答复")
    return ("risk" if waits else "idle"), str(notice.get_status_display())


def _day(name: str) -> Any:
    def value(row: Any) -> date | None:
        day: date | None = getattr(row, name)
        return day

    return value


def _status(row: Any) -> str:
    return str(row.get_status_display())


PROJECT = (
    ListColumn("code", _("项目编号"), lambda row: row.project.code, ("project__code",)),
    ListColumn(
        "project",
        _("项目"),
        lambda row: row.project.title,
        ("project__title",),
        link=lambda row: reverse("workbench:project", args=[row.project_id]),
    ),
)
PROGRAMME = ListColumn("year", _("工作年"), lambda row: row.project.programme.name)
UNIT = ListColumn("unit", _("单位"), lambda row: row.unit.name, ("unit__path",))
LEAD = ListColumn("unit", _("牵头单位"), lambda row: row.project.lead_unit.name, ("project__lead_unit__path",))

REPORTS = Listing(
    _("报告"),
    (
        *PROJECT,
        PROGRAMME,
        UNIT,
        ListColumn("period", _("期次"), lambda row: row.label, ("period_starts",)),
        ListColumn("due", _("应报日期"), _day("due_on"), ("due_on",)),
        ListColumn("status", _("状态"), _status, ("status",)),
        ListColumn("standing", _("进展"), lambda row: standing(row)[1]),
        ListColumn("submitted", _("提交日期"), _day("submitted_on"), ("submitted_on",)),
        ListColumn("returned", _("退回次数"), lambda row: row.times_returned, ("times_returned",), is_number=True),
        ListColumn("text", _("做成了什么"), lambda row: row.text),
        ListColumn("difficulty", _("需要协调的问题"), lambda row: row.difficulty),
    ),
    sort="due",
)
ASSIGNMENTS = Listing(
    _("交办与签收"),
    (
        *PROJECT,
        PROGRAMME,
        UNIT,
        ListColumn("role", _("分工"), lambda row: str(row.get_role_display()), ("role",)),
        ListColumn("accept_by", _("签收期限"), _day("accept_by"), ("accept_by",)),
        ListColumn("status", _("状态"), _status, ("status",)),
    ),
    sort="accept_by",
)
EXTENSIONS = Listing(
    _("延期申请"),
    (
        *PROJECT,
        LEAD,
        ListColumn("goal", _("期限"), lambda row: row.goal.label if row.goal else gettext("整个项目")),
        ListColumn("asked", _("申请日期"), _day("asked_on"), ("asked_on",)),
        ListColumn("old", _("原期限"), _day("old_due"), ("old_due",)),
        ListColumn("new", _("申请延至"), _day("new_due"), ("new_due",)),
        ListColumn("reason", _("理由"), lambda row: row.reason),
        ListColumn("status", _("状态"), _status, ("status",)),
        ListColumn("decided", _("批复日期"), _day("decided_on"), ("decided_on",)),
        ListColumn("decision", _("批复意见"), lambda row: row.decision),
    ),
    sort="asked",
)
CLOSINGS = Listing(
    _("办结申请"),
    (
        *PROJECT,
        LEAD,
        ListColumn("asked", _("申请日期"), _day("asked_on"), ("asked_on",)),
        ListColumn("summary", _("完成情况"), lambda row: row.summary),
        ListColumn("explanation", _("未完成事项的说明"), lambda row: row.explanation),
        ListColumn("status", _("状态"), _status, ("status",)),
        ListColumn("decided", _("答复日期"), _day("decided_on"), ("decided_on",)),
        ListColumn("decision", _("办结意见"), lambda row: row.decision),
    ),
    sort="asked",
)
NOTICES = Listing(
    _("督办通知单"),
    (
        ListColumn("number", _("编号"), str, ("year", "serial")),
        *PROJECT,
        ListColumn("unit", _("发给"), lambda row: row.unit.name, ("unit__path",)),
        ListColumn("issuer", _("发出单位"), lambda row: row.issuer.name),
        ListColumn("issued", _("发出日期"), _day("issued_on"), ("issued_on",)),
        ListColumn("answer_by", _("答复期限"), _day("answer_by"), ("answer_by",)),
        ListColumn("status", _("状态"), _status, ("status",)),
        ListColumn("standing", _("进展"), lambda row: answer_light(row)[1]),
        ListColumn("reason", _("督办事由"), lambda row: row.reason),
        ListColumn("demand", _("督办要求"), lambda row: row.demand),
        ListColumn("answer", _("答复"), lambda row: row.answer),
        ListColumn("answered", _("答复日期"), _day("answered_on"), ("answered_on",)),
        ListColumn("closed", _("销号日期"), _day("closed_on"), ("closed_on",)),
    ),
    sort="answer_by",
)
