"""Two readers at one moment, on PostgreSQL: one word counts, the other is told."""

from __future__ import annotations

from functools import partial

import pytest
from wagtail.models import TaskState

from tests.editorial.factories import make_story
from tests.factories import MembershipFactory, UnitFactory, UserFactory
from tests.programme.test_races import at_once
from tongxin.accounts.models import User
from tongxin.common.errors import WrongState
from tongxin.editorial import reviewing
from tongxin.editorial.models import ReviewPart, ReviewVerdict
from tongxin.editorial.tree import ensure_site
from tongxin.organisations.enums import Role, UnitKind

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_two_first_readers_at_one_moment() -> None:
    ensure_site()
    office = UnitFactory(kind=UnitKind.OFFICE)
    author, one, two = (UserFactory() for _number in range(3))
    for person in (author, one, two):
        MembershipFactory(user=person, unit=office, role=Role.EDITOR)
    story = make_story(author)
    reviewing.hand_in(page=story, by=author)
    state = TaskState.objects.get()
    results = at_once(
        partial(reviewing.approve, task_state=state, by=User.objects.get(pk=one.pk)),
        partial(reviewing.send_back, task_state=state, by=User.objects.get(pk=two.pk), reason="请改"),
    )
    assert sum(isinstance(result, WrongState) for result in results) == 1
    assert ReviewVerdict.objects.count() == 1
    assert ReviewPart.objects.filter(step=1).count() == 1
