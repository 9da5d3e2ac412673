"""The first administrator of a new site."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.conftest import City
from tongxin.accounts.models import User
from tongxin.cli import main
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Membership


def test_the_account_works_and_its_password_is_shown_once(
    city: City, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["open-account", "guanli", "--unit", city.office.code, "--title", "系统管理岗"])
    name, _colon, password = capsys.readouterr().out.strip().partition(": first password ")
    membership = Membership.objects.get()
    assert (membership.unit, membership.role) == (city.office, Role.ADMINISTRATOR)
    user = User.objects.get(username=name)
    assert (user.display_name, user.must_change_password) == ("系统管理岗", True)
    assert client.login(username=name, password=password)


@pytest.mark.parametrize("options", [["--unit", "none"], ["--unit", "A", "--role", "king"]])
def test_what_cannot_be_is_one_line_and_opens_nothing(
    city: City, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["open-account", "guanli", *options])
    assert ended.value.code in (1, 2)
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not User.objects.exists()
