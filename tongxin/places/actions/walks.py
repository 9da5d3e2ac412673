"""Laying out a walk: its words, its drawn path, its stops and their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.errors import Conflict, Invalid, NotAllowed, WrongState
from tongxin.common.models import Picture
from tongxin.common.slugs import free_slug
from tongxin.organisations.models import Unit
from tongxin.places import rules
from tongxin.places.actions.texts import check_is_open, check_may_keep, check_not_twice, put_texts
from tongxin.places.enums import Datum
from tongxin.places.guarding import insist_clean, insist_clean_row
from tongxin.places.models import Place, Walk, WalkStop
from tongxin.places.positions import checked_path, checked_position

TEXTS = ("name_en", "summary", "summary_en", "notes", "notes_en")
STOP_TEXTS = ("name_en", "text", "text_en")
MOST_STOPS = 40
MOST_METRES = 20_000
MOST_MINUTES = 240
# Where stops stand while they change places, so that no two ever have the same position.
ASIDE = 100_000


@dataclass(frozen=True)
class WalkGiven:
    """What is given of a walk. `path` is a GeoJSON LineString, WGS-84."""

    name: str
    name_en: str = ""
    place: Place | None = None
    summary: str = ""
    summary_en: str = ""
    notes: str = ""
    notes_en: str = ""
    path: Any = None
    slug: str = ""
    is_position_sample: bool = False
    is_sample: bool = False


@dataclass(frozen=True)
class StopGiven:
    """What is given of a stop. Without a name or a position it takes those of its place."""

    name: str = ""
    place: Place | None = None
    name_en: str = ""
    text: str = ""
    text_en: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    datum: str = Datum.WGS84
    minutes_here: int = 10
    metres_given: int | None = None
    minutes_on_way_given: int | None = None


def add_walk(*, owner: Unit, given: WalkGiven, by: Any) -> Walk:
    """Add a walk without stops; not public yet. Raises NotAllowed, Invalid with the field."""
    check_may_keep(by, owner)
    check_is_open(owner)
    with transaction.atomic():
        check_not_twice(Walk, owner, given)
        walk = Walk(owner=owner)
        _put(walk, given)
        walk.save(force_insert=True)
        audit.record(by, "walk.added", walk, name=walk.name, slug=walk.slug)
    return walk


def change_walk(*, walk: Walk, given: WalkGiven, version: int, by: Any) -> Walk:
    """Make a walk what is given. Raises NotAllowed, Invalid with the field, Conflict where somebody else was faster."""
    check_may_keep(by, walk.owner)
    with transaction.atomic():
        row = _locked(walk)
        if row.version != version:
            raise Conflict(_("您打开之后，别人改过。请先核对现在的内容，再保存一次。"))
        _put(row, given)
        row.version += 1
        row.save()
        audit.record(by, "walk.changed", row, name=row.name)
    return row


def add_stop(*, walk: Walk, given: StopGiven, by: Any) -> WalkStop:
    """Add a stop after the last. Raises NotAllowed, Invalid with the field."""
    check_may_keep(by, walk.owner)
    with transaction.atomic():
        row = _locked(walk)
        count = row.stops.count()
        if count >= MOST_STOPS:
            raise Invalid(_("一条路线最多 %(most)d 站。") % {"most": MOST_STOPS})
        stop = WalkStop(walk=row, position=count + 1)
        _put_stop(stop, given)
        stop.save(force_insert=True)
        _touched(row, by, "walk.stop_added", stop=stop.pk, name=stop.name)
    return stop


def change_stop(*, stop: WalkStop, given: StopGiven, by: Any) -> WalkStop:
    """Make a stop what is given; it stays where it is in the order. Raises as `add_stop`."""
    check_may_keep(by, stop.walk.owner)
    with transaction.atomic():
        walk = _locked(stop.walk)
        row = WalkStop.objects.select_for_update().get(pk=stop.pk)
        _put_stop(row, given)
        row.save()
        _touched(walk, by, "walk.stop_changed", stop=row.pk, name=row.name)
    return row


def remove_stop(*, stop: WalkStop, by: Any) -> None:
    """Take a stop out; those after it move up."""
    check_may_keep(by, stop.walk.owner)
    with transaction.atomic():
        walk = _locked(stop.walk)
        _touched(walk, by, "walk.stop_removed", name=stop.name, text=stop.text, position=stop.position)
        stop.delete()
        _number(walk, list(walk.stops.order_by("position").values_list("pk", flat=True)))


def set_stop_picture(*, stop: WalkStop, picture: Picture | None, by: Any) -> WalkStop:
    """Show a picture of the library at a stop, or none."""
    check_may_keep(by, stop.walk.owner)
    with transaction.atomic():
        walk = _locked(stop.walk)
        WalkStop.objects.filter(pk=stop.pk).update(picture=picture)
        _touched(walk, by, "walk.stop_picture_set", stop=stop.pk, picture=picture.pk if picture else None)
    stop.refresh_from_db()
    return stop


def order_stops(*, walk: Walk, order: Sequence[int], by: Any) -> None:
    """Put the stops into another order: their ids, each once.

    Raises Conflict where these are not the stops that the walk has (somebody added or removed one); nothing moves then.
    """
    check_may_keep(by, walk.owner)
    with transaction.atomic():
        row = _locked(walk)
        now = list(row.stops.order_by("position").values_list("pk", flat=True))
        if sorted(order) != sorted(now):
            raise Conflict(_("您打开之后，别人加减过站点。请刷新后再排一次。"))
        if list(order) == now:
            return
        _number(row, list(order))
        _touched(row, by, "walk.stops_ordered", order=list(order))


def move_stop(*, stop: WalkStop, by_places: int, by: Any) -> None:
    """Move a stop up (-1) or down (+1) in the order; beyond the ends nothing moves."""
    check_may_keep(by, stop.walk.owner)
    with transaction.atomic():
        row = _locked(stop.walk)
        now = list(row.stops.order_by("position").values_list("pk", flat=True))
        at = now.index(stop.pk)
        to = min(max(at + by_places, 0), len(now) - 1)
        if to == at:
            return
        now.insert(to, now.pop(at))
        _number(row, now)
        _touched(row, by, "walk.stops_ordered", order=now)


def publish_walk(*, walk: Walk, by: Any) -> Walk:
    """Show a walk to the public. Raises NotAllowed, WrongState, Invalid naming what a walker would miss."""
    return _set_public(walk, True, by)


def withdraw_walk(*, walk: Walk, by: Any) -> Walk:
    """Show a walk no longer. Raises NotAllowed, WrongState."""
    return _set_public(walk, False, by)


def missing_of_walk(walk: Walk) -> list[str]:
    """What a walker would miss, in words."""
    stops = list(walk.stops.all())
    silent = [stop.name for stop in stops if not stop.text]
    lacking = []
    if not walk.summary:
        lacking.append(_("一句话介绍"))
    if len(stops) < 2:
        lacking.append(_("至少两站"))
    if silent:
        lacking.append(_("讲解（%(stops)s）") % {"stops": _("、").join(silent)})
    return lacking


def _locked(walk: Walk) -> Walk:
    return Walk.objects.select_for_update(of=("self",)).select_related("owner").get(pk=walk.pk)


def _touched(walk: Walk, by: Any, verb: str, **detail: Any) -> None:
    """A change of a stop is a change of the walk: what walkers have kept is of an older version then."""
    walk.version += 1
    walk.save(update_fields=["version", "updated_at"])
    audit.record(by, verb, walk, **detail)


def _number(walk: Walk, order: Sequence[int]) -> None:
    WalkStop.objects.filter(walk=walk).update(position=F("position") + ASIDE)
    for position, pk in enumerate(order, start=1):
        WalkStop.objects.filter(walk=walk, pk=pk).update(position=position)


def _put(walk: Walk, given: WalkGiven) -> None:
    walk.name = _name(given.name)
    put_texts(walk, TEXTS, given)
    walk.place, walk.path = given.place, checked_path(given.path)
    walk.is_sample, walk.is_position_sample = given.is_sample, given.is_position_sample
    insist_clean_row(walk, walk)
    walk.slug = free_slug(walk, given.slug.strip(), "walk")


def _put_stop(stop: WalkStop, given: StopGiven) -> None:
    place = given.place
    if place is not None and place.kind.is_sensitive_by_association:
        raise Invalid(_("“%(place)s”这一类场所不在步行路线上介绍。") % {"place": place}, field="place")
    stop.place = place
    stop.name = _name(given.name or (place.name if place else ""))
    put_texts(stop, STOP_TEXTS, given)
    insist_clean_row(stop, stop.walk)
    latitude, longitude = checked_position(given.latitude, given.longitude, given.datum)
    if latitude is None and place is not None:
        latitude, longitude = place.latitude, place.longitude
    if latitude is None or longitude is None:
        raise Invalid(_("请填坐标，或选一个有坐标的场所。"), field="latitude")
    stop.latitude, stop.longitude = latitude, longitude
    for name, most in (
        ("minutes_here", MOST_MINUTES),
        ("minutes_on_way_given", MOST_MINUTES),
        ("metres_given", MOST_METRES),
    ):
        number = getattr(given, name)
        if number is not None and not 0 <= number <= most:
            raise Invalid(_("请填 0 到 %(most)d 之间的数。") % {"most": most}, field=name)
        setattr(stop, name, number)


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise Invalid(_("请填写名称。"), field="name")
    if len(name) > 80:
        raise Invalid(_("最多 %(longest)d 个字，请精简。") % {"longest": 80}, field="name")
    return name


def _set_public(walk: Walk, public: bool, by: Any) -> Walk:
    if not rules.may_publish_for(by, walk.owner):
        raise NotAllowed(_("公开或停止公开由管理单位或其上级的协调员决定。"))
    with transaction.atomic():
        row = _locked(walk)
        if row.is_public == public:
            raise WrongState(_("“%(place)s”已经是这样了。") % {"place": row})
        lacking = missing_of_walk(row) if public else []
        if lacking:
            raise Invalid(_("还不能公开，缺：%(what)s。") % {"what": _("、").join(lacking)})
        if public:
            insist_clean(row)
        row.is_public = public
        row.save(update_fields=["is_public", "updated_at"])
        audit.record(by, "walk.published" if public else "walk.withdrawn", row)
    return row
