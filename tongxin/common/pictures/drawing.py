"""What a picture must be before it is kept: drawn anew, so that no original, its camera data or a program in it stays."""

from __future__ import annotations

import hashlib

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _

from tongxin.common.errors import Invalid
from tongxin.common.files import images
from tongxin.common.files.intake import Upload, take


class Drawn(SimpleUploadedFile):
    """A picture that was drawn anew; its name is made from its content, so that a name never means another picture."""


def drawn_anew(upload: Upload) -> Drawn:
    """The picture of an upload, upright, at most 2560 px long, without anything beside the pixels.

    Raises Invalid, with what to do instead, for what is no picture, too large, broken, or could hold a program (SVG).
    """
    with take(upload) as taken:
        if not taken.kind.is_image:
            raise Invalid(
                _("“%(name)s”不是图片，没有接收。图片可以是 JPG、PNG、WebP 或静态 GIF。") % {"name": taken.name},
                field="file",
            )
        picture = images.drawn_anew(taken.file, taken.name)
    name = f"{hashlib.sha256(picture.content).hexdigest()[:20]}.{picture.kind.extension}"
    return Drawn(name, picture.content, content_type=picture.kind.content_type)
