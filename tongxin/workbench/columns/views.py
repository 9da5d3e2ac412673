"""The state of each column of the public site: since when it has stood still, and how long it may."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tongxin.editorial.columns import Standing, may_see, standings
from tongxin.workbench.pages import staff_page
from tongxin.workbench.units.pages import only_if


def _words(one: Standing) -> str:
    """What the light says."""
    if one.state == "idle":
        return _("还没有内容")
    if one.since is None:
        return _("没有待答复的")
    if one.state == "late":
        return ngettext("超过 %(n)d 天", "超过 %(n)d 天", -one.left_days) % {"n": -one.left_days}
    return ngettext("还有 %(n)d 天", "还有 %(n)d 天", one.left_days) % {"n": one.left_days}


@staff_page
def columns(request: HttpRequest) -> HttpResponse:
    """Every column with its light and its arithmetic."""
    only_if(may_see(request.user))
    rows = [(one, _words(one)) for one in standings()]
    return render(request, "workbench/columns/columns.html", {"rows": rows})
