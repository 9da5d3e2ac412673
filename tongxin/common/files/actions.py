"""Storing attachments, and sweeping those that nobody uses."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from tongxin.common import audit
from tongxin.common.files import images, keeping, references
from tongxin.common.files.intake import Upload, take
from tongxin.common.files.models import Attachment
from tongxin.common.files.names import extension_of, with_extension


@dataclass(frozen=True, slots=True)
class Swept:
    """How many rows and how many stored contents a sweep removed."""

    attachments: int
    contents: int


def store(*, upload: Upload, by: Any) -> Attachment:
    """Check an upload, store it and return its row. Pictures are drawn anew, everything else is kept byte for byte.

    `by` is the account that uploads, None for the system. Who may attach to what is decided by the action that calls.
    The content is on the disk before the row is written, so that a row never lacks its content.
    Raises Invalid with the reason and the remedy; nothing is stored then.
    """
    with take(upload) as taken:
        picture = images.drawn_anew(taken.file, taken.name) if taken.kind.is_image else None
        if picture is not None:
            content, kind = picture.content, picture.kind
            sha256 = hashlib.sha256(content).hexdigest()
        else:
            taken.file.seek(0)
            content, kind, sha256 = taken.file.read(), taken.kind, taken.sha256
        name = taken.name if extension_of(taken.name) in kind.names else with_extension(taken.name, kind.extension)
    storage_name = keeping.keep(content, sha256, kind.extension)
    with transaction.atomic():
        attachment = Attachment.objects.create(
            name=name,
            content_type=kind.content_type,
            size=len(content),
            sha256=sha256,
            storage_name=storage_name,
            uploaded_by_id=getattr(by, "pk", None),
            width=picture.width if picture else None,
            height=picture.height if picture else None,
        )
        audit.record(by, "attachment.stored", attachment, size=len(content), sha256=sha256)
    return attachment


def sweep(*, older_than: timedelta) -> Swept:
    """Remove attachments older than `older_than` that nobody uses, then contents of that age that no row has.

    Run by the nightly job. `older_than` must leave time to send the form a file was uploaded for (a day is plenty).
    Does nothing while no app has registered what it uses.
    """
    if not references.is_anyone_registered():
        return Swept(0, 0)
    moment = timezone.now() - older_than
    removed = 0
    in_use = references.ids_in_use()
    for attachment in Attachment.objects.filter(created_at__lt=moment).iterator():
        if attachment.pk in in_use:
            continue
        try:
            with transaction.atomic():
                audit.record(None, "attachment.swept", attachment, sha256=attachment.sha256)
                attachment.delete()
        except ProtectedError:
            continue
        removed += 1
    contents = 0
    for name in keeping.names_older_than(moment):
        if not Attachment.objects.filter(storage_name=name).exists():
            contents += keeping.forget(name, stored_before=moment)
    keeping.forget_unfinished(moment)
    return Swept(removed, contents)
