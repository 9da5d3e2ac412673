from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import City
from tests.documents.drafting.outlines import TEXT
from tongxin.accounts.models import User
from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed, Refusal
from tongxin.common.files.models import Attachment
from tongxin.documents import drafting
from tongxin.documents.actions import drafts
from tongxin.documents.actions.intake import take_in
from tongxin.documents.models import SourceDocument
from tongxin.organisations.enums import Role

AsRole = Callable[..., User]


@pytest.fixture
def clerk(city: City, as_role: AsRole) -> User:
    return as_role(Role.COORDINATOR, city.office)


def upload(content: bytes, name: str) -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file


def test_a_pasted_text_is_kept_with_its_outline(city: City, clerk: User) -> None:
    taken = take_in(owner=city.office, text=TEXT, by=clerk)
    document = taken.document
    assert (taken.was_known, document.text, document.owner) == (False, TEXT, city.office)
    assert document.title == "示例市2019年重点工作方案"
    assert [entry.verb for entry in audit.history(document)] == ["document.taken_in"]
    draft = drafts.start_draft(document=document, by=clerk)
    assert [area["title"] for area in drafting.areas(draft.state)] == ["基层组织", "服务群众"]
    assert [item["title"][:6] for item in drafting.projects_in(draft.state["items"][0])] == [
        "建设活动阵地",
        "培训骨干",
        "走访企业20",
    ]


def test_the_same_words_twice_are_one_document(city: City, clerk: User) -> None:
    first = take_in(owner=city.office, text=TEXT, by=clerk)
    again = take_in(owner=city.office, upload=upload(TEXT.encode("gb18030"), "方案.txt"), by=clerk)
    assert (again.document, again.was_known) == (first.document, True)
    assert SourceDocument.objects.count() == 1
    other = take_in(owner=city.districts[0], text=TEXT.replace("\n", "\r\n"), by=clerk)
    assert other.document != first.document


def test_an_upload_is_kept_as_it_was_handed_in(city: City, clerk: User) -> None:
    content = TEXT.encode("gb18030")
    document = take_in(owner=city.office, upload=upload(content, "../重点工作.txt"), by=clerk).document
    assert (document.file_name, document.text) == ("重点工作.txt", TEXT)
    assert document.attachment is not None
    assert document.attachment.size == len(content)


def encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")


def broken() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", "<w:document")
    return out.getvalue()[:-10]


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"MZ\x90\x00" + b"\0" * 200, "方案.docx", "程序"),
        (encrypted(), "方案.docx", "密码"),
        (broken(), "方案.docx", "损坏|打不开|坏"),
        (b"", "方案.txt", "没有文字"),
        (b" \r\n\t", "方案.txt", "没有文字"),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_kept(
    city: City, clerk: User, content: bytes, name: str, says: str
) -> None:
    with pytest.raises(Refusal, match=says):
        take_in(owner=city.office, upload=upload(content, name), by=clerk)
    assert not SourceDocument.objects.exists()
    assert not Attachment.objects.exists()


def test_too_much_is_refused_before_it_is_read(city: City, clerk: User, settings: Any) -> None:
    settings.ATTACHMENT_MAX_BYTES = 1000
    with pytest.raises(Invalid, match="上限"):
        take_in(owner=city.office, upload=upload(b"a" * 1001, "大.txt"), by=clerk)
    with pytest.raises(Invalid, match="200 万字"):
        take_in(owner=city.office, text="字" * 2_000_001, by=clerk)
    with pytest.raises(Invalid, match="还没有内容"):
        take_in(owner=city.office, text="  ", by=clerk)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.COORDINATOR])
def test_only_coordinators_take_documents_in(city: City, as_role: AsRole, role: Role) -> None:
    with pytest.raises(NotAllowed):
        take_in(owner=city.office, text=TEXT, by=as_role(role, city.office))
    assert not SourceDocument.objects.exists()
