"""Forms that keep what is typed on the device until the system has it (`keep.js`), and save by themselves meanwhile."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _


def keep_words(button: str) -> dict[str, str]:
    """What such a form says when what was typed could not be saved. `button` hands the form in."""
    return {
        "offline": _("没有网络，先存在这台设备上；有网后会自动存好。"),
        "not_sent": _("没有网络，还没有提交。写的先存在这台设备上，有网后请再按一次“%(button)s”。")
        % {"button": button},
        "signed_out": _("登录已过期。写的先存在这台设备上，重新登录后会放回表里。"),
        "sign_in": _("重新登录"),
        "refused": _("系统暂时没有存上，写的先存在这台设备上。请过一会儿再按“存着”。"),
        "no_file": _("照片没有传上。请在有网时重新选一次。"),
        "nowhere": _("没有存上，这台设备也不让存。请先别关这一页，把写的复制一份。"),
    }


def saved_line(request: HttpRequest, *, version: str = "", wrong: str = "") -> HttpResponse:
    """The answer to a form that saves by itself (htmx): the line that says so, and the version that is saved now."""
    context = {"at": timezone.localtime(), "version": version, "wrong": wrong}
    response = render(request, "workbench/typed/saved.html", context)
    if not wrong:
        response["HX-Trigger-After-Settle"] = "typed-saved"
    return response
