"""Whether a picture will do as a logo: large enough, not a strip, and to be told from its ground (WCAG 2.2, 1.4.11)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from PIL import Image

from tongxin.common.errors import Invalid
from tongxin.common.files import images
from tongxin.common.files.intake import Upload, take

SHORTEST_SIDE = 240
LONGEST_TO_SHORTEST = 4
LEAST_CONTRAST = 3.0
LEAST_SHARE = 0.02
PAPER = (251, 250, 247)
LOOKED_AT = 160


def check_logo(upload: Upload) -> None:
    """Raise Invalid, field "file", unless the picture will do as a logo. SVG is refused, as everywhere.

    Contrast is that of the logo's own ground (the colour of its edge; the page's paper where it is transparent) against
    what stands on it: at least one pixel in fifty must differ from it by 3 to 1.
    """
    try:
        with take(upload) as taken:
            if not taken.kind.is_image:
                raise Invalid(_("标志要用图片：PNG、JPG 或 WebP。"), field="file")
            drawn = images.drawn_anew(taken.file, taken.name)
            with Image.open(taken.file) as image:
                image.load()
                pixels = _on_paper(image)
    except Invalid as refusal:
        raise Invalid(refusal.message, field="file") from None
    upload.seek(0)
    if min(drawn.width, drawn.height) < SHORTEST_SIDE:
        raise Invalid(
            _("标志太小：%(width)d×%(height)d 像素，短边至少 %(least)d 像素，印在标牌上才清楚。")
            % {"width": drawn.width, "height": drawn.height, "least": SHORTEST_SIDE},
            field="file",
        )
    if max(drawn.width, drawn.height) > LONGEST_TO_SHORTEST * min(drawn.width, drawn.height):
        raise Invalid(_("标志太长：长边不要超过短边的 %(times)d 倍。") % {"times": LONGEST_TO_SHORTEST}, field="file")
    ratio = _contrast(pixels)
    if ratio < LEAST_CONTRAST:
        raise Invalid(
            _("标志和底色的对比度只有 %(ratio)s : 1，至少要 3 : 1，否则看不清。请加深图形或换底色。")
            % {"ratio": f"{ratio:.1f}"},
            field="file",
        )


def _on_paper(image: Image.Image) -> Image.Image:
    """The picture, small, as it stands on the page's paper."""
    small = image.convert("RGBA")
    small.thumbnail((LOOKED_AT, LOOKED_AT))
    ground = Image.new("RGBA", small.size, (*PAPER, 255))
    ground.alpha_composite(small)
    return ground.convert("RGB")


def _contrast(image: Image.Image) -> float:
    """The contrast that at least one pixel in fifty has to the colour of the edge, 1 to 21."""
    width, height = image.size
    content = image.tobytes()
    colours = list(zip(content[::3], content[1::3], content[2::3], strict=True))
    edge = [
        colours[x + y * width]
        for y in range(height)
        for x in range(width)
        if x in (0, width - 1) or y in (0, height - 1)
    ]
    ground = _luminance(_middle(edge))
    ratios = sorted((_ratio(ground, _luminance(colour)) for colour in colours), reverse=True)
    return ratios[int(len(ratios) * LEAST_SHARE)]


def _middle(colours: Sequence[tuple[int, int, int]]) -> tuple[int, int, int]:
    """The colour in the middle of many, channel by channel."""
    red, green, blue = (sorted(channel)[len(channel) // 2] for channel in zip(*colours, strict=True))
    return red, green, blue


def _ratio(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _luminance(colour: tuple[int, int, int]) -> float:
    """Relative luminance as WCAG defines it."""
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
