"""A place's pictures: in order, with words, the first standing for the place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.common.pictures.factories import make_picture
from tests.conftest import City
from tests.places.factories import PlaceFactory
from tongxin.accounts.models import User
from tongxin.common.errors import Invalid, NotAllowed
from tongxin.common.models import AuditEntry, Picture
from tongxin.organisations.enums import Role
from tongxin.places import actions
from tongxin.places.models import PlacePicture

pytestmark = pytest.mark.django_db


def test_pictures_keep_their_order_and_move(city: City) -> None:
    place = PlaceFactory(owner=city.office)
    first, second, third = (
        actions.attach_picture(place=place, picture=make_picture(title=title), caption=f" {title}  图 ", by=None)
        for title in ("甲", "乙", "丙")
    )

    def order() -> list[str]:
        return [one.picture.title for one in place.pictures.select_related("picture")]

    assert order() == ["甲", "乙", "丙"]
    assert first.caption == "甲 图"
    actions.move_picture(shown=third, by_places=-1, by=None)
    actions.move_picture(shown=first, by_places=-1, by=None)
    assert order() == ["甲", "丙", "乙"]
    actions.move_picture(shown=first, by_places=5, by=None)
    assert order() == ["丙", "乙", "甲"]
    actions.detach_picture(shown=second, by=None)
    assert order() == ["丙", "甲"]
    assert Picture.objects.count() == 3
    again = actions.attach_picture(place=place, picture=first.picture, by=None)
    assert (again.pk, order()) == (first.pk, ["丙", "甲"])
    actions.caption_picture(shown=first, caption="正门", by=None)
    first.refresh_from_db()
    assert first.caption == "正门"
    verbs = list(AuditEntry.objects.filter(verb__startswith="place.picture").values_list("verb", flat=True))
    assert verbs.count("place.pictures_ordered") == 2


def test_who_may_not_and_what_is_too_long_changes_nothing(city: City, as_role: Callable[..., User]) -> None:
    east, west = city.districts
    place = PlaceFactory(owner=east)
    shown = actions.attach_picture(place=place, picture=make_picture(), caption="原来", by=None)
    other = make_picture()
    by = as_role(Role.REPORTER, west)
    attempts: list[Callable[[], Any]] = [
        lambda: actions.attach_picture(place=place, picture=other, by=by),
        lambda: actions.caption_picture(shown=shown, caption="改", by=by),
        lambda: actions.move_picture(shown=shown, by_places=1, by=by),
        lambda: actions.detach_picture(shown=shown, by=by),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()
    with pytest.raises(Invalid, match="最多 120"):
        actions.caption_picture(shown=shown, caption="长" * 121, by=None)
    assert [one.caption for one in PlacePicture.objects.all()] == ["原来"]
