"""The workflows of a year, each one table. `Workflow.move` is the only writer of a status."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tongxin.common.workflow import Move, Workflow
from tongxin.programme import rules
from tongxin.programme.enums import (
    AssignmentStatus,
    ProgrammeStatus,
    ProjectStatus,
    ReportStatus,
    RequestStatus,
    SupervisionStatus,
)

PROGRAMME = Workflow(
    "programme",
    (
        Move(ProgrammeStatus.PLANNED, "start", ProgrammeStatus.RUNNING, rules.may_coordinate, _("启动")),
        Move(ProgrammeStatus.RUNNING, "close", ProgrammeStatus.CLOSED, rules.may_coordinate, _("结束工作年")),
        Move(ProgrammeStatus.CLOSED, "reopen", ProgrammeStatus.RUNNING, rules.may_coordinate, _("重新开启"), True),
    ),
)

PROJECT = Workflow(
    "project",
    (
        Move(ProjectStatus.PLANNED, "assign", ProjectStatus.ASSIGNED, rules.may_coordinate_project, _("交办")),
        Move(ProjectStatus.ASSIGNED, "begin", ProjectStatus.RUNNING, None, _("开始办理")),
        Move(ProjectStatus.RUNNING, "ask_to_close", ProjectStatus.CLOSING, rules.may_carry, _("申请办结")),
        Move(ProjectStatus.CLOSING, "close", ProjectStatus.CLOSED, None, _("办结")),
        Move(ProjectStatus.CLOSING, "continue", ProjectStatus.RUNNING, None, _("继续办理")),
        Move(ProjectStatus.CLOSED, "evaluate", ProjectStatus.EVALUATED, None, _("公布评价")),
        Move(ProjectStatus.CLOSED, "reopen", ProjectStatus.RUNNING, rules.may_coordinate_project, _("重新办理"), True),
        Move(
            ProjectStatus.EVALUATED, "reopen", ProjectStatus.RUNNING, rules.may_coordinate_project, _("重新办理"), True
        ),
    ),
)

ASSIGNMENT = Workflow(
    "assignment",
    (
        Move(AssignmentStatus.WAITING, "accept", AssignmentStatus.ACCEPTED, rules.may_answer_assignment, _("签收")),
        Move(
            AssignmentStatus.WAITING,
            "query_back",
            AssignmentStatus.QUERIED,
            rules.may_answer_assignment,
            _("退回说明"),
            True,
        ),
        Move(AssignmentStatus.QUERIED, "assign_again", AssignmentStatus.WAITING, rules.may_assign_again, _("重新交办")),
    ),
)

REPORT = Workflow(
    "report",
    (
        Move(ReportStatus.OWED, "submit", ReportStatus.SUBMITTED, rules.may_write_report, _("提交审核")),
        Move(ReportStatus.RETURNED, "submit", ReportStatus.SUBMITTED, rules.may_write_report, _("再次提交")),
        Move(ReportStatus.SUBMITTED, "accept", ReportStatus.ACCEPTED, rules.may_review, _("通过")),
        Move(ReportStatus.SUBMITTED, "send_back", ReportStatus.RETURNED, rules.may_review, _("退回修改"), True),
        Move(ReportStatus.SUBMITTED, "take_back", ReportStatus.OWED, rules.may_write_report, _("撤回修改")),
        Move(ReportStatus.OWED, "waive", ReportStatus.WAIVED, rules.may_waive_report, _("本期免报"), True),
        Move(ReportStatus.RETURNED, "waive", ReportStatus.WAIVED, rules.may_waive_report, _("本期免报"), True),
    ),
)

EXTENSION = Workflow(
    "extension",
    (
        Move(RequestStatus.ASKED, "grant", RequestStatus.GRANTED, rules.may_decide_extension, _("同意延期")),
        Move(RequestStatus.ASKED, "refuse", RequestStatus.REFUSED, rules.may_decide_extension, _("不同意"), True),
        Move(RequestStatus.ASKED, "withdraw", RequestStatus.WITHDRAWN, rules.may_withdraw_extension, _("撤回申请")),
        Move(RequestStatus.ASKED, "lapse", RequestStatus.WITHDRAWN, None, _("随项目办结撤销")),
    ),
)

CLOSING = Workflow(
    "closing",
    (
        Move(RequestStatus.ASKED, "grant", RequestStatus.GRANTED, rules.may_decide_closing, _("同意办结")),
        Move(RequestStatus.ASKED, "refuse", RequestStatus.REFUSED, rules.may_decide_closing, _("不同意办结"), True),
        Move(RequestStatus.ASKED, "withdraw", RequestStatus.WITHDRAWN, rules.may_withdraw_closing, _("撤回申请")),
    ),
)

SUPERVISION = Workflow(
    "supervision",
    (
        Move(
            SupervisionStatus.ISSUED,
            "receive",
            SupervisionStatus.DELIVERED,
            rules.may_answer_supervision,
            _("签收督办单"),
        ),
        Move(
            SupervisionStatus.DELIVERED, "answer", SupervisionStatus.ANSWERED, rules.may_answer_supervision, _("答复")
        ),
        Move(SupervisionStatus.ANSWERED, "close", SupervisionStatus.CLOSED, rules.may_close_supervision, _("销号")),
        Move(
            SupervisionStatus.ANSWERED,
            "send_back",
            SupervisionStatus.DELIVERED,
            rules.may_close_supervision,
            _("退回重新答复"),
            True,
        ),
    ),
)

ALL = (PROGRAMME, PROJECT, ASSIGNMENT, REPORT, EXTENSION, CLOSING, SUPERVISION)
