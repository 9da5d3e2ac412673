from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.common.clock import Rhythm

__all__ = [
    "AssignmentRole",
    "AssignmentStatus",
    "Counting",
    "CriterionMethod",
    "EvaluatedThing",
    "Insight",
    "ProgrammeStatus",
    "ProjectStatus",
    "PublicField",
    "ReportStatus",
    "RequestStatus",
    "Rhythm",
    "SupervisionStatus",
]


class ProgrammeStatus(models.TextChoices):
    PLANNED = "planned", _("筹备")
    RUNNING = "running", _("进行中")
    CLOSED = "closed", _("已结束")


class ProjectStatus(models.TextChoices):
    PLANNED = "planned", _("待交办")
    ASSIGNED = "assigned", _("待签收")
    RUNNING = "running", _("办理中")
    CLOSING = "closing", _("申请办结")
    CLOSED = "closed", _("已办结")
    EVALUATED = "evaluated", _("已评价")


class AssignmentRole(models.TextChoices):
    LEAD = "lead", _("牵头")
    SUPPORT = "support", _("配合")


class AssignmentStatus(models.TextChoices):
    WAITING = "waiting", _("待签收")
    ACCEPTED = "accepted", _("已签收")
    QUERIED = "queried", _("退回说明")


class ReportStatus(models.TextChoices):
    OWED = "owed", _("待报")
    SUBMITTED = "submitted", _("待审")
    RETURNED = "returned", _("退回修改")
    ACCEPTED = "accepted", _("已通过")
    WAIVED = "waived", _("免报")


class RequestStatus(models.TextChoices):
    """Of a request for an extension or for closing."""

    ASKED = "asked", _("待定")
    GRANTED = "granted", _("同意")
    REFUSED = "refused", _("不同意")
    WITHDRAWN = "withdrawn", _("已撤回")


class SupervisionStatus(models.TextChoices):
    ISSUED = "issued", _("已发出")
    DELIVERED = "delivered", _("已签收")
    ANSWERED = "answered", _("已答复")
    CLOSED = "closed", _("已销号")


class Counting(models.TextChoices):
    SUM = "sum", _("数量合计")
    COUNT = "count", _("条数")
    LATEST = "latest", _("最近一次的数值")


class Insight(models.TextChoices):
    """How far the office above sees into a unit's own plan."""

    TOTALS = "totals", _("只看汇总数字")
    PROGRESS = "progress", _("项目与进度")
    FULL = "full", _("全部，含报告内容")


class PublicField(models.TextChoices):
    """What of a public project stands on the public page, field by field."""

    UNITS = "units", _("牵头和配合单位")
    GOALS = "goals", _("阶段目标")
    INDICATORS = "indicators", _("指标与进度")
    PROGRESS = "progress", _("进展（已通过的报告）")
    DATES = "dates", _("起止日期")


class CriterionMethod(models.TextChoices):
    SCORED = "scored", _("评分")
    ON_TIME = "on_time", _("按时报告率（系统计算）")
    GOALS = "goals", _("阶段目标完成率（系统计算）")
    INDICATORS = "indicators", _("指标完成率（系统计算）")


class EvaluatedThing(models.TextChoices):
    PROJECT = "project", _("项目")
    UNIT = "unit", _("单位")
