"""The numbers by which a year's lights are judged: seen in what they would change, then saved."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.common.components import LightCount
from tongxin.common.errors import Invalid
from tongxin.programme.actions import plan
from tongxin.programme.actions.plan.light_rules import BOUNDS
from tongxin.programme.lights import LightRules, State
from tongxin.programme.selectors.board import Board
from tongxin.programme.selectors.light_preview import preview
from tongxin.workbench.pages import staff_page
from tongxin.workbench.plan.plans import programme_or_404


class LightRulesForm(forms.Form):
    """Whole numbers in working days, reports and per cent."""

    risk_days_before = forms.IntegerField(
        label=gettext_lazy("到期前几个工作日提示风险"),
        help_text=gettext_lazy("阶段目标或项目还没完成，剩这么多工作日以内亮“有风险”；0 表示只在到期当天提示"),
    )
    missed_reports = forms.IntegerField(
        label=gettext_lazy("几期没报算有风险"),
        help_text=gettext_lazy("到期未报或退回未改的报告，累计到这么多期亮“有风险”"),
    )
    accept_days = forms.IntegerField(
        label=gettext_lazy("交办后几个工作日内签收"), help_text=gettext_lazy("过了还没签收亮“有风险”")
    )
    pace = forms.IntegerField(
        label=gettext_lazy("进度低于推算值的百分之几算有风险"),
        help_text=gettext_lazy("推算值按阶段目标连成的直线；时间过去四分之一才开始判断；0 表示不判断"),
        min_value=0,
        max_value=100,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("risk_days_before", "missed_reports", "accept_days"):
            field: Any = self.fields[name]
            field.min_value, field.max_value = (int(bound) for bound in BOUNDS[name])
            field.widget.attrs |= {"min": field.min_value, "max": field.max_value}

    @property
    def rules(self) -> LightRules:
        return LightRules(**(self.cleaned_data | {"pace": self.cleaned_data["pace"] / 100}))


def _as_initial(rules: LightRules) -> dict[str, int]:
    return {
        "risk_days_before": rules.risk_days_before,
        "missed_reports": rules.missed_reports,
        "accept_days": rules.accept_days,
        "pace": round(rules.pace * 100),
    }


def _counts(board: Board) -> list[LightCount]:
    return [
        LightCount(state.value, str(state.label), board.counts[state.value])  # type: ignore[arg-type]
        for state in (State.GOOD, State.RISK, State.LATE, State.DONE, State.IDLE)
    ]


@staff_page
def light_rules(request: HttpRequest, pk: int) -> HttpResponse:
    """A year's light rules; `do=preview` shows which projects would change before anything is saved."""
    programme = programme_or_404(request, pk)
    usual, own = LightRules(), LightRules.of(programme.light_rules)
    form = LightRulesForm(request.POST or None, initial=_as_initial(own))
    shown = None
    if request.method == "POST" and form.is_valid():
        if request.POST.get("do") == "save":
            try:
                plan.set_light_rules(programme=programme, given=form.rules, by=request.user)
            except Invalid as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            else:
                messages.success(request, _("亮灯规则已保存，灯已按新规则重算。"))
                return HttpResponseRedirect(reverse("workbench:plan", args=[pk]))
        else:
            shown = preview(programme, form.rules)
    context = {
        "programme": programme,
        "form": form,
        "usual": _as_initial(usual),
        "is_usual": own == usual,
        "shown": shown,
        "now": _counts(shown.now) if shown else [],
        "then": _counts(shown.then) if shown else [],
    }
    return render(request, "workbench/plan/lights.html", context, status=422 if form.errors else 200)
