"""One unit, one brand: which has none yet, which more than one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.brands.conftest import Scene
from tests.brands.factories import BrandFactory
from tests.factories import UnitFactory
from tongxin.brands import actions
from tongxin.brands.actions.systems import remove_rule
from tongxin.brands.enums import BrandStatus
from tongxin.brands.selectors.coverage import coverage
from tongxin.common.errors import Invalid, NotAllowed
from tongxin.organisations.enums import UnitKind

pytestmark = pytest.mark.django_db


def test_every_district_has_one(scene: Scene) -> None:
    rule = actions.ensure_rule(
        family=scene.family, unit_kind=UnitKind.DISTRICT, name="一区域一特色", by=scene.coordinator
    )
    [covered] = coverage(scene.system)
    assert [(row.unit.name, row.state) for row in covered.rows] == [("东区", "one"), ("西区", "none")]
    BrandFactory(family=scene.family, owner=scene.city.districts[0])
    coming = BrandFactory(family=scene.family, owner=scene.city.districts[1], status=BrandStatus.PROPOSED)
    BrandFactory(family=scene.family, owner=scene.city.districts[1], parent=scene.brand)
    [covered] = coverage(scene.system)
    assert (covered.one, covered.none, covered.many, covered.whole) == (0, 1, 1, 2)
    assert covered.rows[1].coming == (coming,)
    remove_rule(rule=rule, by=scene.coordinator)
    assert coverage(scene.system) == []


def test_a_rule_is_the_owners_and_of_a_kind_that_is_one(scene: Scene) -> None:
    with pytest.raises(NotAllowed):
        actions.ensure_rule(family=scene.family, unit_kind=UnitKind.BODY, name="一团体一主题", by=scene.reviewer)
    with pytest.raises(Invalid):
        actions.ensure_rule(family=scene.family, unit_kind="person", name="一人一品牌", by=scene.coordinator)


def test_more_units_no_more_queries(scene: Scene) -> None:
    actions.ensure_rule(family=scene.family, unit_kind=UnitKind.DISTRICT, name="一区域一特色", by=None)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            coverage(scene.system)
        return len(seen)

    before = queries()
    for _number in range(3):
        unit = UnitFactory(parent=scene.city.office, kind=UnitKind.DISTRICT)
        BrandFactory(family=scene.family, owner=unit)
    assert queries() == before == 3
