"""The kinds of place that a fresh installation begins with. A city changes them as data."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from tongxin.common import audit
from tongxin.places.models import PlaceKind


@dataclass(frozen=True)
class KindOffered:
    """A kind as shipped; `area` has an outline, `sensitive` counts heads and never names."""

    code: str
    name: str
    name_en: str
    area: bool = False
    sensitive: bool = False


KINDS: tuple[KindOffered, ...] = (
    KindOffered("house", "名人故居", "Notable's house"),
    KindOffered("lane", "历史文化街区", "Historic quarter", area=True),
    KindOffered("base", "教育基地", "Education base"),
    KindOffered("members-home", "党派成员之家", "Members' home", sensitive=True),
    KindOffered("station", "服务站点", "Service station"),
    KindOffered("venue", "活动场馆", "Venue"),
    KindOffered("pilot-zone", "先行先试区", "Pilot zone", area=True),
)


def ensure_kinds() -> dict[str, PlaceKind]:
    """Add the shipped kinds that are missing, changing none that is there. Returns all kinds by code."""
    with transaction.atomic():
        for position, offered in enumerate(KINDS, start=1):
            kind, is_new = PlaceKind.objects.get_or_create(
                code=offered.code,
                defaults={
                    "name": offered.name,
                    "name_en": offered.name_en,
                    "position": position * 10,
                    "is_area": offered.area,
                    "is_sensitive_by_association": offered.sensitive,
                },
            )
            if is_new:
                audit.record(None, "place_kind.added", kind, code=kind.code)
    return {kind.code: kind for kind in PlaceKind.objects.all()}


def ensure_first_kinds() -> None:
    """Begin with the shipped kinds where there is none; a city that took some away does not get them back."""
    if not PlaceKind.objects.exists():
        ensure_kinds()
