"""The sheets of a plan's workbook. Imports and exports read the same layouts, so that what goes out comes back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tongxin.common.tables import (
    ChoiceColumn,
    DateColumn,
    DecimalColumn,
    Layout,
    TextColumn,
    WholeNumberColumn,
    YesNoColumn,
)
from tongxin.programme.enums import Counting, Insight, Rhythm
from tongxin.programme.imports.columns import (
    Filters,
    KindOfFact,
    LeadUnit,
    PublicFields,
    Reporting,
    Rules,
    Spans,
    Supports,
)

MOST = 10**18

PROGRAMME = Layout(
    _("年度"),
    [
        TextColumn("name", _("名称"), required=True, max_length=120),
        WholeNumberColumn("year", _("年份"), required=True, minimum=1990, maximum=2100),
        LeadUnit("owner", _("主办单位")),
        DateColumn("starts_on", _("开始"), required=True),
        DateColumn("ends_on", _("结束"), required=True),
        ChoiceColumn("rhythm", _("报告频次"), choices=Rhythm.choices),
        WholeNumberColumn("report_working_day", _("每期结束后第几个工作日前报告"), minimum=1, maximum=20),
        ChoiceColumn("insight", _("上级可见范围"), choices=Insight.choices),
        YesNoColumn("is_public", _("向社会公开")),
        Rules("light_rules", _("亮灯规则")),
        TextColumn("document", _("来源文件校验值"), max_length=64),
    ],
)
AREAS = Layout(
    _("领域"),
    [
        WholeNumberColumn("position", _("顺序"), minimum=1, maximum=32_767),
        TextColumn("title", _("领域"), required=True, max_length=200),
        Spans("spans", _("原文位置")),
    ],
    key=("title",),
)
PROJECTS = Layout(
    _("项目"),
    [
        TextColumn("code", _("编号"), aliases=(_("序号"),), max_length=20),
        TextColumn("area", _("领域"), required=True, aliases=(_("工作领域"),), max_length=200),
        TextColumn(
            "title", _("项目"), required=True, aliases=(_("工作任务"), _("重点项目"), _("任务")), max_length=200
        ),
        TextColumn("description", _("内容"), aliases=(_("主要内容"), _("工作内容"))),
        LeadUnit("lead_unit", _("牵头单位"), required=True),
        Supports("supports", _("配合单位"), aliases=(_("责任单位"),)),
        Reporting("reporting", _("单独报告的单位")),
        TextColumn("contact_role", _("联系岗位"), max_length=60),
        DateColumn("starts_on", _("开始"), aliases=(_("开始日期"),)),
        DateColumn("due_on", _("完成时限"), aliases=(_("完成日期"), _("时限"))),
        ChoiceColumn("rhythm", _("报告频次"), choices=Rhythm.choices),
        YesNoColumn("is_public", _("公开")),
        PublicFields("public_fields", _("公开的内容")),
        Spans("spans", _("原文位置")),
    ],
    key=("code",),
)
INDICATORS = Layout(
    _("指标"),
    [
        TextColumn("project", _("项目编号"), required=True, max_length=20),
        TextColumn("name", _("指标"), required=True, max_length=120),
        TextColumn("unit", _("计量单位"), required=True, max_length=20),
        DecimalColumn("target", _("目标值"), places=2, minimum=-MOST, maximum=MOST),
        KindOfFact("kind", _("实绩类别")),
        ChoiceColumn("counting", _("计数方式"), choices=Counting.choices),
        Filters("filters", _("筛选")),
    ],
    key=("project", "name"),
)
GOALS = Layout(
    _("阶段目标"),
    [
        TextColumn("project", _("项目编号"), required=True, max_length=20),
        TextColumn("label", _("阶段"), required=True, max_length=40),
        DateColumn("starts_on", _("开始"), required=True),
        DateColumn("due_on", _("应于"), required=True),
        TextColumn("text", _("目标"), required=True),
        TextColumn("indicator", _("指标"), max_length=120),
        DecimalColumn("threshold", _("应达到"), places=2, minimum=-MOST, maximum=MOST),
    ],
    key=("project", "label"),
)
NOTE = (
    _("这份工作簿是一个工作年的计划，可以改完再导入：同一年份、同一名称的工作年会按表修改，没有变化的内容不动。"),
    _("“年度”“项目”两张表必须有；“领域”“阶段目标”“指标”可以没有，没有的表不改动已有内容。"),
    _("表里没有列出的项目不会被删除。已交办项目的起止日期和单位不能用导入修改。"),
    _("多个单位之间用顿号隔开；日期写成 2019-06-30 或 2019年6月30日；不要使用公式。"),
    _("“编号”可以不填，系统按领域和行的顺序编为 1-01、1-02；再次导入时请不要改动行的顺序。"),
)
