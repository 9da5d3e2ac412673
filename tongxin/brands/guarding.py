"""What the guards find in a brand's public texts, with all that hangs on it: as for places (`places.guarding`)."""

from __future__ import annotations

from collections.abc import Sequence

from tongxin.brands.enums import COMING
from tongxin.brands.models import Brand, Evidence, StrandIndicator
from tongxin.common.guards import Finding
from tongxin.common.guards.rows import HasPublicTexts, findings_in_rows, refuse_in, refuse_in_rows
from tongxin.places.guarding import published_contacts


def findings_of(brand: Brand) -> list[Finding]:
    """What is found in it, and in what hangs on it."""
    return findings_in_rows(_rows(brand), published_contacts())


def insist_clean(brand: Brand) -> None:
    """Before it is handed in and named: raises Invalid naming what stands in it, where, and the remedy."""
    refuse_in_rows(_rows(brand), published_contacts())


def insist_clean_row(row: HasPublicTexts, brand: Brand) -> None:
    """After a row was filled: raises Invalid with the field, where its brand has a public page."""
    if brand.status not in COMING:
        refuse_in(row, published_contacts())


def _rows(brand: Brand) -> Sequence[HasPublicTexts]:
    parts = (
        *(brand.carriers.all(), brand.pictures.all(), brand.strands.all()),
        *(StrandIndicator.objects.filter(strand__brand=brand), Evidence.objects.filter(brand=brand)),
    )
    return [brand, *(row for rows in parts for row in rows)]
