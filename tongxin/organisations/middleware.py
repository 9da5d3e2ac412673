"""Roles that approve need a second factor: a code from the telephone or a passkey."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongxin.accounts.middleware import is_always_open
from tongxin.accounts.models import User
from tongxin.organisations.enums import APPROVING_ROLES
from tongxin.organisations.roles import holds_any


def lacks_second_factor(user: User) -> bool:
    """Whether the person holds a role that approves, own or as a stand-in, and has not set up a second factor."""
    return holds_any(user, APPROVING_ROLES) and not is_mfa_enabled(
        user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    )


class SecondFactorMiddleware:
    """Leads approvers without a second factor to the page where they set one up.

    With settings.REQUIRE_SECOND_FACTOR they cannot work before; without it (the demo) nothing is blocked, and the page
    of one's own account shows a hint.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not settings.REQUIRE_SECOND_FACTOR or not user.is_authenticated or is_always_open(request):
            return self.get_response(request)
        if lacks_second_factor(user):
            messages.warning(
                request,
                _(
                    "您的角色要审核或签批，登录须有第二道验证。请设置手机验证器或通行密钥（任选一种），完成后即可开始工作。"
                ),
            )
            return redirect("mfa_index")
        return self.get_response(request)
