"""Two who work on one page: nothing that was typed is lost, and the word is clear."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.documents.models import Document
from wagtail.models import ReferenceIndex

from tests.editorial.conftest import Desk
from tests.editorial.factories import make_story
from tongxin.accounts.models import User
from tongxin.editorial import reviewing
from tongxin.editorial.models import DocumentIndex, PublishedDocument, StandardPage, Story
from tongxin.organisations.enums import Role

pytestmark = pytest.mark.django_db


def form_of(page: Any, **changed: str) -> dict[str, str]:
    form = {
        "title": page.title, "slug": page.slug, "summary": page.summary, "body-count": "0", "seo_title": "",
        "search_description": "", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "go_live_at": "",
        "expire_at": "",
    }  # fmt: skip
    return form | changed


@pytest.fixture
def other(desk: Desk, as_role: Callable[..., User]) -> User:
    return as_role(Role.EDITOR, desk.city.office)


def test_a_page_moved_while_another_edits_it(desk: Desk, other: User, client: Client) -> None:
    above = desk.home.add_child(instance=StandardPage(title="办事指南", slug="guide", live=False, owner=desk.author))
    desk.home.refresh_from_db()
    page = desk.home.add_child(instance=StandardPage(title="怎么联系", slug="contact", live=False, owner=other))
    page.save_revision(user=other)
    client.force_login(other)
    assert client.get(f"/editor/pages/{page.pk}/edit/").status_code == 200
    mover = Client()
    mover.force_login(desk.author)
    assert mover.post(f"/editor/pages/{page.pk}/move/{above.pk}/confirm/").status_code == 302
    assert client.post(f"/editor/pages/{page.pk}/edit/", form_of(page, summary="改好的摘要")).status_code == 302
    page = StandardPage.objects.get(pk=page.pk)
    assert page.get_parent().pk == above.pk
    assert page.get_latest_revision_as_object().summary == "改好的摘要"
    assert page.full_path == "/guide/contact/"


def test_a_page_that_is_out_keeps_its_address(desk: Desk, client: Client) -> None:
    desk.home.add_child(instance=StandardPage(title="办事指南", slug="guide", live=False, owner=desk.author))
    above = StandardPage.objects.get(slug="guide")
    desk.home.refresh_from_db()
    desk.home.add_child(instance=StandardPage(title="怎么联系", slug="contact", live=True, owner=desk.author))
    page = StandardPage.objects.get(slug="contact")
    client.force_login(desk.author)
    client.post(f"/editor/pages/{page.pk}/move/{above.pk}/confirm/")
    assert StandardPage.objects.get(slug="contact").get_parent().pk == desk.home.pk


def test_handed_in_while_another_edits_it(desk: Desk, other: User, client: Client) -> None:
    story = make_story(desk.author, summary="原来的")
    client.force_login(other)
    reviewing.hand_in(page=story, by=desk.author)
    answer = client.post(
        f"/editor/pages/{story.pk}/edit/",
        form_of(story, summary="我刚打的一段", dated="2019-09-12", source="", picture=""),
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "我刚打的一段" in page
    assert "锁定" in page
    assert Story.objects.get().get_latest_revision_as_object().summary == "原来的"


def test_two_save_after_each_other_and_both_are_kept(desk: Desk, other: User, client: Client) -> None:
    story = make_story(desk.author)
    for person, words in ((desk.author, "甲的"), (other, "乙的")):
        client.force_login(person)
        form = form_of(story, summary=words, dated="2019-09-12", source="", picture="")
        assert client.post(f"/editor/pages/{story.pk}/edit/", form).status_code == 302
    kept = [revision.as_object().summary for revision in story.revisions.order_by("pk")]
    assert kept[-2:] == ["甲的", "乙的"]


def test_a_file_is_for_everybody_only_while_a_page_offers_it(
    desk: Desk, client: Client, tmp_path: Any, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    file = Document.objects.create(title="附件", file=SimpleUploadedFile("a.pdf", b"%PDF-1.4"))
    assert client.get(file.url).status_code == 404
    client.force_login(desk.author)
    assert client.get(file.url).status_code == 200
    client.logout()
    index = DocumentIndex.objects.get()
    index.add_child(instance=PublishedDocument(title="文件", slug="paper", file=file, live=True, dated="2019-04-01"))
    page = PublishedDocument.objects.get()
    ReferenceIndex.create_or_update_for_object(page)
    assert client.get(file.url).status_code == 200
    assert file.url in client.get(page.full_path).content.decode()
    page.unpublish()
    assert client.get(file.url).status_code == 404


def test_a_file_is_what_its_name_says(desk: Desk, client: Client) -> None:
    client.force_login(desk.author)
    upload = SimpleUploadedFile("a.pdf", b"MZ\x90\x00" + b"\x00" * 200)
    answer = client.post("/editor/documents/add/", {"title": "坏文件", "file": upload, "tags": ""})
    assert answer.status_code == 200
    assert Document.objects.count() == 0
