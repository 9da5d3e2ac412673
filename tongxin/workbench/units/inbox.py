"""The in-box: what one was told, newest first."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongxin.common import components
from tongxin.organisations import notices
from tongxin.workbench.pages import paged, staff_page
from tongxin.workbench.units.pages import signed_in


@staff_page
def inbox(request: HttpRequest) -> HttpResponse:
    user, is_all = signed_in(request), request.GET.get("show") == "all"
    rows = notices.notices_for(user) if is_all else notices.unread_for(user)
    show = components.Filter("show", _("显示"), [("all", _("全部通知"))], request.GET.get("show", ""), _("未读"))
    context = {
        "page": paged(request, rows),
        "filters": [show],
        "is_all": is_all,
        "unread": notices.unread_for(user).count(),
    }
    return render(request, "workbench/units/inbox.html", context)


@staff_page
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Read one notice: it goes on to where the matter stands, or is shown where it leads nowhere."""
    user = signed_in(request)
    notice = notices.notice_for(user, pk)
    notices.mark_read(user=user, notices=[notice])
    if notice.link and url_has_allowed_host_and_scheme(notice.link, {request.get_host()}):
        return redirect(notice.link)
    return render(request, "workbench/units/notice.html", {"notice": notice})


@require_POST
@staff_page
def read_all(request: HttpRequest) -> HttpResponse:
    count = notices.mark_read(user=signed_in(request))
    messages.success(request, _("%(count)d 条通知已标为已读。") % {"count": count})
    return redirect("workbench:inbox")
