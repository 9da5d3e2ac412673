"""The style page for developers, at /workbench/_look/ while DEBUG is on: every component with sample input."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from tongxin.common.clock.wording import short_month
from tongxin.common.components import (
    AreaCards,
    Chart,
    Column,
    Filter,
    HeatCell,
    HeatMap,
    Known,
    LightCount,
    Moment,
    ProjectCard,
    Reason,
    Series,
    Table,
)


class PictureInput(forms.FileInput):
    allow_multiple_selected = True


class SampleForm(forms.Form):
    """Every kind of control."""

    quantity = forms.IntegerField(label=_("本月新增达标商会"), help_text=_("目标全年 12 家，已 7 家"), min_value=0)
    text = forms.CharField(
        label=_("做成了什么"),
        help_text=_("一两句话，说结果；不写会议怎么开"),
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
    rhythm = forms.ChoiceField(label=_("报送节奏"), choices=[("m", _("每月")), ("q", _("每季度"))], required=False)
    visibility = forms.ChoiceField(
        label=_("公开范围"), choices=[("p", _("公开")), ("i", _("内部"))], widget=forms.RadioSelect, initial="i"
    )
    agreed = forms.BooleanField(label=_("佐证里没有他人的个人资料"), required=False)
    evidence = forms.FileField(
        label=_("佐证"),
        help_text=_("照片里的位置信息会自动去掉"),
        required=False,
        widget=PictureInput(attrs={"accept": "image/*", "capture": "environment", "multiple": True}),
    )


def _lights(chosen: str) -> list[LightCount]:
    return [
        LightCount("good", _("按计划"), 19, "?light=good", chosen == "good"),
        LightCount("risk", _("有风险"), 4, "?light=risk", chosen == "risk"),
        LightCount("late", _("逾期"), 2, "?light=late", chosen == "late"),
        LightCount("done", _("已办结"), 3, "?light=done", chosen == "done"),
        LightCount("idle", _("未到期"), 2, "?light=idle", chosen == "idle"),
    ]


def _areas() -> list[AreaCards]:
    return [
        AreaCards(
            _("一、加强非公经济领域工作（示例）"),
            _("5 项 · 牵头 示例单位甲"),
            [
                ProjectCard(_("“商会建设提升年”活动"), "#board", "good", _("按计划"), _("41 / 60 家")),
                ProjectCard(_("落实基层组织工作经费"), "#board", "late", _("逾期 6 个工作日"), "5 / 7", chosen=True),
                ProjectCard(_("“两个健康”先行区"), "#board", "risk", _("3 天后到期"), _("8 / 11 条")),
                ProjectCard(_("骨干履职能力培训"), "#board", "done", _("已办结"), _("6 / 6 期")),
                ProjectCard(_("基层组织领导班子建设调研"), "#board", "idle", _("未到期")),
            ],
        )
    ]


def _pictures() -> dict[str, Any]:
    months = [short_month(date(2019, n, 1)) for n in range(1, 7)]
    return {
        "bars": Chart(
            "bars", _("各月活动（示例）"), "bar", months, [Series(_("活动"), [4, 6, 9, 7, 12, 8])], _("场"), _("月份")
        ),
        "stacked": Chart(
            "stacked",
            _("各月报送（示例）"),
            "stacked",
            months,
            [
                Series(_("按期"), [20, 22, 21, 25, 24, 26], "good"),
                Series(_("逾期"), [4, 2, 3, 1, None, 1], "late"),
            ],
            _("份"),
            _("月份"),
        ),
        "heat": HeatMap(
            _("各单位每月实绩条数（示例）；颜色越深越多"),
            months,
            [
                (
                    unit,
                    [
                        HeatCell(str(level * 3), level, f"{month}：{level * 3}")
                        for month, level in zip(months, row, strict=True)
                    ],
                )
                for unit, row in ((_("示例单位甲"), (0, 1, 2, 3, 4, 5)), (_("示例单位乙"), (2, 2, 0, 1, 5, 4)))
            ],
        ),
    }


def _moments() -> list[Moment]:
    return [
        Moment(date(2019, 9, 16), _("督办单要求答复"), _("2019-07 号"), "late"),
        Moment(date(2019, 8, 30), _("延期两周"), _("原定 8 月 16 日；台风停工，由协调员同意"), "risk"),
        Moment(date(2019, 6, 28), _("第二季度目标达到"), "", "done", "#timeline"),
        Moment(date(2019, 3, 1), _("签收任务")),
    ]


def _table() -> Table:
    return Table(
        _("项目进展（示例）"),
        [
            Column(_("项目"), sort="title"),
            Column(_("牵头单位")),
            Column(_("完成"), number=True, sort="done"),
            Column(_("金额"), number=True),
        ],
        [
            [_("商会建设提升年"), _("示例单位甲"), _("41 家"), _("12.5 万元")],
            [_("基层组织工作经费"), _("示例单位乙"), _("5 家"), _("380 万元")],
        ],
    )


def page(request: HttpRequest) -> HttpResponse:
    """Every component once. ?theme=dark|light fixes the colours, ?say=1 shows the messages."""
    form = SampleForm(request.POST or None, request.FILES or None)
    if "say" in request.GET:
        messages.success(request, _("已保存。"))
        messages.warning(request, _("还有 2 项没有填，先存为草稿。"))
        messages.error(request, _("没有提交：网络断了。填写的内容还在，请再按一次“提交”。"))
    light = request.GET.get("light", "")
    lights = _lights(light)
    return render(
        request,
        "workbench/look.html",
        {
            "theme": request.GET.get("theme", "") if request.GET.get("theme") in ("dark", "light") else "",
            "lights": lights,
            "areas": _areas(),
            "reasons": [
                Reason(_("为什么是红灯"), _("第三季度目标“7 家全部到位”应于 9 月 4 日达到，现有实绩 5 家。")),
                Reason(_("日期怎么算的"), _("8 月 30 日起 3 个工作日 → 9 月 4 日；至今又过 6 个工作日（已扣周末）。")),
                Reason(_("依据的实绩"), _("5 条拨付记录"), "#timeline"),
            ],
            "known": [
                Known(_("商会会员活动"), _("4 场 · 186 人次"), "#known"),
                Known(_("走访企业"), _("23 家")),
                Known(_("诉求办结"), _("11 件，9 件已解决")),
            ],
            "filters": [
                Filter("q", _("找项目"), value=request.GET.get("q", "")),
                Filter("light", _("灯"), [(one.state, one.words) for one in lights], light, _("全部")),
            ],
            "table": _table(),
            "rows": Paginator(range(57), 20).get_page(request.GET.get("page")),
            "moments": _moments(),
            "form": form,
            "earlier": timezone.now() - timedelta(days=3),
            **_pictures(),
        },
    )


urlpatterns = [path("_look/", page, name="look")]
