"""Personal data in a brand's public texts: pointed out in drafts, kept from going out."""

from __future__ import annotations

from typing import Any

import pytest

from tests.brands.conftest import Scene
from tests.brands.factories import CarrierFactory, decision
from tests.places.factories import PlaceFactory
from tongxin.brands import actions
from tongxin.brands.actions.keeping import TEXTS, Given, change_brand
from tongxin.brands.guarding import findings_of
from tongxin.brands.models import Brand
from tongxin.common.errors import Invalid

pytestmark = pytest.mark.django_db
MOBILE = "联系人电话 13812345678"


def given(brand: Brand, **texts: str) -> Given:
    now: dict[str, Any] = {name: getattr(brand, name) for name in ("family", "name", *TEXTS)}
    return Given(**now | texts)


@pytest.mark.parametrize("field", TEXTS)
def test_a_named_brand_takes_no_personal_data(field: str, scene: Scene) -> None:
    with pytest.raises(Invalid, match=r"手机号 138\*") as refused:
        change_brand(brand=scene.brand, given=given(scene.brand, **{field: MOBILE}), version=1, by=scene.keeper)
    assert refused.value.field == field
    scene.brand.refresh_from_db()
    assert (scene.brand.version, MOBILE in getattr(scene.brand, field)) == (1, False)


def test_a_draft_holds_it_and_is_neither_proposed_nor_named(scene: Scene) -> None:
    Brand.objects.update(status="draft")
    brand = change_brand(brand=scene.brand, given=given(scene.brand, story=MOBILE), version=1, by=scene.keeper)
    carrier = CarrierFactory(brand=brand, note="延陵西路12号3幢402室")
    assert [(one.where, str(one.kind.label)) for one in findings_of(brand)] == [
        ("品牌：品牌故事", "手机号"),
        ("载体和平台：说明", "家庭住址"),
    ]
    with pytest.raises(Invalid, match=r"品牌故事.*载体和平台"):
        actions.move_brand(brand=brand, action="propose", by=scene.keeper)
    Brand.objects.update(status="reviewed")
    with pytest.raises(Invalid, match="品牌故事"):
        actions.move_brand(brand=brand, action="name", by=scene.coordinator, paper=decision())
    carrier.delete()
    Brand.objects.update(story="", status="reviewed")
    actions.move_brand(brand=brand, action="name", by=scene.coordinator, paper=decision())
    brand.refresh_from_db()
    assert brand.status == "named"


def test_an_institutions_number_stands(scene: Scene) -> None:
    PlaceFactory(phone="0519-86680000")
    story = "拨打 0519-86680000"
    brand = change_brand(brand=scene.brand, given=given(scene.brand, story=story), version=1, by=scene.keeper)
    assert (brand.story, findings_of(brand)) == (story, [])


def test_what_hangs_on_a_named_brand(scene: Scene) -> None:
    with pytest.raises(Invalid) as refused:
        actions.add_carrier(brand=scene.brand, kind="service", name="热线", note=MOBILE, by=scene.keeper)
    assert (refused.value.field, scene.brand.carriers.count()) == ("note", 0)
    with pytest.raises(Invalid) as refused:
        actions.add_strand(brand=scene.brand, name="分支", description=MOBILE, by=scene.keeper)
    assert (refused.value.field, scene.brand.strands.count()) == ("description", 0)
