"""Signing in through allauth's own pages: what is let in, what is kept out, and what the audit chain says of it."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, UserFactory
from tongxin.accounts.models import User
from tongxin.common import audit
from tongxin.common.models import AuditEntry

AFTER = "/accounts/2fa/"


def sign_in(client: Client, login: str, password: str = PASSWORD) -> Any:
    return client.post(reverse("account_login"), {"login": login, "password": password, "next": AFTER})


def rows() -> list[tuple[str, int | None, str]]:
    return list(AuditEntry.objects.values_list("verb", "actor_id", "subject_id"))


def code_of(secret: str, *, later: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


@pytest.fixture
def user(db: None) -> User:
    made: User = UserFactory(username="shili-one", email="shili-one@example.org")
    return made


@pytest.mark.parametrize("login", ["shili-one", "shili-one@example.org"])
def test_signing_in_by_account_or_mail_address(client: Client, user: User, login: str) -> None:
    response = sign_in(client, login)
    assert (response.status_code, response["location"]) == (302, AFTER)
    assert rows() == [("account.signed_in", user.pk, str(user.pk))]


def test_a_wrong_password_is_written_down_without_what_was_typed(client: Client, user: User) -> None:
    assert sign_in(client, "shili-one", "错的口令-999").status_code == 200
    assert sign_in(client, "nobody-here", "别的口令-999").status_code == 200
    assert rows() == [
        ("account.sign_in_failed", None, str(user.pk)),
        ("account.sign_in_failed", None, "unknown"),
    ]
    assert [entry.detail for entry in AuditEntry.objects.all()] == [{}, {}]


def test_a_closed_account_does_not_get_in(client: Client, user: User) -> None:
    User.objects.update(is_active=False)
    sign_in(client, "shili-one")
    assert "_auth_user_id" not in client.session
    assert "account.signed_in" not in [verb for verb, *_rest in rows()]


def test_too_many_wrong_passwords_end_in_the_page_for_that(client: Client, user: User) -> None:
    codes = [sign_in(client, "shili-one", f"错的口令-{n}").status_code for n in range(6)]
    assert codes == [200] * 5 + [429]
    # The right password does not help for a while, and nobody else is kept out by it.
    assert sign_in(client, "shili-one").status_code == 429
    other = UserFactory()
    assert sign_in(client, other.username).status_code == 302


def test_nobody_signs_up_from_the_outside(client: Client, db: None) -> None:
    fields = {"username": "newcomer", "email": "n@example.org", "password1": PASSWORD, "password2": PASSWORD}
    client.post(reverse("account_signup"), fields)
    assert User.objects.count() == 0


def confirm_password(client: Client) -> None:
    """Means of signing in are changed only right after the password was given once more."""
    assert client.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 302


def set_up_totp(client: Client) -> str:
    """Through the page that shows the secret to the telephone. Returns the secret."""
    confirm_password(client)
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200
    secret: str = page.context["form"].secret
    response = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert response.status_code == 302
    return secret


@pytest.mark.django_db(transaction=True)
def test_a_code_from_the_telephone_as_second_factor(client: Client, user: User) -> None:
    sign_in(client, "shili-one")
    secret = set_up_totp(client)
    client.post(reverse("account_logout"))
    response = sign_in(client, "shili-one")
    assert (response.status_code, response["location"].split("?")[0]) == (302, reverse("mfa_authenticate"))
    assert "_auth_user_id" not in client.session
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 200
    right = client.post(reverse("mfa_authenticate"), {"code": code_of(secret, later=-1)})
    assert right.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)
    verbs = [verb for verb, *_rest in rows()]
    assert verbs == [
        "account.signed_in",
        "account.second_factor_added",
        "account.second_factor_added",  # the recovery codes that come with it
        "account.second_factor_failed",
        "account.signed_in",
    ]
    factors = [entry.detail["factor"] for entry in AuditEntry.objects.filter(verb="account.second_factor_added")]
    assert sorted(factors) == ["recovery_codes", "totp"]
    assert secret not in str(list(AuditEntry.objects.values_list("detail", flat=True)))


@pytest.mark.django_db(transaction=True)
def test_giving_up_the_second_factor_is_written_down(client: Client, user: User) -> None:
    sign_in(client, "shili-one")
    set_up_totp(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=user).exists()
    removed = AuditEntry.objects.filter(verb="account.second_factor_removed")
    assert {entry.detail["factor"] for entry in removed} == {"totp", "recovery_codes"}


def test_a_second_factor_is_set_up_only_right_after_the_password(client: Client, user: User) -> None:
    """A browser left alone asks for the password again."""
    place = reverse("mfa_activate_totp")
    sign_in(client, "shili-one")
    asked = client.get(place)
    assert (asked.status_code, asked["location"].split("?")[0]) == (302, reverse("account_reauthenticate"))
    confirm_password(client)
    assert client.get(place).status_code == 200
    session = client.session
    session["account_authentication_methods"] = [
        {**method, "at": method["at"] - 3600} for method in session["account_authentication_methods"]
    ]
    session.save()
    assert client.get(place).status_code == 302


def test_the_pages_for_passkeys_open(client: Client, user: User) -> None:
    sign_in(client, "shili-one")
    confirm_password(client)
    page = client.get(reverse("mfa_add_webauthn"))
    assert page.status_code == 200
    assert page.context["js_data"]["creation_options"]["publicKey"]["rp"]["id"] == "testserver"
    assert client.get(reverse("mfa_list_webauthn")).status_code == 200
    assert client.get(reverse("mfa_index")).status_code == 200
    stranger = Client()
    options = stranger.get(reverse("mfa_login_webauthn"), headers={"x-requested-with": "XMLHttpRequest"})
    assert "challenge" in options.json()["request_options"]["publicKey"]


def test_changing_the_password_is_written_down(client: Client, user: User) -> None:
    sign_in(client, "shili-one")
    new = "另一个足够长的口令-2020"
    fields = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post(reverse("account_change_password"), fields).status_code == 302
    assert rows()[-1] == ("account.password_changed", user.pk, str(user.pk))
    assert audit.verify().holds
