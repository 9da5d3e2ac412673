from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import UserFactory
from tongxin.accounts.models import User
from tongxin.common import audit, personal
from tongxin.common.tasks import shred_expired

YEARS = timedelta(days=2 * 365)


@pytest.mark.django_db
def test_two_years_after_closing_an_account_says_no_longer_whose_it_was() -> None:
    now = timezone.now()
    gone = UserFactory(closed_at=now - YEARS - timedelta(minutes=1), is_active=False)
    closed = UserFactory(closed_at=now - YEARS + timedelta(minutes=1), is_active=False)
    working = UserFactory()
    assert personal.shred_expired() == {"accounts.user": 1}
    erased = User.objects.get(pk=gone.pk)
    assert (erased.username, erased.display_name, erased.email) == (f"closed-{gone.pk}", "", "")
    assert not erased.has_usable_password()
    for kept in (closed, working):
        stored = User.objects.get(pk=kept.pk)
        assert (stored.username, stored.display_name, stored.email) == (kept.username, kept.display_name, kept.email)


@pytest.mark.django_db
def test_the_receipt_names_fields_but_not_what_stood_in_them() -> None:
    gone = UserFactory(closed_at=timezone.now() - YEARS * 2, is_active=False)
    shred_expired.call()
    shred_expired.call()
    (receipt,) = audit.history(gone)
    assert (receipt.verb, receipt.actor_id) == ("personal.shredded", None)
    assert receipt.detail == {"fields": ["username", "display_name", "email"], "kept": "账号停用后两年"}
    assert audit.verify().holds


@pytest.mark.django_db
def test_one_row_that_fails_does_not_keep_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (UserFactory(closed_at=timezone.now() - YEARS * 2, is_active=False) for _ in range(2))
    (fields,) = [one for one in personal.declared() if one.model is User]

    def shred(user: User) -> None:
        if user.pk == first.pk:
            user.display_name = ""
            user.save()
            raise ValueError("示例")
        fields.shred(user)

    monkeypatch.setitem(personal._registered, User, replace(fields, shred=shred))
    with pytest.raises(ValueError, match="示例"):
        personal.shred_expired()
    assert User.objects.get(pk=first.pk).display_name == first.display_name
    assert User.objects.get(pk=second.pk).display_name == ""


def test_a_declaration_must_say_what_for_and_how_long() -> None:
    (fields,) = [one for one in personal.declared() if one.model is User]
    with pytest.raises(ValueError, match="has no field shoe_size"):
        personal.declare(replace(fields, fields=("shoe_size",)))
    with pytest.raises(ValueError, match="how long"):
        personal.declare(replace(fields, keeps=""))
    assert personal.is_declared(User, "email")
    assert not personal.is_declared(User, "language")
