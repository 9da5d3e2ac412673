"""A walk as a PDF to print (A4): the sketch with numbered stops, what is told at each, and the code of its page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tongxin.common.templatetags.told import english_or_chinese
from tongxin.places.models import Walk, WalkStop
from tongxin.places.plaque import qr_svg, sheet_pdf
from tongxin.places.selectors.walks import way_of
from tongxin.places.walk_sketch import sketch_of
from tongxin.places.walking import Leg
from tongxin.places.wording import stay_words, total_words, way_words

TEMPLATE: Final = Path(__file__).resolve().parent / "walk_sheet.typ"


def walk_pdf(walk: Walk, address: str, in_script: Callable[[Any], Any] = lambda said: said) -> bytes:
    """The sheet in the reader's language. `address` is the whole address of the walk's page, which the code holds.

    `in_script` turns the texts into the script that was asked for; drawings hold none.
    """
    way = way_of(walk)
    sketch = sketch_of(walk)
    content: dict[str, Any] = {
        "language": "en" if (get_language() or "").startswith("en") else "zh",
        "name": english_or_chinese(walk, "name")[0],
        "summary": english_or_chinese(walk, "summary")[0],
        "total": total_words(len(way.stops), way.total),
        "notes": english_or_chinese(walk, "notes")[0],
        "sketch": sketch.svg() if sketch else "",
        "stops": [_stop(stop, leg) for stop, leg in way.stops],
        "owner": walk.owner.name,
        "hint": _("扫一扫，在手机上走；打开一次后没有网络也能用"),
        "address": address,
        "code": qr_svg(address),
        "sample": _("位置为示意（示例），不是准确地点。") if walk.is_position_sample else "",
    }
    return sheet_pdf(TEMPLATE, in_script(content))


def _stop(stop: WalkStop, leg: Leg) -> dict[str, Any]:
    way = way_words(leg) if leg.metres_so_far else ""
    return {
        "number": stop.position,
        "name": english_or_chinese(stop, "name")[0],
        "way": " · ".join(filter(None, [way, stay_words(stop.minutes_here)])),
        "text": english_or_chinese(stop, "text")[0],
    }
