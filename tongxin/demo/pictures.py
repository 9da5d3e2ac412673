"""Drawn pictures for the sample year's evidence: plainly a drawing, with 示例 written across its foot."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

import tongxin.documents.typesetting

WIDTH, HEIGHT = 960, 720
FONT = Path(tongxin.documents.typesetting.__file__).parent / "fonts" / "TongxinHei.otf"
# Sky, wall, roof of each drawing.
COLOURS = (("#dfe7ea", "#f3efe6", "#4a4f55"), ("#e9e4d8", "#e6ece6", "#7a4a3a"), ("#e3e6ee", "#f1ece4", "#35506b"))


def sample_picture(number: int) -> SimpleUploadedFile:
    """A house in a street, drawn; each number has its own colours and count of windows. The same bytes every time."""
    sky, wall, roof = COLOURS[number % len(COLOURS)]
    picture = Image.new("RGB", (WIDTH, HEIGHT), sky)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 560, WIDTH, HEIGHT), fill="#c9c3b6")
    draw.rectangle((160, 280, 800, 570), fill=wall, outline=roof, width=4)
    draw.polygon(((110, 280), (230, 160), (730, 160), (850, 280)), fill=roof)
    windows = 3 + number % 3
    for place in range(windows):
        left = 200 + place * 560 // windows
        draw.rectangle((left, 340, left + 80, 430), fill="#fbfaf7", outline=roof, width=4)
    draw.rectangle((440, 450, 520, 570), fill=roof)
    font = ImageFont.truetype(str(FONT), 64)
    draw.text((WIDTH / 2, 645), "示例", font=font, fill="#1f2328", anchor="mm")
    content = BytesIO()
    picture.save(content, "PNG")
    return SimpleUploadedFile(f"示例照片{number + 1}.png", content.getvalue(), content_type="image/png")


def sample_logo(character: str) -> SimpleUploadedFile:
    """A seal in cinnabar with one white character."""
    picture = Image.new("RGB", (480, 480), "#ffffff")
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((40, 40, 440, 440), radius=36, fill="#a4262c")
    draw.text((240, 240), character, font=ImageFont.truetype(str(FONT), 280), fill="#ffffff", anchor="mm")
    content = BytesIO()
    picture.save(content, "PNG")
    return SimpleUploadedFile("标志.png", content.getvalue(), content_type="image/png")
