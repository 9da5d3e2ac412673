from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse

from tongxin.accounts.models import User
from tongxin.workbench import navigation
from tongxin.workbench.navigation import Entry, Group, Item

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return User.objects.create_user("sample", password="a-sample-password-2019")


@pytest.fixture
def sections(monkeypatch: pytest.MonkeyPatch) -> None:
    items = [
        Item("验证", "mfa_index", on_phone=True, count=lambda user: 3),
        Item("启用", "mfa_activate_totp", on_phone=True),
        Item("密码", "account_change_password", on_phone=True),
        Item("退出", "account_logout", on_phone=True),
    ]
    hidden = [Item("邮箱", "account_email", shown_to=lambda user: user.username == "somebody-else")]
    monkeypatch.setattr(navigation, "SECTIONS", [("账号", items), ("别的", hidden)])


def test_every_entry_of_the_product_has_an_address(user: User) -> None:
    assert [item.label for _, items in navigation.SECTIONS for item in items if not reverse(item.url_name)] == []


def test_entries_are_those_this_user_sees_and_empty_groups_are_left_out(user: User, sections: None) -> None:
    (group,) = navigation.entries(user)
    assert isinstance(group, Group)
    assert group.label == "账号"
    assert group.entries[0] == Entry("验证", "/accounts/2fa/", True, 3)
    assert [entry.count for entry in group.entries] == [3, 0, 0, 0]


def test_nobody_signed_in_sees_none(sections: None) -> None:
    assert navigation.entries(AnonymousUser()) == []


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/accounts/2fa/", "/accounts/2fa/"),
        ("/accounts/2fa/webauthn/", "/accounts/2fa/"),
        ("/accounts/2fa/totp/activate/", "/accounts/2fa/totp/activate/"),
        ("/elsewhere/", ""),
    ],
)
def test_the_present_page_is_the_longest_beginning_of_the_path(
    user: User, sections: None, path: str, current: str
) -> None:
    request = RequestFactory().get(path)
    request.user = user
    context = Context({"request": request})
    Template("{% load workbench %}{% navigation_groups as navigation %}").render(context)
    assert context["navigation"]["current"] == current
    assert [entry.label for entry in context["navigation"]["bottom"]] == ["验证", "启用", "密码"]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/workbench/", "/workbench/"),
        ("/workbench/year/3/", "/workbench/year/"),
        ("/workbench/projects/3/", "/workbench/year/"),
        ("/workbench/carry/projects/3/remind/", "/workbench/year/"),
        ("/workbench/carry/years/3/evaluation/", "/workbench/year/"),
        ("/workbench/carry/supervision/3/", "/workbench/carry/supervision/"),
        ("/workbench/nothing/", ""),
    ],
)
def test_a_page_stands_under_its_subject_and_not_under_the_first_page(user: User, path: str, current: str) -> None:
    request = RequestFactory().get(path)
    request.user = user
    shown = Template("{% load workbench %}{% navigation_groups as n %}{{ n.current }}").render(
        Context({"request": request})
    )
    assert shown == current
