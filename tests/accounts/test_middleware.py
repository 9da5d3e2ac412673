from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.factories import PASSWORD, UserFactory
from tongxin.accounts import actions
from tongxin.accounts.models import User
from tongxin.common.errors import Invalid

ENGLISH = {"accept-language": "en"}
CHINESE = {"accept-language": "zh-hans"}


@pytest.fixture
def user(client: Client, db: None) -> User:
    made: User = UserFactory()
    client.force_login(made)
    return made


def language_of(client: Client, headers: dict[str, str]) -> str:
    response = client.get(reverse("mfa_index"), headers=headers)
    assert response.status_code == 200
    translation.deactivate()
    return str(response["content-language"])


def test_the_language_of_the_account_goes_before_the_browsers(client: Client, user: User) -> None:
    assert language_of(client, ENGLISH) == "en"
    actions.choose_language(user=user, language="zh-hans")
    assert language_of(client, ENGLISH) == "zh-hans"
    actions.choose_language(user=user, language="en")
    assert language_of(client, CHINESE) == "en"


def test_the_switch_is_kept_with_the_account(client: Client, user: User) -> None:
    response = client.post(reverse("set_language"), {"language": "en", "next": "/accounts/2fa/"})
    assert (response.status_code, response["location"]) == (302, "/accounts/2fa/")
    assert User.objects.get().language == "en"
    client.post(reverse("set_language"), {"language": "xx"})
    assert User.objects.get().language == "en"
    assert client.get(reverse("set_language")).status_code == 405
    # Another machine, another browser: the account remembers.
    elsewhere = Client()
    elsewhere.force_login(user)
    assert language_of(elsewhere, CHINESE) == "en"


def test_the_switch_works_without_an_account(client: Client, db: None) -> None:
    assert client.post(reverse("set_language"), {"language": "en"}).cookies["django_language"].value == "en"


def test_a_language_that_is_not_there_is_refused(user: User) -> None:
    with pytest.raises(Invalid) as refused:
        actions.choose_language(user=user, language="xx")
    assert refused.value.field == "language"
    assert User.objects.get().language == ""


def test_a_first_password_must_be_changed_before_work(client: Client, db: None) -> None:
    made = UserFactory(must_change_password=True)
    client.force_login(made)
    response = client.get("/workbench/")
    assert (response.status_code, response["location"]) == (302, reverse("account_change_password"))
    page = client.get(reverse("account_change_password"))
    assert page.status_code == 200
    assert "您用的是初始密码" in page.content.decode()
    new = "只有自己知道的口令-2021"
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert not User.objects.get().must_change_password
    response = client.get("/workbench/")
    assert response.status_code != 302 or response["location"] != reverse("account_change_password")
