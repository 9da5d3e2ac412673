from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.ratelimit import respond_429
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from tongxin.accounts import sign_in_log


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by an administrator; nobody signs up from the outside."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Too many wrong passwords end in the page for that (429), not in one more try at the form."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            raise ImmediateHttpResponse(respond_429(request)) from error

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        sign_in_log.record_failed_sign_in(credentials.get("username") or credentials.get("email") or "")
