"""One factory per model of places. Names are invented."""

from __future__ import annotations

from decimal import Decimal

import factory

from tests.factories import UnitFactory
from tongxin.places.models import Closure, DistrictOutline, Place, PlaceKind


class PlaceKindFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlaceKind

    code = factory.Sequence(lambda number: f"kind-{number}")
    name = factory.Sequence(lambda number: f"示例类别{number}")


class PlaceFactory(factory.django.DjangoModelFactory):
    """A public place in the middle of the city."""

    class Meta:
        model = Place

    kind = factory.SubFactory(PlaceKindFactory)
    name = factory.Sequence(lambda number: f"示例场所{number}")
    slug = factory.Sequence(lambda number: f"place-{number}")
    owner = factory.SubFactory(UnitFactory)
    latitude = Decimal("31.780000")
    longitude = Decimal("119.960000")
    is_public = True


class ClosureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Closure

    place = factory.SubFactory(PlaceFactory)
    reason = "内部维修"


class DistrictOutlineFactory(factory.django.DjangoModelFactory):
    """A square of about 20 km around the middle of the city."""

    class Meta:
        model = DistrictOutline

    unit = factory.SubFactory(UnitFactory)
    geometry = {
        "type": "Polygon",
        "coordinates": [[[119.86, 31.68], [120.06, 31.68], [120.06, 31.88], [119.86, 31.88], [119.86, 31.68]]],
    }
    source = "示例"
    is_sample = True
