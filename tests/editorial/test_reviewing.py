"""Three readings: roles apart, nobody twice, never one's own words, and no other way out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from tests.editorial.conftest import Desk
from tests.editorial.factories import make_story
from tests.factories import DelegationFactory, MembershipFactory
from tongxin.accounts.models import User
from tongxin.common import page_cache
from tongxin.common.audit.models import AuditEntry
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.editorial import publishing, reviewing, tasks
from tongxin.editorial.models import ReviewPart, ReviewTask, ReviewVerdict, Story
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Notice
from tongxin.organisations.roles import forget

pytestmark = pytest.mark.django_db


def waiting(story: Story) -> TaskState:
    return TaskState.objects.get(workflow_state__object_id=str(story.pk), status=TaskState.STATUS_IN_PROGRESS)


def handed_in(desk: Desk) -> Story:
    story = make_story(desk.author)
    reviewing.hand_in(page=story, by=desk.author)
    return story


def test_three_readings_let_a_story_out(desk: Desk) -> None:
    story = handed_in(desk)
    for reader in (desk.first, desk.second, desk.third):
        assert Story.objects.get().live is False
        reviewing.approve(task_state=waiting(story), by=reader)
    story.refresh_from_db()
    assert story.live is True
    assert [(part.step, part.person) for part in ReviewPart.objects.order_by("step")] == [
        (0, desk.author), (1, desk.first), (2, desk.second), (3, desk.third)
    ]  # fmt: skip
    verbs = list(AuditEntry.objects.filter(verb__startswith="page.").values_list("verb", "actor_id"))
    assert verbs == [
        ("page.handed_in", desk.author.pk), ("page.approved", desk.first.pk), ("page.approved", desk.second.pk),
        ("page.approved", desk.third.pk), ("page.published", desk.third.pk),
    ]  # fmt: skip


def test_each_reader_is_told_in_turn_and_the_author_at_the_end(desk: Desk) -> None:
    story = handed_in(desk)
    assert list(Notice.objects.values_list("recipient__display_name", "title")) == [("初审", f"待初审：{story.title}")]
    for reader in (desk.first, desk.second, desk.third):
        reviewing.approve(task_state=waiting(story), by=reader)
    told = [(one.recipient.display_name, one.title) for one in Notice.objects.order_by("pk")]
    assert told[1:] == [
        ("复审", f"待复审：{story.title}"), ("终审", f"待终审：{story.title}"), ("撰稿", f"三审通过：{story.title}")
    ]  # fmt: skip


@pytest.mark.parametrize("role", list(Role))
def test_nobody_publishes_directly(desk: Desk, as_role: Callable[..., User], role: Role) -> None:
    story = make_story(desk.author)
    person = as_role(role, desk.city.office)
    person.is_superuser = True
    person.save()
    assert story.permissions_for_user(person).can_publish() is False
    assert story.permissions_for_user(person).can_unpublish() is False
    with pytest.raises(NotAllowed, match="初审、复审、终审"):
        story.get_latest_revision().publish(user=person)
    with pytest.raises(NotAllowed):
        story.publish(story.get_latest_revision(), skip_permission_checks=True)
    assert Story.objects.get().live is False


def test_who_wrote_reads_nothing_of_it(desk: Desk) -> None:
    for role in (Role.EDITOR, Role.REVIEWER):
        MembershipFactory(user=desk.third, unit=desk.city.office, role=role)
    story = make_story(desk.author)
    story.save_revision(user=desk.third)
    reviewing.hand_in(page=story, by=desk.author)
    for reader in (desk.first, desk.second, None):
        with pytest.raises(NotAllowed, match="您写的"):
            reviewing.approve(task_state=waiting(story), by=desk.third)
        if reader is not None:
            reviewing.approve(task_state=waiting(story), by=reader)
    assert Story.objects.get().live is False
    assert ReviewVerdict.objects.count() == 2


def test_nobody_reads_twice(desk: Desk) -> None:
    MembershipFactory(user=desk.first, unit=desk.city.office, role=Role.REVIEWER)
    story = handed_in(desk)
    reviewing.approve(task_state=waiting(story), by=desk.first)
    with pytest.raises(NotAllowed, match="已经做过这一稿的初审"):
        reviewing.approve(task_state=waiting(story), by=desk.first)
    review = WorkflowState.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewPart.objects.create(review=review, person=desk.first, step=2)
    assert ReviewVerdict.objects.count() == 1


def test_a_stand_in_is_bound_as_the_one_who_is_away(desk: Desk) -> None:
    MembershipFactory(user=desk.second, unit=desk.city.office, role=Role.COORDINATOR)
    story = handed_in(desk)
    reviewing.approve(task_state=waiting(story), by=desk.first)
    reviewing.approve(task_state=waiting(story), by=desk.second)
    today = timezone.localdate()
    # Whoever stands in for the second reader has that reader's part, whatever roles come with it.
    DelegationFactory(away=desk.second, stand_in=desk.author, starts=today, ends=today)
    forget(desk.author)
    with pytest.raises(NotAllowed):
        reviewing.approve(task_state=waiting(story), by=desk.author)
    assert Story.objects.get().live is False


def test_another_role_or_another_unit_may_not_read(desk: Desk, as_role: Callable[..., User]) -> None:
    story = handed_in(desk)
    for person in (desk.second, as_role(Role.EDITOR, desk.city.districts[0]), as_role(Role.LEADER, desk.city.office)):
        with pytest.raises(NotAllowed, match="没有这个角色"):
            reviewing.approve(task_state=waiting(story), by=person)
    assert ReviewVerdict.objects.count() == 0


def test_sent_back_goes_to_the_author_and_is_read_anew_from_the_first(desk: Desk) -> None:
    story = handed_in(desk)
    reviewing.approve(task_state=waiting(story), by=desk.first)
    with pytest.raises(Invalid, match="理由"):
        reviewing.send_back(task_state=waiting(story), by=desk.second, reason="  ")
    reviewing.send_back(task_state=waiting(story), by=desk.second, reason="第二段的日期不对")
    told = Notice.objects.get(recipient=desk.author)
    assert (told.title, told.body) == (f"复审退回：{story.title}", "第二段的日期不对")
    assert told.link == f"/editor/pages/{story.pk}/edit/"
    assert story.current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES
    story.title = "改过的标题"
    story.save_revision(user=desk.author)
    reviewing.hand_in(page=Story.objects.get(), by=desk.author)
    assert waiting(story).task.name == "初审"
    for reader in (desk.first, desk.second, desk.third):
        reviewing.approve(task_state=waiting(story), by=reader)
    assert Story.objects.get().title == "改过的标题"


def test_words_changed_after_a_reading_do_not_go_out(desk: Desk) -> None:
    story = handed_in(desk)
    reviewing.approve(task_state=waiting(story), by=desk.first)
    reviewing.approve(task_state=waiting(story), by=desk.second)
    revision = story.get_latest_revision()
    revision.content["title"] = "偷偷改过"
    revision.save(update_fields=["content"])
    with pytest.raises(NotAllowed, match="初审、复审"):
        reviewing.approve(task_state=waiting(story), by=desk.third)
    assert Story.objects.get().live is False
    assert ReviewVerdict.objects.count() == 2


def test_the_second_of_two_who_decide_is_told(desk: Desk, as_role: Callable[..., User]) -> None:
    story, other = handed_in(desk), as_role(Role.EDITOR, desk.city.office)
    state = waiting(story)
    reviewing.approve(task_state=state, by=desk.first)
    with pytest.raises(WrongState, match="刚才已有人审过"):
        reviewing.send_back(task_state=state, by=other, reason="太长")
    assert ReviewVerdict.objects.count() == 1


def test_while_it_is_read_nobody_changes_it(desk: Desk) -> None:
    story = handed_in(desk)
    for person in (desk.author, desk.first, desk.third):
        assert story.get_lock().for_user(person) is True


def test_a_check_stops_a_page_when_it_is_handed_in(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(page: Any, revision: Any) -> None:
        raise Invalid("正文里有身份证号")

    monkeypatch.setattr(publishing, "_checks", [refuse])
    story = make_story(desk.author)
    with pytest.raises(Invalid, match="身份证号"):
        reviewing.hand_in(page=story, by=desk.author)
    assert (WorkflowState.objects.count(), Notice.objects.count(), ReviewPart.objects.count()) == (0, 0, 0)


def test_its_hour_comes_by_itself(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    story = make_story(desk.author)
    now = timezone.now()
    story.go_live_at = now + timedelta(hours=2)
    story.save_revision(user=desk.author)
    reviewing.hand_in(page=story, by=desk.author)
    for reader in (desk.first, desk.second, desk.third):
        reviewing.approve(task_state=waiting(story), by=reader)
    tasks.publish_scheduled.call()
    assert Story.objects.get().live is False
    assert AuditEntry.objects.filter(verb="page.scheduled").count() == 1
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=3))
    tasks.publish_scheduled.call()
    tasks.publish_scheduled.call()
    assert Story.objects.get().live is True
    assert AuditEntry.objects.filter(verb="page.published").count() == 1


def test_a_page_whose_time_is_over_is_taken_back_by_itself(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    story = make_story(desk.author, live=True, expire_at=timezone.now() + timedelta(hours=1))
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    tasks.publish_scheduled.call()
    assert Story.objects.get(pk=story.pk).live is False
    assert AuditEntry.objects.filter(verb="page.unpublished").count() == 1


def test_taken_back_by_the_third_role_with_a_reason(
    desk: Desk, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    story = handed_in(desk)
    for reader in (desk.first, desk.second, desk.third):
        reviewing.approve(task_state=waiting(story), by=reader)
    story = Story.objects.get()
    with pytest.raises(NotAllowed):
        reviewing.take_back(page=story, by=desk.author, reason="不对")
    with pytest.raises(Invalid):
        reviewing.take_back(page=story, by=desk.third, reason="")
    before = page_cache.current()
    with django_capture_on_commit_callbacks(execute=True):
        reviewing.take_back(page=story, by=desk.third, reason="数字有误")
    assert Story.objects.get().live is False
    assert page_cache.current() != before
    assert AuditEntry.objects.filter(verb="page.taken_back").get().detail == {"reason": "数字有误"}
    with pytest.raises(WrongState):
        reviewing.take_back(page=story, by=desk.third, reason="数字有误")


def test_which_role_reads_is_data(desk: Desk, as_role: Callable[..., User]) -> None:
    ReviewTask.objects.filter(step=1).update(role=Role.LEADER)
    leader = as_role(Role.LEADER, desk.city.office)
    story = handed_in(desk)
    with pytest.raises(NotAllowed):
        reviewing.approve(task_state=waiting(story), by=desk.first)
    reviewing.approve(task_state=waiting(story), by=leader)
    assert ReviewVerdict.objects.get().person == leader
