from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.conftest import City
from tests.factories import DelegationFactory, MembershipFactory, UserFactory
from tongxin.accounts.models import User
from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.models import AuditEntry
from tongxin.organisations import actions, roles, selectors
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Delegation, Membership, Unit

AsRole = Callable[..., User]
TODAY = timezone.localdate
DAY = timedelta(days=1)


def again(user: User) -> User:
    """The same person in the next request."""
    return User.objects.get(pk=user.pk)


@pytest.fixture
def chief(city: City, as_role: AsRole) -> User:
    return as_role(Role.ADMINISTRATOR, city.office)


@pytest.fixture
def district_admin(city: City, as_role: AsRole) -> User:
    return as_role(Role.ADMINISTRATOR, city.districts[0])


def test_a_role_holds_in_its_unit_and_below(city: City, as_role: AsRole) -> None:
    user = as_role(Role.REVIEWER, city.districts[0])
    assert [roles.has_role(user, Role.REVIEWER, unit) for unit in city.units] == [
        False, False, False, True, False, True, True, False, False, False, False,
    ]  # fmt: skip
    assert roles.has_role_in(user, Role.REVIEWER, city.districts[0])
    assert not roles.has_role_in(user, Role.REVIEWER, city.streets[0])
    found = Unit.objects.filter(roles.units_where(user, {Role.REVIEWER, Role.LEADER})).order_by("path")
    assert [unit.code for unit in found] == ["A03", "A031", "A032"]
    assert not roles.has_role(user, Role.COORDINATOR)


def test_roles_hold_from_their_first_to_their_last_day(city: City) -> None:
    for since, until, holds in [(0, 0, True), (None, -1, False), (1, None, False), (None, None, True), (-1, 1, True)]:
        user = UserFactory()
        MembershipFactory(
            user=user,
            unit=city.office,
            role=Role.LEADER,
            since=None if since is None else TODAY() + since * DAY,
            until=None if until is None else TODAY() + until * DAY,
        )
        assert roles.has_role(user, Role.LEADER) is holds, (since, until)


def test_the_holders_of_a_role_are_looked_for_upwards(city: City, as_role: AsRole) -> None:
    street = city.streets[0]
    assert roles.holders(Role.REVIEWER, street, climb=True) == []
    at_the_top = as_role(Role.REVIEWER, city.office)
    assert roles.holders(Role.REVIEWER, street) == []
    assert roles.holders(Role.REVIEWER, street, climb=True) == [at_the_top]
    nearer = as_role(Role.REVIEWER, city.districts[0])
    assert roles.holders({Role.REVIEWER, Role.REPORTER}, street, climb=True) == [nearer]
    User.objects.filter(pk=nearer.pk).update(is_active=False)
    assert roles.holders(Role.REVIEWER, street, climb=True) == [at_the_top]


def test_asking_many_times_asks_the_database_twice(
    city: City, as_role: AsRole, django_assert_num_queries: Callable[..., transaction.Atomic]
) -> None:
    user = again(as_role(Role.REVIEWER, city.office))
    with django_assert_num_queries(2):
        assert all(roles.has_role(user, Role.REVIEWER, unit) for unit in city.units)


def test_granting_and_ending_a_role(city: City, district_admin: User) -> None:
    user, unit = UserFactory(), city.streets[0]
    given = actions.grant_role(by=district_admin, user=user, unit=unit, role=Role.REPORTER)
    assert actions.grant_role(by=district_admin, user=user, unit=unit, role=Role.REPORTER) == given
    assert roles.has_role_in(again(user), Role.REPORTER, unit)
    ended = actions.end_role(by=district_admin, membership=given)
    assert ended.until == TODAY() - DAY
    assert not roles.has_role(again(user), Role.REPORTER)
    actions.end_role(by=district_admin, membership=given)
    # The past stays, and the role may come back.
    anew = actions.grant_role(by=district_admin, user=user, unit=unit, role=Role.REPORTER, until=TODAY())
    assert anew.pk != given.pk
    assert [entry.verb for entry in audit.history(unit)] == ["role.granted", "role.ended", "role.granted"]


def test_who_may_not_grant_or_end(city: City, district_admin: User, as_role: AsRole) -> None:
    user = UserFactory()
    for who in (district_admin, as_role(Role.COORDINATOR, city.office), user):
        with pytest.raises(NotAllowed):
            actions.grant_role(by=who, user=user, unit=city.districts[1], role=Role.ADMINISTRATOR)
    held = MembershipFactory(unit=city.office, role=Role.LEADER)
    with pytest.raises(NotAllowed):
        actions.end_role(by=district_admin, membership=held)
    assert Membership.objects.filter(user=user).count() == 0
    assert Membership.objects.get(pk=held.pk).until is None


def test_roles_that_cannot_be_granted(city: City, chief: User) -> None:
    user = UserFactory()
    with pytest.raises(Invalid) as refused:
        actions.grant_role(by=chief, user=user, unit=city.office, role="king")
    assert refused.value.field == "role"
    with pytest.raises(Invalid) as refused:
        actions.grant_role(by=chief, user=user, unit=city.office, role=Role.LEADER, until=TODAY() - DAY)
    assert refused.value.field == "until"
    with pytest.raises(WrongState):
        actions.grant_role(by=chief, user=UserFactory(is_active=False), unit=city.office, role=Role.LEADER)
    assert AuditEntry.objects.count() == 0


def test_the_last_administrator_of_the_root_stays(city: City, chief: User) -> None:
    held = Membership.objects.get(user=chief)
    with pytest.raises(WrongState, match="最后一名管理员"):
        actions.end_role(by=chief, membership=held)
    other = UserFactory()
    actions.grant_role(by=chief, user=other, unit=city.office, role=Role.ADMINISTRATOR)
    actions.end_role(by=chief, membership=held)
    with pytest.raises(WrongState, match="最后一名管理员"):
        actions.close_account(by=None, user=other)
    assert again(other).is_active


def test_a_new_account_signs_in_with_its_first_password(city: City, district_admin: User) -> None:
    opened = actions.open_account(
        by=district_admin,
        unit=city.streets[0],
        role=Role.REPORTER,
        username=" nanmen ",
        display_name="南门街道填报岗",
        email="Nanmen@Example.org",
    )
    user = again(opened.user)
    assert (user.username, user.email, user.must_change_password) == ("nanmen", "Nanmen@example.org", True)
    assert roles.has_role_in(user, Role.REPORTER, city.streets[0])
    assert len(opened.first_password) == 19
    assert opened.first_password not in str(list(AuditEntry.objects.values_list("detail", flat=True)))
    assert "nanmen" not in str(list(AuditEntry.objects.values_list("detail", flat=True)))
    client = Client()
    signed_in = client.post(
        reverse("account_login"), {"login": "nanmen", "password": opened.first_password, "next": "/accounts/2fa/"}
    )
    assert signed_in.status_code == 302
    assert client.get("/workbench/")["location"] == reverse("account_change_password")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"username": ""}, "username"),
        ({"username": "TAKEN"}, "username"),
        ({"username": "有 空格"}, "username"),
        ({"email": "不是邮箱"}, "email"),
        ({"email": "taken@EXAMPLE.org"}, "email"),
        ({"role": "king"}, "role"),
        ({"display_name": "长" * 61}, "display_name"),
    ],
)
def test_accounts_that_cannot_be_opened(city: City, chief: User, fields: dict[str, str], field: str) -> None:
    UserFactory(username="taken", email="taken@example.org")
    before = User.objects.count()
    with pytest.raises(Invalid) as refused:
        actions.open_account(by=chief, unit=city.office, **{"username": "new", "role": Role.LEADER, **fields})
    assert refused.value.field == field
    assert (User.objects.count(), AuditEntry.objects.count()) == (before, 0)


def test_closing_an_account_ends_everything_it_could_do(city: City, chief: User, as_role: AsRole) -> None:
    user, colleague = as_role(Role.REVIEWER, city.office), as_role(Role.REPORTER, city.office)
    client = Client()
    client.force_login(user)
    DelegationFactory(away=user, stand_in=colleague, starts=TODAY(), ends=TODAY() + DAY)
    assert roles.has_role(again(colleague), Role.REVIEWER)
    actions.close_account(by=chief, user=user, reason="调离")
    closed = again(user)
    assert not closed.is_active
    assert closed.closed_at is not None
    assert Membership.objects.get(user=user).until == TODAY()
    assert Delegation.objects.get().revoked_at is not None
    assert not roles.has_role(again(colleague), Role.REVIEWER)
    assert client.get(reverse("mfa_index")).status_code == 302
    for again_closed in (user, closed):
        with pytest.raises(WrongState, match="已经停用"):
            actions.close_account(by=None, user=again_closed)


def test_who_may_not_close_an_account(city: City, chief: User, district_admin: User, as_role: AsRole) -> None:
    with pytest.raises(NotAllowed, match="不能停用自己"):
        actions.close_account(by=chief, user=chief)
    in_two = as_role(Role.REPORTER, city.districts[0])
    MembershipFactory(user=in_two, unit=city.districts[1])
    for action in (actions.close_account, actions.renew_password, actions.remove_second_factor):
        with pytest.raises(NotAllowed):
            action(by=district_admin, user=in_two)  # type: ignore[operator]
    assert again(in_two).is_active
    assert AuditEntry.objects.count() == 0


def test_who_forgot_the_password_or_lost_the_telephone(city: City, district_admin: User, as_role: AsRole) -> None:
    user = as_role(Role.REVIEWER, city.streets[0])
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    old = Client()
    old.force_login(user)
    renewed = actions.renew_password(by=district_admin, user=user)
    assert again(user).check_password(renewed.first_password)
    assert again(user).must_change_password
    assert old.get(reverse("mfa_index")).status_code == 302
    assert actions.remove_second_factor(by=district_admin, user=user) == 1
    assert not Authenticator.objects.filter(user=user).exists()
    assert [entry.verb for entry in audit.history(user)] == [
        "account.password_renewed",
        "account.second_factor_taken_away",
    ]


def test_a_stand_in_has_the_roles_for_the_days_agreed(city: City, as_role: AsRole) -> None:
    away, stand_in = as_role(Role.REVIEWER, city.office), as_role(Role.REPORTER, city.chamber)
    actions.delegate(by=away, away=away, stand_in=stand_in, starts=TODAY() + DAY, ends=TODAY() + 2 * DAY)
    assert not roles.has_role(again(stand_in), Role.REVIEWER)
    today = actions.delegate(by=away, away=away, stand_in=stand_in, starts=TODAY(), ends=TODAY(), reason="外出开会")
    user = again(stand_in)
    assert roles.has_role(user, Role.REVIEWER, city.streets[0])
    assert roles.account_numbers(user) == {stand_in.pk, away.pk}
    actions.revoke_delegation(by=away, delegation=today)
    assert not roles.has_role(again(stand_in), Role.REVIEWER)
    with pytest.raises(WrongState):
        actions.revoke_delegation(by=away, delegation=today)
    # Standing in is not handed on.
    third = as_role(Role.REPORTER, city.chamber)
    actions.delegate(by=stand_in, away=stand_in, stand_in=third, starts=TODAY(), ends=TODAY())
    assert not roles.has_role(again(third), Role.REVIEWER)


def test_delegations_that_cannot_be(city: City, chief: User, district_admin: User, as_role: AsRole) -> None:
    away, stand_in = as_role(Role.REVIEWER, city.departments[0]), as_role(Role.REPORTER, city.departments[0])

    def refused(**changed: object) -> str | None:
        fields = {
            "by": away,
            "away": away,
            "stand_in": stand_in,
            "starts": TODAY(),
            "ends": TODAY() + 3 * DAY,
            **changed,
        }
        with pytest.raises(Invalid) as refusal:
            actions.delegate(**fields)  # type: ignore[arg-type]
        return refusal.value.field

    assert refused(stand_in=away) == "stand_in"
    assert refused(stand_in=UserFactory()) == "stand_in"
    assert refused(ends=TODAY() - DAY) == "ends"
    assert refused(starts=TODAY() - 3 * DAY, ends=TODAY() - DAY) == "ends"
    actions.delegate(by=chief, away=away, stand_in=stand_in, starts=TODAY() + 2 * DAY, ends=TODAY() + 4 * DAY)
    assert refused() == "starts"
    for who in (district_admin, stand_in):
        with pytest.raises(NotAllowed):
            actions.delegate(by=who, away=away, stand_in=stand_in, starts=TODAY(), ends=TODAY())
    assert Delegation.objects.count() == 1


def test_an_act_by_a_role_held_for_another_says_so(city: City, chief: User, as_role: AsRole) -> None:
    """The audit row tells for whom, and only where the role of one's own would not do."""
    own = as_role(Role.ADMINISTRATOR, city.districts[0])
    actions.delegate(by=chief, away=chief, stand_in=own, starts=TODAY(), ends=TODAY())
    by = again(own)
    assert roles.acting_for(by, Role.ADMINISTRATOR, city.departments[0]) == chief.pk
    assert roles.acting_for(by, Role.ADMINISTRATOR, city.streets[0]) is None
    actions.add_alias(by=by, unit=city.departments[0], alias="甲")
    actions.add_alias(by=by, unit=city.streets[0], alias="乙")
    actions.add_alias(by=by, unit=city.departments[1], alias="丙")
    third = as_role(Role.REPORTER, city.chamber)
    actions.delegate(by=by, away=by, stand_in=third, starts=TODAY(), ends=TODAY())
    rows = AuditEntry.objects.filter(actor_id=own.pk).values_list("verb", "acting_for_id")
    assert list(rows) == [
        ("unit.alias_added", chief.pk),
        ("unit.alias_added", None),
        ("unit.alias_added", chief.pk),
        ("delegation.made", None),
    ]


def test_members_are_seen_by_those_who_work_there_and_reading_is_written_down(
    city: City, chief: User, district_admin: User, as_role: AsRole
) -> None:
    street = city.streets[0]
    reporter = as_role(Role.REPORTER, street)
    gone = MembershipFactory(unit=street, until=TODAY() - DAY)
    assert [row.user for row in selectors.members_of(district_admin, street)] == [reporter]
    assert [row.user for row in selectors.members_of(reporter, street, with_ended=True)] == [reporter, gone.user]
    read = AuditEntry.objects.filter(verb="unit.members_read").values_list("actor_id", flat=True)
    assert list(read) == [district_admin.pk, reporter.pk]
    with pytest.raises(Http404):
        selectors.members_of(reporter, city.districts[0])
    with pytest.raises(Http404):
        selectors.members_of(as_role(Role.REVIEWER, city.districts[1]), street)
    assert selectors.colleague_for(district_admin, reporter.pk) == reporter
    with pytest.raises(Http404):
        selectors.colleague_for(district_admin, chief.pk)
    with pytest.raises(Http404):
        selectors.membership_for(reporter, gone.pk)


def test_whom_one_may_ask_to_stand_in(city: City, as_role: AsRole) -> None:
    user = as_role(Role.REVIEWER, city.districts[0], username="me")
    as_role(Role.REPORTER, city.districts[0], username="colleague")
    as_role(Role.REPORTER, city.streets[0], username="below")
    as_role(Role.LEADER, city.office, username="above")
    as_role(Role.REPORTER, city.districts[1], username="elsewhere")
    MembershipFactory(user=UserFactory(username="gone"), unit=city.districts[0], until=TODAY() - DAY)
    assert [one.username for one in selectors.possible_stand_ins(user)] == ["above", "below", "colleague"]
