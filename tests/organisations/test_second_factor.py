from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.conftest import City
from tests.factories import DelegationFactory, UserFactory
from tongxin.accounts.models import User
from tongxin.organisations.enums import APPROVING_ROLES, Role
from tongxin.organisations.middleware import lacks_second_factor

AsRole = Callable[..., User]
PLACE = "/workbench/units/"


def is_sent_to_set_up(user: User) -> bool:
    client = Client()
    client.force_login(user)
    response = client.get(PLACE)
    sent = response.status_code == 302 and response["location"] == reverse("mfa_index")
    if sent:
        assert "您的角色要审核或签批" in client.get(reverse("mfa_index")).content.decode()
    return sent


@pytest.mark.parametrize("role", list(Role))
def test_approvers_set_up_a_second_factor_before_they_work(
    role: Role, city: City, as_role: AsRole, settings: Any
) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    user = as_role(role, city.districts[0])
    assert is_sent_to_set_up(user) is (role in APPROVING_ROLES)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    assert not is_sent_to_set_up(user)


def test_the_demo_does_not_insist(city: City, as_role: AsRole, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    user = as_role(Role.REVIEWER, city.office)
    assert not is_sent_to_set_up(user)
    assert lacks_second_factor(user)


def test_recovery_codes_alone_are_no_second_factor(city: City, as_role: AsRole) -> None:
    user = as_role(Role.REVIEWER, city.office)
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert lacks_second_factor(user)


def test_who_stands_in_for_an_approver_needs_one_too(city: City, as_role: AsRole, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    away, stand_in = as_role(Role.REVIEWER, city.office), UserFactory()
    assert not is_sent_to_set_up(stand_in)
    today = timezone.localdate()
    DelegationFactory(away=away, stand_in=stand_in, starts=today, ends=today + timedelta(days=1))
    assert is_sent_to_set_up(stand_in)
