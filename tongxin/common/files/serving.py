"""Giving an attachment out so that a browser shows it or saves it, and never runs it."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse

from tongxin.common.files.kinds import PDF
from tongxin.common.files.models import Attachment


def serve(attachment: Attachment, *, as_download: bool = False) -> FileResponse:
    """The response with the attachment's content. Only pictures and PDF are shown in the browser.

    The caller has checked that this person may see it. The name may be Chinese (RFC 6266).
    """
    is_shown = attachment.is_image or attachment.content_type == PDF.content_type
    response = FileResponse(
        default_storage.open(attachment.storage_name),
        as_attachment=as_download or not is_shown,
        filename=attachment.name,
        content_type=attachment.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=86400, immutable"
    if attachment.content_type != PDF.content_type:
        # A browser's PDF viewer does not work in a sandbox.
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
