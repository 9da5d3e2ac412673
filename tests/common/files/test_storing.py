import hashlib
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.utils import timezone

from tests.common.files.samples import EXECUTABLE, PDF, named, picture
from tongxin.common.audit.models import AuditEntry
from tongxin.common.errors import Invalid
from tongxin.common.files import actions, keeping, references
from tongxin.common.files.models import Attachment
from tongxin.common.files.serving import serve

PDF_SHA256 = hashlib.sha256(PDF).hexdigest()
PDF_STORED = f"{PDF_SHA256[:2]}/{PDF_SHA256[2:4]}/{PDF_SHA256}.pdf"

pytestmark = pytest.mark.django_db


class Clerk:
    pk = 7
    acting_for_id = None


@pytest.fixture
def in_use(monkeypatch):
    """The ids that an upper app says it uses; sweeping works only once somebody says so."""
    ids: set[UUID] = set()
    monkeypatch.setattr(references, "_in_use", [])
    references.register_reference(lambda: ids)
    return ids


def age(attachment, media, days):
    then = timezone.now() - timedelta(days=days)
    Attachment.objects.filter(pk=attachment.pk).update(created_at=then)
    os.utime(media / attachment.storage_name, (then.timestamp(), then.timestamp()))


def test_a_document_is_kept_byte_for_byte_under_its_digest(media, stored_files):
    attachment = actions.store(upload=named(PDF, "关于活动的通知.pdf"), by=Clerk())
    assert (attachment.name, attachment.content_type, attachment.size, attachment.uploaded_by_id) == (
        "关于活动的通知.pdf",
        "application/pdf",
        len(PDF),
        7,
    )
    assert (attachment.sha256, attachment.storage_name) == (PDF_SHA256, PDF_STORED)
    assert (attachment.width, attachment.height) == (None, None)
    assert stored_files() == [PDF_STORED]
    assert (media / PDF_STORED).read_bytes() == PDF
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.actor_id, entry.subject_id) == ("attachment.stored", 7, str(attachment.pk))
    assert entry.detail == {"size": len(PDF), "sha256": PDF_SHA256}


def test_a_picture_is_stored_as_it_was_drawn_anew(media):
    attachment = actions.store(upload=named(picture(size=(3000, 30)), "照片"), by=None)
    content = (media / attachment.storage_name).read_bytes()
    assert attachment.sha256 == hashlib.sha256(content).hexdigest()
    assert (attachment.size, attachment.name) == (len(content), "照片.jpg")
    assert (attachment.width, attachment.height) == (2560, 26)


def test_the_same_content_is_kept_once(media, stored_files):
    first = actions.store(upload=named(PDF, "一.pdf"), by=None)
    second = actions.store(upload=named(PDF, "二.pdf"), by=None)
    assert first.pk != second.pk
    assert stored_files() == [PDF_STORED]


def test_content_cut_short_is_written_again(media):
    actions.store(upload=named(PDF, "一.pdf"), by=None)
    (media / PDF_STORED).write_bytes(PDF[:5])
    actions.store(upload=named(PDF, "二.pdf"), by=None)
    assert (media / PDF_STORED).read_bytes() == PDF


def test_a_refused_upload_leaves_nothing(media, stored_files):
    with pytest.raises(Invalid):
        actions.store(upload=named(EXECUTABLE, "通知.docx"), by=None)
    assert stored_files() == []
    assert not Attachment.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_writer_that_is_killed_leaves_nothing_under_the_name(media, stored_files):
    killed = (
        "import os, signal, sys, django\n"
        "from django.conf import settings\n"
        "settings.configure(MEDIA_ROOT=sys.argv[1], USE_TZ=True)\n"
        "from tongxin.common.files import keeping\n"
        "os.fsync = lambda descriptor: os.kill(os.getpid(), signal.SIGKILL)\n"
        "keeping.keep(b'x' * 1000000, 'ab' * 32, 'pdf')\n"
    )
    done = subprocess.run([sys.executable, "-c", killed, str(media)], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert stored_files() == []
    assert len(list((media / keeping.INCOMING).iterdir())) == 1
    keeping.forget_unfinished(timezone.now() + timedelta(seconds=5))
    assert list((media / keeping.INCOMING).iterdir()) == []


def test_the_sweep_takes_what_is_old_and_unused(media, stored_files, in_use):
    used = actions.store(upload=named(PDF, "在用.pdf"), by=None)
    unused = actions.store(upload=named(b"unused", "旧.txt"), by=None)
    fresh = actions.store(upload=named(b"fresh", "新.txt"), by=None)
    age(used, media, 3)
    age(unused, media, 3)
    in_use.add(used.pk)
    assert actions.sweep(older_than=timedelta(days=2)) == actions.Swept(attachments=1, contents=1)
    assert set(Attachment.objects.values_list("pk", flat=True)) == {used.pk, fresh.pk}
    assert stored_files() == sorted([used.storage_name, fresh.storage_name])
    assert AuditEntry.objects.filter(verb="attachment.swept", subject_id=str(unused.pk)).count() == 1
    assert actions.sweep(older_than=timedelta(days=2)) == actions.Swept(0, 0)


def test_content_that_another_attachment_has_is_not_swept(media, stored_files, in_use):
    used = actions.store(upload=named(PDF, "在用.pdf"), by=None)
    unused = actions.store(upload=named(PDF, "旧.pdf"), by=None)
    age(used, media, 3)
    age(unused, media, 3)
    in_use.add(used.pk)
    assert actions.sweep(older_than=timedelta(days=2)) == actions.Swept(attachments=1, contents=0)
    assert stored_files() == [PDF_STORED]


def test_old_content_stored_again_is_new(media, in_use):
    first = actions.store(upload=named(PDF, "旧.pdf"), by=None)
    age(first, media, 3)
    keeping.keep(PDF, PDF_SHA256, "pdf")
    before = timezone.now() - timedelta(days=2)
    assert keeping.forget(PDF_STORED, stored_before=before) is False
    assert (media / PDF_STORED).stat().st_mtime > time.time() - 60


def test_nothing_is_swept_while_nobody_says_what_is_used(media, stored_files, monkeypatch):
    monkeypatch.setattr(references, "_in_use", [])
    age(actions.store(upload=named(PDF, "旧.pdf"), by=None), media, 3)
    assert actions.sweep(older_than=timedelta(days=2)) == actions.Swept(0, 0)
    assert stored_files() == [PDF_STORED]


def test_a_reference_is_registered_once(in_use):
    def ids():
        return [UUID(int=1)]

    references.register_reference(ids)
    references.register_reference(ids)
    in_use.add(other := uuid4())
    assert references.ids_in_use() == {UUID(int=1), other}
    assert len(references._in_use) == 2


def test_a_picture_and_a_pdf_are_shown_and_the_rest_is_saved(media):
    shown = serve(actions.store(upload=named(picture(), "照片.jpg"), by=None))
    assert shown["Content-Disposition"] == "inline; filename*=utf-8''%E7%85%A7%E7%89%87.jpg"
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in shown["Content-Security-Policy"]
    saved = serve(actions.store(upload=named(b"text", "a.txt"), by=None))
    assert saved["Content-Disposition"] == 'attachment; filename="a.txt"'
    pdf = actions.store(upload=named(PDF, "通知.pdf"), by=None)
    assert serve(pdf)["Content-Disposition"].startswith("inline;")
    downloaded = serve(pdf, as_download=True)
    assert downloaded["Content-Disposition"].startswith("attachment;")
    assert downloaded.getvalue() == PDF
    assert downloaded["Content-Length"] == str(len(PDF))


def test_what_is_over_every_limit_never_reaches_the_disk(settings, monkeypatch):
    monkeypatch.setattr("tongxin.common.files.upload.MOST_TABLE_BYTES", 1000)
    settings.ATTACHMENT_MAX_BYTES = 100_000
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("大.pdf", bytes(900_000)), "word": "也在"})
    upload = request.FILES["file"]
    assert os.path.getsize(upload.temporary_file_path()) == 100_001
    assert request.POST["word"] == "也在"
    with pytest.raises(Invalid, match="超过了"):
        actions.store(upload=upload, by=None)


def test_a_small_upload_passes_the_first_handler_whole():
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("通知.pdf", PDF)})
    assert request.FILES["file"].read() == PDF
