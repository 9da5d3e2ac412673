"""One factory per model of places. Names are invented."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import factory

from tests.factories import UnitFactory
from tongxin.places.homes import HOME_KIND
from tongxin.places.models import (
    Closure,
    DistrictOutline,
    HomeCriterion,
    HomeEvidence,
    HomeFund,
    Notable,
    NotableStatement,
    Place,
    PlaceKind,
    Restoration,
    RestorationStage,
    Walk,
    WalkStop,
)


class PlaceKindFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlaceKind
        django_get_or_create = ("code",)

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


class NotableFactory(factory.django.DjangoModelFactory):
    """A public notable with one thing said and why honoured."""

    class Meta:
        model = Notable
        skip_postgeneration_save = True

    name = factory.Sequence(lambda number: f"示例名人{number}")
    slug = factory.Sequence(lambda number: f"notable-{number}")
    owner = factory.SubFactory(UnitFactory)
    born = "1892"
    died = "1982"
    dates_source = "示例地方志"
    summary = "一句话"
    is_public = True

    @factory.post_generation
    def said(self, create: bool, extracted: Any, **options: Any) -> None:
        for number, about in enumerate(("life", "honour")):
            NotableStatement.objects.create(
                notable=self, about=about, text=f"{about}之一", source="示例出处", position=number
            )


class WalkFactory(factory.django.DjangoModelFactory):
    """A public walk of three stops, each about a hundred metres east of the one before."""

    class Meta:
        model = Walk
        skip_postgeneration_save = True

    name = factory.Sequence(lambda number: f"示例路线{number}")
    slug = factory.Sequence(lambda number: f"walk-{number}")
    owner = factory.SubFactory(UnitFactory)
    summary = "一句话"
    is_public = True

    @factory.post_generation
    def laid(self, create: bool, extracted: Any, **options: Any) -> None:
        for number, name in enumerate(("东口", "中段", "西口"), start=1):
            WalkStop.objects.create(
                walk=self,
                position=number,
                name=name,
                name_en=f"Stop {number}",
                text=f"{name}的讲解",
                latitude=Decimal("31.780000"),
                longitude=Decimal("119.960000") + Decimal("0.001057") * number,
            )


class RestorationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Restoration

    place = factory.SubFactory(PlaceFactory)


class StageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RestorationStage

    restoration = factory.SubFactory(RestorationFactory)
    title = "示例阶段"
    planned_from = date(2019, 3, 1)
    planned_until = date(2019, 6, 30)


class HomeFactory(PlaceFactory):
    """A members' home; sensitive by association, as its kind is."""

    kind = factory.SubFactory(PlaceKindFactory, code=HOME_KIND, name="党派成员之家", is_sensitive_by_association=True)

    class Meta:
        model = Place


class CriterionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HomeCriterion

    code = factory.Sequence(lambda number: f"criterion-{number}")
    aspect = "room"
    name = factory.Sequence(lambda number: f"示例标准{number}")
    how = "看到就算。"
    position = factory.Sequence(lambda number: number)


class EvidenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HomeEvidence

    home = factory.SubFactory(HomeFactory)
    criterion = factory.SubFactory(CriterionFactory)
    is_met = True
    note = "示例依据"
    seen_on = date(2019, 9, 1)


class FundsFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HomeFund

    home = factory.SubFactory(HomeFactory)
    year = 2019
    flow = "granted"
    amount = Decimal(30000)
    source = "示例文件"
