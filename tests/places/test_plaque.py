from __future__ import annotations

import io

import pdfplumber
import pytest

from tests.places.factories import PlaceFactory
from tongxin.places.plaque import plaque_pdf, qr_svg

pytestmark = pytest.mark.django_db
ADDRESS = "https://tongxin.example/places/qingguoxiang/"


def test_the_sheet_says_name_and_address() -> None:
    place = PlaceFactory(name="青果巷 #[危险]", is_sample=True)
    pdf = plaque_pdf(place, ADDRESS)
    assert pdf == plaque_pdf(place, ADDRESS)
    with pdfplumber.open(io.BytesIO(pdf)) as read:
        assert len(read.pages) == 1
        assert (round(read.pages[0].width), round(read.pages[0].height)) == (420, 595)
        text = read.pages[0].extract_text()
    for words in ("青果巷 #[危险]", ADDRESS, "扫一扫", "示例"):
        assert words in text, words


def test_another_address_another_code() -> None:
    assert qr_svg(ADDRESS) != qr_svg(ADDRESS + "x")
    assert "<script" not in qr_svg(ADDRESS)
