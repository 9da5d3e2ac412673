"""Drawn pictures for the sample city's houses, lane and notables: plainly drawings, with 示例 written on each."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

import tongxin.documents.typesetting

WIDTH, HEIGHT = 1200, 900
FONTS = Path(tongxin.documents.typesetting.__file__).parent / "fonts"
CREDIT, LICENCE = "示例绘图", "示例，可自由使用"
# Sky, wall, tiles, ground, one for each hour of the day.
COLOURS = (
    ("#e4e9e6", "#f6f3ec", "#3f464d", "#cfc8ba"),
    ("#ece4d8", "#f3efe6", "#4a3f38", "#c8bda8"),
    ("#dde4ec", "#f4f1ea", "#39454f", "#c4c4be"),
    ("#efe9df", "#f8f5ee", "#4b5048", "#d2cab8"),
)
INK, SEAL = "#1f2328", "#a4262c"


def _font(size: int, name: str = "TongxinHei") -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"{name}.otf"), size)


def _png(picture: Image.Image, name: str) -> SimpleUploadedFile:
    content = BytesIO()
    picture.save(content, "PNG", optimize=True)
    return SimpleUploadedFile(f"{name}.png", content.getvalue(), content_type="image/png")


def _sample(draw: ImageDraw.ImageDraw) -> None:
    draw.text((WIDTH - 36, HEIGHT - 36), "示例绘图", font=_font(34), fill=INK, anchor="rs")


def drawn_house(number: int) -> SimpleUploadedFile:
    """A house of white walls and dark tiles; each number has its own light, gables and door. The same bytes every time."""
    sky, wall, tiles, ground = COLOURS[number % len(COLOURS)]
    picture = Image.new("RGB", (WIDTH, HEIGHT), sky)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 720, WIDTH, HEIGHT), fill=ground)
    for line in range(744, HEIGHT, 40):
        draw.line((0, line, WIDTH, line), fill=sky, width=2)
    left, right = 130 + 30 * (number % 3), 1070 - 24 * (number % 4)
    draw.rectangle((left, 360, right, 722), fill=wall)
    # Stepped gables on both sides, as they stand between neighbours.
    for side, out in ((left, -1), (right, 1)):
        for step in range(3):
            near, far = side - out * (28 + 56 * step), side + out * (34 - 30 * step)
            top = 300 - 62 * step
            draw.rectangle((min(near, far), top, max(near, far), 722), fill=wall)
            draw.rectangle((min(near, far) - 10, top - 16, max(near, far) + 10, top), fill=tiles)
    draw.polygon(((left + 30, 362), (left + 130, 236), (right - 130, 236), (right - 30, 362)), fill=tiles)
    for at in range(left + 150, right - 140, 26):
        draw.line((at, 246, at - 6, 356), fill=wall, width=2)
    draw.rectangle((left + 20, 356, right - 20, 372), fill=INK)
    middle = (left + right) // 2 + 40 * (number % 3 - 1)
    draw.rectangle((middle - 74, 470, middle + 74, 722), fill="#6d5a45", outline=INK, width=6)
    draw.line((middle, 476, middle, 722), fill=INK, width=4)
    draw.rectangle((middle - 98, 440, middle + 98, 468), fill=tiles)
    draw.rectangle((middle - 96, 712, middle + 96, 736), fill="#b3ab9b")
    for at in (left + 110, right - 190):
        if abs(at + 45 - middle) > 150:
            draw.rectangle((at, 480, at + 96, 580), fill="#fbfaf7", outline=INK, width=5)
            for bar in (24, 48, 72):
                draw.line((at + bar, 482, at + bar, 578), fill=tiles, width=3)
            draw.line((at, 530, at + 96, 530), fill=tiles, width=3)
    if number % 2:
        draw.line((right + 20, 722, right + 36, 470), fill="#5d5145", width=16)
        for x, y, size in ((right + 36, 430, 92), (right - 24, 476, 66), (right + 84, 486, 70)):
            draw.ellipse((x - size, y - size, x + size, y + size), fill="#7f9a80")
    _sample(draw)
    return _png(picture, f"故居{number + 1}")


def drawn_lane() -> SimpleUploadedFile:
    """A row of houses along the water, with a bridge."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), "#e4e9e6")
    draw = ImageDraw.Draw(picture)
    for at, size in ((90, 120), (560, 140), (1120, 130)):
        draw.ellipse((at - size, 300 - size, at + size, 300 + size), fill="#9db29b")
    for order, (left, right, top) in enumerate(((-20, 300, 350), (300, 560, 310), (560, 900, 360), (900, 1220, 320))):
        _sky, wall, tiles, _ground = COLOURS[order]
        draw.rectangle((left, top, right, 620), fill=wall)
        draw.polygon(
            ((left - 14, top + 4), (left + 46, top - 76), (right - 46, top - 76), (right + 14, top + 4)), fill=tiles
        )
        for at in range(left + 60, right - 56, 22):
            draw.line((at, top - 70, at - 5, top), fill=wall, width=2)
        draw.rectangle((left - 14, top, right + 14, top + 12), fill=INK)
        for at in range(left + 46, right - 90, 106):
            draw.rectangle((at, top + 60, at + 66, top + 130), fill="#fbfaf7", outline=INK, width=4)
            draw.line((at + 33, top + 62, at + 33, top + 128), fill=tiles, width=3)
        draw.rectangle((right - 90, top + 140, right - 34, 620), fill="#6d5a45", outline=INK, width=4)
    draw.rectangle((0, 618, WIDTH, 668), fill="#b3ab9b")
    for at in range(0, WIDTH, 60):
        draw.line((at, 620, at, 666), fill="#cfc8ba", width=3)
    draw.rectangle((0, 668, WIDTH, HEIGHT), fill="#a9bfc4")
    for line in range(700, HEIGHT, 34):
        draw.line((60 + line % 7 * 40, line, 420 + line % 5 * 120, line), fill="#c4d4d7", width=3)
    draw.pieslice((640, 560, 1160, 980), 180, 360, fill="#cfc8ba", outline=INK, width=5)
    draw.pieslice((740, 640, 1060, 960), 180, 360, fill="#a9bfc4", outline=INK, width=5)
    draw.rectangle((630, 772, 1170, HEIGHT), fill="#a9bfc4")
    draw.arc((630, 540, 1170, 980), 180, 360, fill=INK, width=6)
    draw.text((36, HEIGHT - 36), "示例绘图", font=_font(34), fill=INK, anchor="ls")
    return _png(picture, "青果巷")


def drawn_portrait(name: str, number: int) -> SimpleUploadedFile:
    """No likeness: the name on a hanging scroll, with a seal. Nobody's face is made up."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), COLOURS[number % len(COLOURS)][0])
    draw = ImageDraw.Draw(picture)
    draw.rectangle((330, 40, 870, 860), fill="#fbfaf7", outline="#c9c3b6", width=6)
    draw.rectangle((300, 24, 900, 56), fill="#6d5a45")
    draw.rectangle((300, 844, 900, 876), fill="#6d5a45")
    size = 190 if len(name) <= 3 else 150
    top = 440 - size * len(name) / 2
    for at, letter in enumerate(name[:4]):
        draw.text((600, top + size * (at + 0.5)), letter, font=_font(size, "TongxinTitleSong"), fill=INK, anchor="mm")
    draw.rectangle((742, 740, 826, 824), fill=SEAL)
    draw.text((784, 762), "示", font=_font(34), fill="#fff", anchor="mm")
    draw.text((784, 800), "例", font=_font(34), fill="#fff", anchor="mm")
    return _png(picture, f"{name}（示例）")
