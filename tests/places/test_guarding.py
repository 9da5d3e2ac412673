"""Personal data in the public texts of places, notables, walks, houses and homes: pointed out in drafts, kept from going out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.places.factories import (
    ClosureFactory,
    HomeFactory,
    NotableFactory,
    PlaceFactory,
    RestorationFactory,
    StageFactory,
    WalkFactory,
)
from tongxin.common.errors import Invalid
from tongxin.places import actions
from tongxin.places.actions import homes, notables, restoring, walks
from tongxin.places.guarding import findings_of
from tongxin.places.imports import given_of
from tongxin.places.models import HomeFund, Place

pytestmark = pytest.mark.django_db
MOBILE = "请打 138 1234 5678"
HOME = "住延陵西路12号3幢402室"


@pytest.mark.parametrize("field", Place.PUBLIC_TEXTS)
def test_a_public_place_takes_no_personal_data(field: str) -> None:
    place = PlaceFactory(summary="一句话", location="青果巷")
    with pytest.raises(Invalid, match="手机号 138") as refused:
        actions.change_place(place=place, given=changed(place, **{field: MOBILE}), version=1, by=None)
    assert refused.value.field == field
    assert "12345678" not in str(refused.value)
    place.refresh_from_db()
    assert (place.version, MOBILE in getattr(place, field)) == (1, False)


def changed(place: Place, **texts: str) -> Any:
    given = given_of(place)
    return type(given)(**{name: getattr(given, name) for name in given.__dataclass_fields__} | texts)


def test_a_draft_says_what_is_found_and_is_not_let_out() -> None:
    place = PlaceFactory(is_public=False, summary="一句话", location="青果巷", transport=HOME)
    ClosureFactory(place=place, reason=MOBILE, starts_on=date(2019, 1, 1), ends_on=date(2019, 1, 2))
    stage = StageFactory(restoration=RestorationFactory(place=place), note=HOME)
    found = [(one.where, str(one.kind.label)) for one in findings_of(place)]
    assert found == [("场所：交通", "家庭住址"), ("闭馆：原因", "手机号"), ("修缮阶段：说明", "家庭住址")]
    with pytest.raises(Invalid, match=r"场所：交通.*闭馆：原因.*修缮阶段：说明"):
        actions.publish(place=place, by=None)
    assert Place.objects.get(pk=place.pk).is_public is False
    place.closures.all().delete()
    stage.delete()
    actions.change_place(place=place, given=changed(place, transport="公交 7 路"), version=1, by=None)
    actions.publish(place=Place.objects.get(pk=place.pk), by=None)
    assert Place.objects.get(pk=place.pk).is_public is True


def test_what_an_institution_gives_out_is_no_personal_data() -> None:
    office = "延陵西路12号3幢402室"
    place = PlaceFactory(summary="一句话", location=office, phone="0519-86680000")
    actions.change_place(
        place=place, given=changed(place, description=f"在{office}，电话 0519 8668 0000"), version=1, by=None
    )
    other = PlaceFactory(summary="一句话", location="延陵西路", description=f"先到{office}")
    assert findings_of(other) == []
    # A street in the register does not let through who lives there.
    with pytest.raises(Invalid, match="家庭住址"):
        actions.change_place(place=other, given=changed(other, summary="延陵西路8号2幢101室"), version=1, by=None)
    # A number that is in no register may be an institution's all the same: it is pointed out only.
    actions.change_place(place=other, given=changed(other, transport="电话 0519-87770000"), version=1, by=None)
    other.refresh_from_db()
    assert [str(one.kind.label) for one in findings_of(other)] == ["固定电话"]


def test_notables_and_what_is_said_of_them() -> None:
    notable = NotableFactory(is_public=False)
    notables.add_statement(notable=notable, given=notables.StatementGiven(text=MOBILE, source="示例"), by=None)
    assert [one.where for one in findings_of(notable)] == ["名人事迹：内容"]
    with pytest.raises(Invalid, match="名人事迹：内容"):
        notables.publish_notable(notable=notable, by=None)
    notable.statements.filter(text=MOBILE).delete()
    notables.publish_notable(notable=notable, by=None)
    notable.refresh_from_db()
    with pytest.raises(Invalid) as refused:
        notables.add_statement(notable=notable, given=notables.StatementGiven(text="生平", source=HOME), by=None)
    assert (refused.value.field, notable.statements.count()) == ("source", 2)


def test_walks_and_their_stops() -> None:
    walk = WalkFactory(is_public=False)
    stop = walk.stops.get(position=2)
    walks.change_stop(stop=stop, given=stop_with(stop, text_en="Call 13812345678"), by=None)
    with pytest.raises(Invalid, match="路线的站：英文讲解"):
        walks.publish_walk(walk=walk, by=None)
    stop.refresh_from_db()
    walks.change_stop(stop=stop, given=stop_with(stop, text_en=""), by=None)
    walks.publish_walk(walk=walk, by=None)
    stop.refresh_from_db()
    stop.walk.refresh_from_db()
    with pytest.raises(Invalid) as refused:
        walks.change_stop(stop=stop, given=stop_with(stop, text=HOME), by=None)
    assert refused.value.field == "text"


def stop_with(stop: Any, **texts: str) -> Any:
    given: dict[str, Any] = {
        "name": stop.name, "text": stop.text, "latitude": stop.latitude, "longitude": stop.longitude,
    }  # fmt: skip
    return walks.StopGiven(**given | texts)


def test_the_restoration_of_a_house_that_is_shown() -> None:
    row = RestorationFactory()
    with pytest.raises(Invalid) as refused:
        restoring.set_restoration(place=row.place, version=row.version, summary=MOBILE, by=None)
    assert refused.value.field == "summary"
    given = restoring.StageGiven("屋面", date(2019, 1, 1), date(2019, 2, 1), note=HOME)
    with pytest.raises(Invalid) as refused:
        restoring.put_stage(restoration=row, given=given, by=None)
    assert (refused.value.field, row.stages.count()) == ("note", 0)


def test_the_funds_of_a_members_home() -> None:
    home = HomeFactory()
    with pytest.raises(Invalid) as refused:
        homes.record_funds(
            home=home, year=2019, flow="used", amount=Decimal(100), source="凭证 1", purpose=MOBILE, by=None
        )
    assert (refused.value.field, HomeFund.objects.count()) == ("purpose", 0)
