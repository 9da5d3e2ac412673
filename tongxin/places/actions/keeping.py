"""Adding and changing a place, with its hours and features: all of one form in one transaction."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.errors import Conflict, Invalid, NotAllowed
from tongxin.common.slugs import free_slug
from tongxin.organisations.enums import UnitKind
from tongxin.organisations.models import Unit
from tongxin.places import rules
from tongxin.places.actions.texts import check_address, check_is_open, check_not_twice, put_texts
from tongxin.places.enums import Answer, Datum, Feature
from tongxin.places.guarding import insist_clean_row
from tongxin.places.hours import Span, check_hours, parse_hours
from tongxin.places.models import OpeningHours, Place, PlaceFeature, PlaceKind
from tongxin.places.positions import checked_outline, checked_position

# An institution's line: area code and number, a hotline, or a service number, with an extension.
PHONE = re.compile(r"(0\d{2,3}-?\d{7,8}|[48]00-?\d{3}-?\d{4}|1?[129]\d{3,4})(转\d{1,5}|-\d{1,5})?")
MOBILE = re.compile(r"(?<!\d)(\+?86-?)?1[3-9]\d-?\d{4}-?\d{4}(?!\d)")
TEXTS = ("summary", "description", "location", "entrance", "transport", "phone", "website", "hours_note")


@dataclass(frozen=True)
class Given:
    """What is given of a place. Positions are in `datum`; `hours` as lines (`places.hours`) or spans.

    `features` maps a Feature to an Answer, or to an Answer and a note; what is not named is not known.
    """

    kind: PlaceKind
    name: str
    district: Unit | None = None
    slug: str = ""
    summary: str = ""
    description: str = ""
    location: str = ""
    entrance: str = ""
    transport: str = ""
    phone: str = ""
    website: str = ""
    hours_note: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    datum: str = Datum.WGS84
    is_position_sample: bool = False
    outline: Any = None
    hours: str | list[Span] = ""
    features: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    is_sample: bool = False


def add_place(*, owner: Unit, given: Given, by: Any) -> Place:
    """Add a place of a unit; it is not public yet.

    Raises NotAllowed unless `by` keeps places of `owner`, Invalid with the field.
    """
    if not rules.may_keep_for(by, owner):
        raise NotAllowed(_("只有管理单位或其上级的填报员、审核员、协调员可以登记场所。"))
    check_is_open(owner)
    with transaction.atomic():
        check_not_twice(Place, owner, given)
        place = Place(owner=owner)
        spans = _put(place, given)
        place.save(force_insert=True)
        _put_parts(place, spans, given.features)
        audit.record(by, "place.added", place, name=place.name, slug=place.slug)
    return place


def change_place(*, place: Place, given: Given, version: int, by: Any) -> Place:
    """Make a place what is given, hours and features too.

    Raises NotAllowed, Invalid with the field, and Conflict where somebody else changed it since `version`: then nothing
    is changed and the caller keeps what was typed.
    """
    if not rules.may_edit(by, place):
        raise NotAllowed(_("只有管理单位或其上级的填报员、审核员、协调员可以改这个场所。"))
    with transaction.atomic():
        row = Place.objects.select_for_update().select_related("owner").get(pk=place.pk)
        if row.version != version:
            raise Conflict(_("您打开之后，别人改过这个场所。请先核对现在的内容，再保存一次。"))
        before = {name: getattr(row, name) for name in (*TEXTS, "name", "slug", "latitude", "longitude")}
        spans = _put(row, given)
        row.version += 1
        row.save()
        _put_parts(row, spans, given.features)
        changed = [name for name, value in before.items() if getattr(row, name) != value]
        audit.record(by, "place.changed", row, changed=changed)
    return row


def _put(place: Place, given: Given) -> list[Span]:
    """Check what is given and put it on the row. Raises Invalid with the field."""
    name = " ".join(given.name.split())
    if not name:
        raise Invalid(_("请填写场所名称。"), field="name")
    if len(name) > 80:
        raise Invalid(_("最多 %(longest)d 个字，请精简。") % {"longest": 80}, field="name")
    place.kind, place.name = given.kind, name
    if given.district is not None and given.district.kind != UnitKind.DISTRICT:
        raise Invalid(_("请选一个辖市区。"), field="district")
    place.district = given.district
    put_texts(place, TEXTS, given)
    _check_phone(place.phone)
    check_address(place.website, "website")
    place.latitude, place.longitude = checked_position(given.latitude, given.longitude, given.datum)
    place.is_position_sample, place.is_sample = given.is_position_sample, given.is_sample
    place.outline = checked_outline(given.outline)
    place.slug = free_slug(place, given.slug.strip(), "place")
    insist_clean_row(place, place)
    spans = parse_hours(given.hours) if isinstance(given.hours, str) else list(given.hours)
    check_hours(spans)
    return spans


def _check_phone(phone: str) -> None:
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", phone)).replace("（", "").replace("）", "-")
    if MOBILE.search(plain):
        raise Invalid(_("这像是手机号。这里只登记机构的固定电话或热线，不登记个人电话。"), field="phone")
    plain = plain.replace("(", "").replace(")", "-")
    if plain and not PHONE.fullmatch(plain):
        raise Invalid(_("请填机构的固定电话或热线，例如 0519-12345678。"), field="phone")


def _put_parts(place: Place, spans: list[Span], features: Mapping[str, tuple[str, str]]) -> None:
    OpeningHours.objects.filter(place=place).delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(
            place=place,
            weekday=span.weekday,
            opens=span.opens,
            closes=span.closes,
            season_from=span.season_from,
            season_until=span.season_until,
        )
        for span in spans
    )
    PlaceFeature.objects.filter(place=place).delete()
    rows = []
    for feature in Feature.values:
        answer, note = features.get(feature, ("", ""))
        if not answer:
            continue
        if answer not in Answer.values or len(note) > 100:
            raise Invalid(_("“%(feature)s”的说明最多 100 个字。") % {"feature": Feature(feature).label}, field=feature)
        row = PlaceFeature(place=place, feature=feature, answer=answer, note=note.strip())
        insist_clean_row(row, place, feature)
        rows.append(row)
    PlaceFeature.objects.bulk_create(rows)
