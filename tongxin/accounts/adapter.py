from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by an administrator; nobody signs up from the outside."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
