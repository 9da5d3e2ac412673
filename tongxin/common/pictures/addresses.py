"""Where a picture is to be had, in which widths and formats. Nothing is drawn before a browser asks for it."""

from __future__ import annotations

from django.urls import reverse

from tongxin.common.models import Picture

# Pixels; a picture is also to be had in its own width where that is less than the largest.
WIDTHS = (320, 640, 960, 1440, 2048)
# Extension, media type and how it is drawn (Wagtail's filter), the best first.
FORMATS = {
    "avif": ("image/avif", "format-avif"),
    "webp": ("image/webp", "format-webp"),
    "jpg": ("image/jpeg", "format-jpeg|bgcolor-ffffff"),
}


def widths_of(picture: Picture) -> list[int]:
    """The widths in which a picture is to be had, the smallest first, none above its own."""
    return [width for width in WIDTHS if width < picture.width] + [min(picture.width, 2560)]


def address_of(picture: Picture, width: int = 960, extension: str = "jpg") -> str:
    """The address of a picture in the narrowest width that is at least `width`. It never means another picture."""
    widths = widths_of(picture)
    nearest = next((one for one in widths if one >= width), widths[-1])
    return reverse("picture", args=[picture.pk, key_of(picture), nearest, extension])


def key_of(picture: Picture) -> str:
    """Eight letters of the content's hash: another content has another address, so that browsers may keep it."""
    return picture.file_hash[:8]
