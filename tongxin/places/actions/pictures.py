"""The pictures of a place: which, in which order, with which words. The first stands for the place in lists."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.errors import Invalid
from tongxin.common.models import Picture
from tongxin.places.actions.texts import check_may_keep
from tongxin.places.guarding import insist_clean_row
from tongxin.places.models import Place, PlacePicture

MOST_PICTURES = 40


def attach_picture(*, place: Place, picture: Picture, by: Any, caption: str = "") -> PlacePicture:
    """Show a picture of the library on a place, after those it has. Twice the same changes nothing.

    Raises NotAllowed, Invalid with the field.
    """
    check_may_keep(by, place.owner)
    kept = _caption(caption, place)
    with transaction.atomic():
        _locked(place)
        if place.pictures.exclude(picture=picture).count() >= MOST_PICTURES:
            raise Invalid(_("一个场所最多 %(most)d 张图片。") % {"most": MOST_PICTURES}, field="file")
        last = place.pictures.aggregate(last=Max("position"))["last"]
        shown, is_new = PlacePicture.objects.get_or_create(
            place=place, picture=picture, defaults={"caption": kept, "position": 0 if last is None else last + 1}
        )
        if is_new:
            audit.record(by, "place.picture_added", place, picture=picture.pk, title=picture.title)
    return shown


def caption_picture(*, shown: PlacePicture, caption: str, by: Any) -> PlacePicture:
    """Say something else under a picture. Raises NotAllowed, Invalid with the field."""
    check_may_keep(by, shown.place.owner)
    kept = _caption(caption, shown.place)
    with transaction.atomic():
        PlacePicture.objects.filter(pk=shown.pk).update(caption=kept)
        audit.record(by, "place.picture_captioned", shown.place, picture=shown.picture_id, before=shown.caption)
    shown.caption = kept
    return shown


def move_picture(*, shown: PlacePicture, by_places: int, by: Any) -> None:
    """Move a picture forward (-1) or back (+1); beyond the ends nothing moves."""
    check_may_keep(by, shown.place.owner)
    with transaction.atomic():
        place = _locked(shown.place)
        now = list(place.pictures.values_list("pk", flat=True))
        at = now.index(shown.pk)
        to = min(max(at + by_places, 0), len(now) - 1)
        if to == at:
            return
        now.insert(to, now.pop(at))
        for position, pk in enumerate(now):
            PlacePicture.objects.filter(pk=pk).update(position=position)
        audit.record(by, "place.pictures_ordered", place, order=now)


def detach_picture(*, shown: PlacePicture, by: Any) -> None:
    """Show a picture on a place no longer; it stays in the library."""
    check_may_keep(by, shown.place.owner)
    with transaction.atomic():
        audit.record(by, "place.picture_removed", shown.place, picture=shown.picture_id)
        shown.delete()


def _caption(caption: str, place: Place) -> str:
    kept = " ".join(caption.split())
    if len(kept) > 120:
        raise Invalid(_("最多 %(longest)d 个字，请精简。") % {"longest": 120}, field="caption")
    insist_clean_row(PlacePicture(place=place, caption=kept), place)
    return kept


def _locked(place: Place) -> Place:
    return Place.objects.select_for_update(of=("self",)).select_related("owner").get(pk=place.pk)
