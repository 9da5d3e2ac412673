"""Pictures are drawn anew: upright, no larger than needed, in sRGB, and with nothing beside the pixels.

Camera data (EXIF, XMP, IPTC, comments) can hold where and by whom a picture was taken; none of it is kept. A colour
profile is applied and dropped, because pictures without one are shown as sRGB everywhere.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from tongxin.common.errors import Invalid
from tongxin.common.files.kinds import JPEG, PNG, WEBP, Kind

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_PIXELS = 60_000_000
LONGEST_SIDE_TAKEN = 12_000
LONGEST_SIDE_KEPT = 2560
QUALITY = 85
SRGB = ImageCms.createProfile("sRGB")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture drawn anew. `kind` is the one it came as, PNG for a GIF."""

    content: bytes
    kind: Kind
    width: int
    height: int


def check(file: BinaryIO, name: str) -> None:
    """Raise Invalid unless the file is a whole, still picture within the limits of size. Nothing is decoded in full."""
    with _opened(file, name) as image:
        image.verify()


def drawn_anew(file: BinaryIO, name: str) -> Picture:
    """The picture upright, scaled so that its long side is at most 2560 px, without any metadata. Raises as `check`."""
    with _opened(file, name) as image:
        source = image.format
        profile = image.info.get("icc_profile")
        image.draft(None, (LONGEST_SIDE_KEPT, LONGEST_SIDE_KEPT))
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((LONGEST_SIDE_KEPT, LONGEST_SIDE_KEPT), Image.Resampling.LANCZOS)
        plain = _in_srgb(_eight_bit(upright), profile)
        kind = {"WEBP": WEBP, "PNG": PNG, "GIF": PNG}.get(source or "", JPEG)
        plain.info.clear()
        content = io.BytesIO()
        if kind is JPEG:
            plain.convert("RGB").save(content, "JPEG", quality=QUALITY, optimize=True, progressive=True)
        elif kind is WEBP:
            plain.save(content, "WEBP", quality=QUALITY)
        else:
            plain.save(content, "PNG", optimize=True)
        return Picture(content.getvalue(), kind, plain.width, plain.height)


@contextmanager
def _opened(file: BinaryIO, name: str) -> Iterator[Image.Image]:
    file.seek(0)
    try:
        with Image.open(file, formats=FORMATS) as image:
            _refuse_oversize(image, name)
            # A JPEG of several frames is a phone's picture with its preview (MPO); the first frame is the picture.
            if image.format in ("GIF", "WEBP", "PNG") and getattr(image, "n_frames", 1) > 1:
                raise Invalid(_("“%(name)s”是动图，没有接收。请改用静态图片。") % {"name": name})
            yield image
    except Image.DecompressionBombError:
        raise _oversize(name) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError):
        raise Invalid(
            _("“%(name)s”这张图片已损坏，打不开。请用看图软件打开并另存后再上传。") % {"name": name}
        ) from None


def _refuse_oversize(image: Image.Image, name: str) -> None:
    if image.width * image.height > MOST_PIXELS or max(image.size) > LONGEST_SIDE_TAKEN:
        raise _oversize(name)


def _oversize(name: str) -> Invalid:
    return Invalid(
        _("“%(name)s”的尺寸过大（上限为 6000 万像素、单边 12000 像素），没有接收。请缩小后再上传。") % {"name": name}
    )


def _eight_bit(image: Image.Image) -> Image.Image:
    """The picture in a mode that every format here can hold: L, RGB, RGBA or CMYK."""
    if image.mode in ("L", "RGB", "RGBA", "CMYK"):
        return image
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours moved from the picture's profile to sRGB; a profile that cannot be read is ignored."""
    if profile and image.mode != "L":
        try:
            output = "RGBA" if image.mode == "RGBA" else "RGB"
            moved = ImageCms.profileToProfile(
                image, ImageCms.ImageCmsProfile(io.BytesIO(profile)), SRGB, outputMode=output
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            moved = None
        if moved is not None:
            return moved
    return image.convert("RGB") if image.mode == "CMYK" else image
