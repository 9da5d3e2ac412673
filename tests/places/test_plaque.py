from __future__ import annotations

import io

import pdfplumber
import pytest
import segno

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


def test_the_symbol_on_the_sheet_is_that_of_the_address() -> None:
    """Drawn as lines, one for each run of dark squares; made into squares again, they are the symbol of this address."""
    with pdfplumber.open(io.BytesIO(plaque_pdf(PlaceFactory(), ADDRESS))) as read:
        runs = [line for line in read.pages[0].lines if line["linewidth"] == 0 or line["height"] == 0]
    wanted = [[bool(dark) for dark in row] for row in segno.make(ADDRESS, error="q", micro=False).matrix]
    tops = sorted({round(line["top"], 1) for line in runs})
    rows = tops[-len(wanted) :]
    left = min(line["x0"] for line in runs if round(line["top"], 1) in rows)
    side = (rows[-1] - rows[0]) / (len(wanted) - 1)
    found = [[False] * len(wanted) for _row in wanted]
    for line in runs:
        if round(line["top"], 1) in rows:
            for column in range(round((line["x0"] - left) / side), round((line["x1"] - left) / side)):
                found[rows.index(round(line["top"], 1))][column] = True
    assert found == wanted


def test_another_address_another_code() -> None:
    assert qr_svg(ADDRESS) != qr_svg(ADDRESS + "x")
    assert "<script" not in qr_svg(ADDRESS)
