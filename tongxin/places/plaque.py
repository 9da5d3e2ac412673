"""The sheet for a place's plaque: its name and a QR code that opens its page, as a PDF to print (A5)."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import segno
import typst
from django.conf import settings
from django.utils.translation import gettext as _

from tongxin.places.models import Place

TEMPLATE: Final = Path(__file__).resolve().parent / "plaque.typ"


@cache
def _fonts() -> typst.Fonts:
    """The open fonts that come with Tongxin, read once for the process; those of the machine would change the result."""
    folder = settings.PACKAGE_DIR / "documents" / "typesetting" / "fonts"
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])


def qr_svg(address: str) -> str:
    """The QR code of an address, with the margin that the standard asks for and correction for a scratched plaque."""
    drawn = io.BytesIO()
    segno.make(address, error="q", micro=False).save(drawn, kind="svg", border=4, xmldecl=False, svgns=True)
    return drawn.getvalue().decode()


def plaque_pdf(place: Place, address: str) -> bytes:
    """The sheet as a PDF. `address` is the whole address of the place's page, which the code holds."""
    content = {
        "name": place.name,
        "kind": place.kind.name,
        "owner": place.owner.name,
        "summary": place.summary,
        "hint": _("扫一扫，看开放时间、交通和介绍"),
        "address": address,
        "sample": _("示例") if place.is_sample else "",
        "code": qr_svg(address),
    }
    return sheet_pdf(TEMPLATE, content)


def sheet_pdf(template: Path, content: Mapping[str, Any]) -> bytes:
    """A Typst template filled with `content` (the input "plaque", as JSON), in the fonts that come with Tongxin."""
    compiler = typst.Compiler(
        input=template,
        root=template.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"plaque": json.dumps(content)},
    )
    result = compiler.compile(format="pdf")
    if not isinstance(result, bytes):
        raise TypeError(f"Typst returned {type(result).__name__} where the bytes of one PDF were expected.")
    return result
