"""Who works in a unit: roles given and taken back, accounts opened and closed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tongxin.accounts.models import User
from tongxin.common.errors import Invalid
from tongxin.organisations import actions, rules, selectors
from tongxin.workbench.pages import staff_page
from tongxin.workbench.units import forms
from tongxin.workbench.units.pages import Words, confirm_page, form_page, only_if, signed_in
from tongxin.workbench.units.tree import administered


def page_of_members(unit_pk: int) -> str:
    return reverse("workbench:unit_members", args=[unit_pk])


@staff_page
def members(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    unit = selectors.unit_for(user, pk)
    context = {
        "unit": unit,
        "members": selectors.members_of(user, unit, with_ended=request.GET.get("ended") == "yes"),
        "with_ended": request.GET.get("ended") == "yes",
        "today": timezone.localdate(),
        "may_administer": unit.is_open and rules.may_administer(user, unit),
    }
    return render(request, "workbench/units/members.html", context)


@staff_page
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    unit = administered(request, pk)
    words = Words(_("授予角色"), _("授予"), page_of_members(unit.pk), unit.name)

    def act(cleaned: dict[str, Any]) -> str:
        account = User.objects.filter(username__iexact=cleaned["username"].strip(), is_active=True).first()
        if account is None:
            raise Invalid(_("没有这个账号，或已停用。请核对，或改用“开通账号”。"), field="username")
        given = actions.grant_role(
            by=signed_in(request), user=account, unit=unit, role=cleaned["role"], until=cleaned["until"]
        )
        return _("%(who)s现在是%(role)s。") % {"who": account, "role": given.get_role_display()}

    return form_page(request, forms.GrantForm(request.POST or None), words, act)


@staff_page
def open_account(request: HttpRequest, pk: int) -> HttpResponse:
    unit = administered(request, pk)
    words = Words(_("开通账号"), _("开通"), page_of_members(unit.pk), unit.name)

    def act(cleaned: dict[str, Any]) -> HttpResponse:
        opened = actions.open_account(by=signed_in(request), unit=unit, **cleaned)
        return _shown_once(request, opened, words.back)

    return form_page(request, forms.OpenAccountForm(request.POST or None), words, act)


def _shown_once(request: HttpRequest, opened: actions.OpenedAccount, back: str) -> HttpResponse:
    """The first password, on a page that is kept nowhere."""
    response = render(request, "workbench/units/opened.html", {"opened": opened, "back": back})
    response["Cache-Control"] = "no-store"
    return response


@staff_page
def end(request: HttpRequest, pk: int) -> HttpResponse:
    membership = selectors.membership_for(signed_in(request), pk)
    words = Words(_("收回角色"), _("收回"), page_of_members(membership.unit_id), is_grave=True)
    named = {"who": membership.user, "unit": membership.unit, "role": membership.get_role_display()}

    def act() -> str:
        actions.end_role(by=signed_in(request), membership=membership)
        return _("已收回%(who)s在“%(unit)s”的%(role)s角色。") % named

    return confirm_page(request, words, _("%(who)s将不再是“%(unit)s”的%(role)s，立即生效。") % named, act)


def _account(request: HttpRequest, pk: int) -> tuple[User, str]:
    """The account of somebody whom this person administers, and the way back."""
    user = signed_in(request)
    account = selectors.colleague_for(user, pk)
    only_if(account.is_active and account.pk != user.pk)
    units = [membership.unit_id for membership in actions.current_roles(account)]
    return account, page_of_members(units[0]) if units else reverse("workbench:units")


@staff_page
def password(request: HttpRequest, pk: int) -> HttpResponse:
    account, back = _account(request, pk)
    words = Words(_("重置密码"), _("重置"), back)
    text = _("%(who)s现在的密码立即失效，已登录的设备要重新登录。系统会给出一个初始密码，只显示一次。") % {
        "who": account
    }
    return confirm_page(
        request,
        words,
        text,
        lambda: _shown_once(request, actions.renew_password(by=signed_in(request), user=account), back),
    )


@staff_page
def second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    account, back = _account(request, pk)
    words = Words(_("解除第二道验证"), _("解除"), back, is_grave=True)

    def act() -> str:
        actions.remove_second_factor(by=signed_in(request), user=account)
        return _("已解除%(who)s的第二道验证。") % {"who": account}

    text = _("用于手机丢失或更换的情况。请先当面或打电话核实是%(who)s本人。解除后，对方要重新设置。") % {"who": account}
    return confirm_page(request, words, text, act)


@staff_page
def close(request: HttpRequest, pk: int) -> HttpResponse:
    account, back = _account(request, pk)
    words = Words(_("停用账号"), _("停用"), back, is_grave=True)

    def act() -> str:
        actions.close_account(by=signed_in(request), user=account)
        return _("账号%(who)s已停用。") % {"who": account}

    text = _("%(who)s将不能登录，角色和代办同时结束。办过的事项不变；姓名和邮箱两年后清除。") % {"who": account}
    return confirm_page(request, words, text, act)
