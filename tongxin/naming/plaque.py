"""The plaque of a named base: title, place, batch, day, number, and a QR code that opens the place's page (PDF, A4 across)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from tongxin.common.errors import WrongState
from tongxin.documents.typesetting.measures import chinese_date
from tongxin.naming.enums import STANDING
from tongxin.naming.models import Application
from tongxin.places.plaque import qr_svg, sheet_pdf

TEMPLATE: Final = Path(__file__).resolve().parent / "plaque.typ"


def base_plaque_pdf(application: Application, address: str) -> bytes:
    """The sheet as a PDF, in Chinese whatever the reader's interface speaks. `address` is the place's page, whole.

    Raises WrongState for a place that does not hold the title.
    """
    if application.status not in STANDING or application.named_on is None:
        raise WrongState(_("这一处现在没有称号，没有标牌。"))
    batch = application.batch
    with translation.override(settings.LANGUAGE_CODE):
        content = {
            "title": batch.title,
            "place": application.place.name,
            "batch": batch.ordinal,
            "owner": batch.owner.name,
            "day": chinese_date(application.named_on),
            "code": application.code,
            "hint": "扫一扫，看开放时间、交通和介绍",
            "address": address,
            "sample": "示例" if batch.is_sample else "",
            "qr": qr_svg(address),
        }
    return sheet_pdf(TEMPLATE, content)
