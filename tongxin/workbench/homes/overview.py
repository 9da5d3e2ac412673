"""All members' homes at a glance: homes by criteria, with gaps and money; the same as a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from tongxin.common import components
from tongxin.common.tables import FORMS, download
from tongxin.common.templatetags.tongxin import figure, light, yuan
from tongxin.places import rules
from tongxin.places.models import HomeCriterion
from tongxin.places.selectors import homes as selectors
from tongxin.places.selectors.homes import HomeView
from tongxin.workbench.pages import staff_page

EVENTS, PERSONS = "event-held", "persons-reached"


def _year(request: HttpRequest) -> int:
    text = request.GET.get("year", "")
    now = timezone.localdate().year
    return int(text) if text.isascii() and text.isdigit() and 2000 <= int(text[:6]) <= now + 1 else now


@staff_page
def homes(request: HttpRequest) -> HttpResponseBase:
    """The homes of one's units by criteria; ?year= of the money, ?gaps=1 only those that lack something."""
    year, today = _year(request), timezone.localdate()
    criteria = selectors.active_criteria()
    views = selectors.views_of(list(selectors.homes_for(request.user)), criteria, today, year)
    everything = len(views)
    up_to_standard = sum(one.verdict.is_up_to_standard for one in views)
    if request.GET.get("gaps") == "1":
        views = [one for one in views if not one.verdict.is_up_to_standard]
    if (form := request.GET.get("export")) in FORMS:
        return _file(views, criteria, "csv" if form == "csv" else "xlsx")
    years = [(str(one), str(one)) for one in range(today.year + 1, today.year - 8, -1)]
    context: dict[str, Any] = {
        "table": _table(views, criteria, year),
        "everything": everything,
        "up_to_standard": up_to_standard,
        "filters": [
            components.Filter("gaps", _("达标"), [("1", _("还差的"))], request.GET.get("gaps", ""), _("全部")),
            components.Filter("year", _("经费年度"), years, str(year)),
        ],
        "query": request.GET.urlencode(),
        "may_set_standard": rules.may_set_standard(request.user),
    }
    return render(request, "workbench/homes/homes.html", context)


def _table(views: list[HomeView], criteria: list[HomeCriterion], year: int) -> components.Table:
    columns = [components.Column(_("成员之家")), components.Column(_("结论"))]
    columns += [components.Column(one.name) for one in criteria]
    columns += [components.Column(_("%(year)d年拨付（元）") % {"year": year}, number=True)]
    columns += [components.Column(_("使用（元）"), number=True), components.Column(_("近一年人次"), number=True)]
    rows = []
    for view in views:
        verdict = view.verdict
        name = format_html(
            '<a href="{}">{}</a>', reverse("workbench:home_of_members", args=[view.home.pk]), view.home.name
        )
        cells = [light(one.light, one.words) for one in verdict.findings]
        money = [yuan(view.money.granted), yuan(view.money.used)]
        conclusion = light("good" if verdict.is_up_to_standard else "risk", verdict.words)
        rows.append([name, conclusion, *cells, *money, figure(view.used.get(PERSONS, 0))])
    return components.Table(_("每处成员之家对照标准"), columns, rows)


def _file(views: list[HomeView], criteria: list[HomeCriterion], form: Any) -> HttpResponseBase:
    headings = [_("成员之家"), _("管理单位"), _("结论"), *(one.name for one in criteria)]
    headings += [_("经费年度"), _("拨付（元）"), _("使用（元）"), _("近一年活动场次"), _("近一年人次")]
    rows = (
        [
            view.home.name, view.home.owner.name, view.verdict.words, *(one.words for one in view.verdict.findings),
            view.money.year, view.money.granted, view.money.used, view.used.get(EVENTS, 0), view.used.get(PERSONS, 0),
        ]
        for view in views
    )  # fmt: skip
    return download(_("党派成员之家"), headings, rows, form)
