"""`{% photo %}`: a picture of the library as a browser wants it. Needs `{% load pictures %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from tongxin.common.models import Picture
from tongxin.common.pictures.addresses import FORMATS, address_of, key_of, widths_of

register = template.Library()


@register.inclusion_tag("components/photo.html")
def photo(
    picture: Picture,
    caption: str = "",
    sizes: str = "(max-width: 767px) 100vw, 720px",
    alt: str | None = None,
    bare: bool = False,
    eager: bool = False,
) -> dict[str, Any]:
    """A picture in AVIF, WebP and JPEG, with its caption and "credit · licence".

    `sizes` says how wide it is shown (as in HTML). `alt` is the picture's description unless something else is read
    ("" where the words beside it say the same). `bare` leaves the caption out, for a picture in a card; `eager` is for
    the one that is seen first. No query, nothing drawn.
    """
    widths = widths_of(picture)

    def srcset(extension: str) -> str:
        key = key_of(picture)
        return ", ".join(f"{reverse('picture', args=[picture.pk, key, width, extension])} {width}w" for width in widths)

    return {
        "picture": picture,
        "caption": caption,
        "sizes": sizes,
        "alt": picture.description if alt is None else alt,
        "bare": bare,
        "eager": eager,
        "sources": [(FORMATS[one][0], srcset(one)) for one in ("avif", "webp")],
        "srcset": srcset("jpg"),
        "src": address_of(picture),
    }


register.simple_tag(address_of, name="picture_address")
