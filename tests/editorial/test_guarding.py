"""What the guards find is shown to the author, stops the third reading, and goes out with a kept reason only."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from wagtail.models import TaskState

from tests.editorial.conftest import Desk
from tests.editorial.factories import make_story
from tests.places.factories import PlaceFactory
from tongxin.common.audit.models import AuditEntry
from tongxin.common.errors import Invalid, NotAllowed
from tongxin.corrections.models import CorrectionNote
from tongxin.editorial import guarding, reviewing
from tongxin.editorial.guarding import findings_in
from tongxin.editorial.models import ReviewVerdict, Story
from tongxin.editorial.models.guarding import GuardPass

pytestmark = pytest.mark.django_db
MOBILE = "<p>请打 13812345678 报名。</p>"


def body(*texts: str) -> str:
    return json.dumps([{"type": "text", "value": text} for text in texts])


def waiting(story: Story) -> TaskState:
    return TaskState.objects.get(workflow_state__object_id=str(story.pk), status=TaskState.STATUS_IN_PROGRESS)


def before_the_third(desk: Desk, **fields: Any) -> Story:
    story = make_story(desk.author, **fields)
    reviewing.hand_in(page=story, by=desk.author)
    for reader in (desk.first, desk.second):
        guarding.approve(task_state=waiting(story), by=reader)
    return story


def changed(story: Story, by: Any, **fields: Any) -> Story:
    page = Story.objects.get(pk=story.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision(user=by)
    reviewing.hand_in(page=Story.objects.get(pk=story.pk), by=by)
    return page


def let_out(story: Story, desk: Desk) -> None:
    for reader in (desk.first, desk.second, desk.third):
        guarding.approve(task_state=waiting(story), by=reader)


def test_what_is_found_and_where(desk: Desk) -> None:
    PlaceFactory(phone="0519-86680000")
    story = make_story(
        desk.author,
        title="报名 13812345678",
        summary="场馆电话 0519 86680000，另一个 0519-87770000",
        body=body(
            '<h2>怎么去</h2><p>住延陵西路12号3幢402室的</p><p>见<a href="/nothing/">旧文</a>和<a href="/places/">场所</a></p>'
        ),
    )
    assert [(str(one.where), str(one.kind.label)) for one in findings_in(story)] == [
        ("标题", "手机号"),
        ("摘要", "固定电话"),
        ("正文", "家庭住址"),
        ("正文", "站内链接打不开"),
    ]
    story.published_contacts = "0519-87770000\n延陵西路12号3幢402室"
    assert [str(one.kind.label) for one in findings_in(story)] == ["手机号", "站内链接打不开"]


def test_a_number_does_not_run_over_from_one_cell_into_the_next(desk: Desk) -> None:
    story = make_story(desk.author, body=body("<ul><li>1381234</li><li>5678</li></ul><p>620</p><p>12345</p>"))
    assert findings_in(story) == []


def test_the_third_reader_is_stopped_and_nothing_is_lost(desk: Desk) -> None:
    story = before_the_third(desk, body=body(MOBILE))
    with pytest.raises(Invalid, match="手机号"):
        guarding.approve(task_state=waiting(story), by=desk.third)
    assert Story.objects.get(pk=story.pk).live is False
    assert (ReviewVerdict.objects.count(), GuardPass.objects.count()) == (2, 0)
    assert waiting(story).task.specific.step == 3


def test_a_reason_lets_it_out_and_is_kept(desk: Desk) -> None:
    story = before_the_third(desk, body=body(MOBILE))
    guarding.approve(task_state=waiting(story), by=desk.third, despite="这是值班公用手机，已核实。")
    assert Story.objects.get(pk=story.pk).live is True
    kept = GuardPass.objects.get()
    assert (kept.reason, kept.person, kept.found) == (
        "这是值班公用手机，已核实。",
        desk.third,
        [["mobile", "138******78"]],
    )
    entry = AuditEntry.objects.get(verb="page.let_stand")
    assert (entry.actor_id, entry.detail["reason"]) == (desk.third.pk, kept.reason)
    assert "12345678" not in json.dumps(entry.detail)


def test_only_the_third_reader_lets_it_stand(desk: Desk) -> None:
    story = make_story(desk.author, body=body(MOBILE))
    reviewing.hand_in(page=story, by=desk.author)
    with pytest.raises(NotAllowed):
        guarding.approve(task_state=waiting(story), by=desk.first, despite="没关系")
    guarding.approve(task_state=waiting(story), by=desk.first)
    guarding.approve(task_state=waiting(story), by=desk.second)
    for person in (desk.author, desk.second):
        with pytest.raises(NotAllowed):
            guarding.approve(task_state=waiting(story), by=person, despite="没关系")
    assert GuardPass.objects.count() == 0


def test_other_words_need_another_reason(desk: Desk) -> None:
    story = before_the_third(desk, body=body(MOBILE))
    revision = story.get_latest_revision()
    guarding.approve(task_state=waiting(story), by=desk.third, despite="值班手机")
    changed(story, desk.author, body=body("<p>改打 13912345678</p>"), correction="换了电话")
    for reader in (desk.first, desk.second):
        guarding.approve(task_state=waiting(story), by=reader)
    with pytest.raises(Invalid, match="手机号"):
        guarding.approve(task_state=waiting(story), by=desk.third)
    assert GuardPass.objects.get().revision_id == revision.pk


def test_the_author_is_shown_after_saving(desk: Desk, client: Client) -> None:
    story = make_story(desk.author)
    client.force_login(desk.author)
    page = client.get(f"/editor/pages/{story.pk}/edit/")
    assert page.status_code == 200
    filled = {
        "title": story.title, "slug": story.slug, "dated": "2019-09-12", "summary": "请打 13812345678", "source": "",
        "picture": "", "body-count": "0", "search_description": "", "published_contacts": "", "correction": "",
        "go_live_at": "", "expire_at": "", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
    }  # fmt: skip
    answer = client.post(f"/editor/pages/{story.pk}/edit/", filled)
    assert answer.status_code == 302, answer.context["form"].errors
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert any("摘要" in one and "手机号 138******78" in one for one in said), said


def test_what_was_out_is_changed_only_with_a_word(desk: Desk) -> None:
    story = make_story(desk.author, summary="开放到 17:00")
    reviewing.hand_in(page=story, by=desk.author)
    let_out(story, desk)
    with pytest.raises(Invalid, match="更正了什么"):
        changed(story, desk.author, summary="开放到 16:30")
    changed(story, desk.author, summary="开放到 16:30", correction="关门时间由 17:00 改为 16:30")
    let_out(story, desk)
    note = CorrectionNote.objects.get()
    assert (note.what, note.path, note.title) == ("关门时间由 17:00 改为 16:30", f"/news/{story.slug}/", story.title)
    with pytest.raises(Invalid, match="更正了什么"):
        changed(story, desk.author, summary="开放到 16:00")
    changed(story, desk.author, summary="开放到16:30。", correction="补了句号", is_minor_change=True)
    let_out(story, desk)
    assert CorrectionNote.objects.count() == 1
    assert Story.objects.get(pk=story.pk).summary == "开放到16:30。"


def test_a_new_address_is_no_correction(desk: Desk) -> None:
    story = make_story(desk.author)
    reviewing.hand_in(page=story, by=desk.author)
    let_out(story, desk)
    changed(story, desk.author, search_description="别的说明")
    let_out(story, desk)
    assert CorrectionNote.objects.count() == 0


def test_the_note_stands_on_the_page(desk: Desk, client: Client) -> None:
    story = make_story(desk.author, summary="旧")
    reviewing.hand_in(page=story, by=desk.author)
    let_out(story, desk)
    changed(story, desk.author, summary="新", correction="摘要写错了")
    let_out(story, desk)
    html = client.get(f"/news/{story.slug}/").content.decode()
    assert "摘要写错了" in html
    assert f"/corrections/new/?page=%2Fnews%2F{story.slug}%2F" in html
    assert client.post("/corrections/new/", {"page": f"/news/{story.slug}/", "text": "还有错"}).status_code == 302
