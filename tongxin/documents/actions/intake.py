"""Taking a document in: its file, its words and its outline are kept as they were handed in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed
from tongxin.common.files import actions as files
from tongxin.common.files.intake import Upload, too_large
from tongxin.documents import rules
from tongxin.documents.models import SourceDocument
from tongxin.documents.outline import read_outline
from tongxin.documents.reading import read_document
from tongxin.organisations.models import Unit

# More characters than any document that orders a year's work has; a paste beyond it is a mistake.
MOST_PASTED = 2_000_000


@dataclass(frozen=True)
class TakenIn:
    """A document, and whether the owner had it before."""

    document: SourceDocument
    was_known: bool


def take_in(*, owner: Unit, by: Any, upload: Upload | None = None, text: str = "", title: str = "") -> TakenIn:
    """Keep a document that was uploaded or pasted, with the outline that the reader makes of it.

    The same text a second time is the same document. `title` is used where the text has none.
    Raises NotAllowed unless `by` coordinates for `owner`; Invalid (or UnreadableDocument) with the reason and the
    remedy for what cannot be read: nothing is kept then.
    """
    if not rules.may_take_in(by, owner):
        raise NotAllowed(_("只有“%(owner)s”或其上级的协调员可以录入它的文件。") % {"owner": owner})
    name = ""
    if upload is not None:
        name = PurePath((getattr(upload, "name", None) or "").replace("\\", "/")).name
        text = read_document(_content(upload, name), name).text
    elif len(text) > MOST_PASTED:
        raise Invalid(
            _("粘贴的文字有 %(count)d 万字，超过了 %(limit)d 万字的上限。请只粘贴部署工作的部分，或改为上传文件。")
            % {"count": len(text) // 10_000, "limit": MOST_PASTED // 10_000},
            field="text",
        )
    elif not text.strip():
        raise Invalid(_("还没有内容。请上传文件，或把文件的文字粘贴进来。"), field="text")
    text = text.replace("\r\n", "\n").replace("\0", "")
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    known = SourceDocument.objects.filter(owner=owner, text_sha256=sha256).first()
    if known is not None:
        return TakenIn(known, was_known=True)
    outline = read_outline(text).as_json()
    try:
        with transaction.atomic():
            document = SourceDocument.objects.create(
                owner=owner,
                title=_title(outline["title"] or title, text, name),
                document_number=(outline["document_number"] or "")[:80],
                issued_on=date.fromisoformat(outline["issued_on"]) if outline["issued_on"] else None,
                issuer=(outline["issuer"] or "")[:200],
                file_name=name[:200],
                attachment=files.store(upload=upload, by=by) if upload is not None else None,
                text=text,
                text_sha256=sha256,
                outline=outline,
                added_by_id=by.pk,
            )
            audit.record(by, "document.taken_in", document, title=document.title, sha256=sha256)
    except IntegrityError:
        # Somebody took in the same text at the same moment.
        return TakenIn(SourceDocument.objects.get(owner=owner, text_sha256=sha256), was_known=True)
    return TakenIn(document, was_known=False)


def _content(upload: Upload, name: str) -> bytes:
    limit: int = settings.ATTACHMENT_MAX_BYTES
    upload.seek(0)
    content = upload.read(limit + 1)
    if len(content) > limit:
        raise too_large(name, limit)
    return content


def _title(title: str, text: str, name: str) -> str:
    first_line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return " ".join((title or PurePath(name).stem or first_line).split())[:300]
