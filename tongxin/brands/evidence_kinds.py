"""The kinds of evidence that a new system of brands begins with. Its coordinators change them as data."""

from __future__ import annotations

from dataclasses import dataclass

from tongxin.brands.models import BrandSystem, EvidenceKind


@dataclass(frozen=True)
class KindOffered:
    """A kind as shipped; each can show all three aims."""

    code: str
    name: str
    name_en: str
    address: bool = False
    counted: bool = False


KINDS: tuple[KindOffered, ...] = (
    KindOffered("award", "获奖或表彰", "Award or commendation"),
    KindOffered("adopted", "上级采用", "Adopted by a higher body"),
    KindOffered("spread", "外地借鉴推广", "Taken up elsewhere"),
    KindOffered("coverage", "媒体报道", "Media coverage", address=True),
    KindOffered("visitors", "来访人次", "Visitors", counted=True),
)


def ship_kinds(system: BrandSystem) -> None:
    """Give a system the shipped kinds. Called when it is set up, in its transaction."""
    EvidenceKind.objects.bulk_create(
        EvidenceKind(
            system=system,
            code=kind.code,
            name=kind.name,
            name_en=kind.name_en,
            needs_address=kind.address,
            is_counted=kind.counted,
            position=position,
        )
        for position, kind in enumerate(KINDS, start=1)
    )
