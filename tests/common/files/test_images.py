import io

import pytest
from PIL import Image, ImageCms

from tests.common.files.samples import picture
from tongxin.common.files.images import drawn_anew


def anew(content):
    drawn = drawn_anew(io.BytesIO(content), "照片.jpg")
    return drawn, Image.open(io.BytesIO(drawn.content))


def exif(orientation=1):
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x010F] = "SECRETMAKER"
    tags.get_ifd(0x8825).update({1: "N", 2: (31.0, 48.0, 36.0)})
    return tags


@pytest.mark.parametrize(("kind", "options"), [("JPEG", {"comment": b"SECRETCOMMENT"}), ("PNG", {}), ("WEBP", {})])
def test_nothing_of_the_camera_or_the_place_is_kept(kind, options):
    content = picture(kind=kind, exif=exif(), xmp=b"<x:xmpmeta>SECRETXMP</x:xmpmeta>", **options)
    assert b"SECRETMAKER" in content
    drawn, image = anew(content)
    for trace in (b"SECRET", b"Exif", b"EXIF", b"eXIf", b"xmpmeta", b"ICCP", b"iCCP"):
        assert trace not in drawn.content
    assert not image.getexif()
    assert image.format == kind


def test_a_picture_is_turned_upright_before_its_tag_is_lost():
    drawn, image = anew(picture(size=(40, 30), exif=exif(orientation=6)))
    assert (drawn.width, drawn.height) == image.size == (30, 40)
    red, _green, blue = image.getpixel((15, 5))
    assert red > 180 > 80 > blue


@pytest.mark.parametrize(
    ("size", "kept"), [((5120, 100), (2560, 50)), ((300, 2561), (300, 2560)), ((90, 80), (90, 80))]
)
def test_the_long_side_is_at_most_2560(size, kept):
    drawn, image = anew(picture(size=size))
    assert image.size == (drawn.width, drawn.height) == kept


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "RGBA"), ("PNG", "LA"), ("PNG", "1"), ("PNG", "P")]
)
def test_every_mode_can_be_drawn(kind, mode):
    drawn, image = anew(picture(kind=kind, mode=mode))
    assert image.format == kind
    assert image.size == (40, 30)
    assert drawn.kind.extension == {"JPEG": "jpg", "PNG": "png"}[kind]


def test_a_sixteen_bit_scan_keeps_its_brightness():
    out = io.BytesIO()
    Image.new("I;16", (4, 4), 0x8000).save(out, "PNG")
    _drawn, image = anew(out.getvalue())
    assert image.mode == "L"
    assert image.getpixel((0, 0)) == 0x80


def test_transparency_stays():
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(out, "PNG")
    assert anew(out.getvalue())[1].getpixel((0, 0))[3] == 0


def test_a_gif_becomes_a_png():
    drawn, image = anew(picture(kind="GIF", mode="P"))
    assert image.format == "PNG"
    assert drawn.kind.content_type == "image/png"
    # The nearest colour of the palette the sample was written with.
    assert image.convert("RGB").getpixel((2, 2)) == (204, 51, 51)


def test_a_colour_profile_is_applied_and_dropped():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    drawn, image = anew(picture(kind="PNG", icc_profile=lab))
    assert "icc_profile" not in image.info
    assert image.getpixel((2, 2)) == (220, 20, 20)
    broken, _image = anew(picture(kind="PNG", icc_profile=b"not a profile"))
    assert broken.content == drawn.content
