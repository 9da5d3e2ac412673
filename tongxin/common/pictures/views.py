"""Giving pictures out: drawn in a width and format when first asked for, then from the disk. Never an original."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.images.exceptions import InvalidFilterSpecError

from tongxin.common.models import Picture, PictureRendition
from tongxin.common.pictures.addresses import FORMATS, key_of, widths_of

A_YEAR = 365 * 24 * 3600


@require_safe
def picture(request: HttpRequest, pk: int, key: str, width: int, extension: str) -> FileResponse:
    """A picture of the library in one of its widths and formats."""
    found = get_object_or_404(Picture, pk=pk)
    if key != key_of(found) or width not in widths_of(found):
        raise Http404
    content_type, drawn_as = FORMATS[extension]
    rendition = found.get_rendition(f"width-{width}|{drawn_as}")
    return _given(rendition, content_type)


@require_safe
def rendition(request: HttpRequest, name: str) -> FileResponse:
    """A rendition that an editor's page or form has asked for by its file name."""
    row = PictureRendition.objects.filter(file=f"images/{name}").first()
    if row is None:
        raise Http404
    kinds = {".avif": "image/avif", ".webp": "image/webp", ".png": "image/png", ".gif": "image/gif"}
    suffix = name[name.rfind(".") :].lower()
    return _given(row, kinds.get(suffix, "image/jpeg"))


def _given(row: Any, content_type: str) -> FileResponse:
    try:
        response = FileResponse(row.file.storage.open(row.file.name), content_type=content_type)
    except (FileNotFoundError, InvalidFilterSpecError):
        # The row outlived its file (a restored database, say): drawn again when asked for next.
        row.delete()
        raise Http404 from None
    # The address holds the content's hash; a browser need never ask again.
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
