"""What the site says of itself: which personal data it keeps, and how accessible it is. Both from what it really does."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tongxin.common import personal
from tongxin.corrections.telling import office


def _kept() -> list[dict[str, Any]]:
    """Every personal field that is declared, in the words of its model, with purpose and time."""
    rows = []
    for declared in personal.declared():
        fields = [str(getattr(declared.model._meta.get_field(name), "verbose_name", name)) for name in declared.fields]
        rows.append(
            {
                "what": str(declared.model._meta.verbose_name),
                "fields": fields,
                "purpose": declared.purpose,
                "keeps": declared.keeps,
            }
        )
    return rows


def _cookies() -> list[tuple[str, str, str]]:
    """Every cookie that this site sets: its name, what for, how long."""
    year = _("一年")
    return [
        ("django_language", _("记住您选的语言"), year),
        ("tongxin_look", _("记住您选的“大字易读版”"), year),
        ("messages", _("记住要告诉您的一句话，看过就删"), _("看到为止")),
        (settings.CSRF_COOKIE_NAME, _("打开表单时才有，防止别的网站冒您的名提交"), year),
        (settings.SESSION_COOKIE_NAME, _("工作人员登录以后才有"), _("十二小时")),
    ]


def privacy(request: HttpRequest) -> HttpResponse:
    """The privacy statement, written from the registry that the nightly job shreds by."""
    context = {"kept": _kept(), "cookies": _cookies(), "office": office()}
    return render(request, "portal/statements/privacy.html", context)


def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    context = {"office": office(), "days": settings.CORRECTION_WORKING_DAYS}
    return render(request, "portal/statements/accessibility.html", context)
