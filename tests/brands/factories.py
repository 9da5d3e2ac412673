"""One factory per model of brands. Names are invented."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from tests.factories import UnitFactory
from tongxin.brands.enums import BrandStatus
from tongxin.brands.evidence_kinds import ship_kinds
from tongxin.brands.models import (
    Brand,
    BrandCarrier,
    BrandCategory,
    BrandFamily,
    BrandSystem,
    Evaluation,
    Evidence,
    EvidenceKind,
    Strand,
)


class BrandSystemFactory(factory.django.DjangoModelFactory):
    """A system as it is set up: with the shipped kinds of evidence."""

    class Meta:
        model = BrandSystem
        skip_postgeneration_save = True

    name = factory.Sequence(lambda number: f"示例体系{number}")
    owner = factory.SubFactory(UnitFactory)
    is_public = True

    @factory.post_generation
    def kinds(self: Any, create: bool, _given: Any) -> None:
        if create:
            ship_kinds(self)


class EvidenceKindFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EvidenceKind

    system = factory.SubFactory(BrandSystemFactory)
    code = factory.Sequence(lambda number: f"kind-{number}")
    name = factory.Sequence(lambda number: f"示例佐证{number}")


class BrandCategoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BrandCategory

    system = factory.SubFactory(BrandSystemFactory)
    name = factory.Sequence(lambda number: f"示例类别{number}")
    code = factory.Sequence(lambda number: f"category-{number}")


class BrandFamilyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BrandFamily

    category = factory.SubFactory(BrandCategoryFactory)
    name = factory.Sequence(lambda number: f"示例系列{number}")


class BrandFactory(factory.django.DjangoModelFactory):
    """A brand in operation since the beginning of 2019."""

    class Meta:
        model = Brand

    family = factory.SubFactory(BrandFamilyFactory)
    name = factory.Sequence(lambda number: f"示例品牌{number}")
    slug = factory.Sequence(lambda number: f"brand-{number}")
    owner = factory.SubFactory(UnitFactory)
    promise = "说到做到"
    features = "一件事一张单子"
    audience = "小微企业"
    status = BrandStatus.RUNNING
    named_on = date(2019, 1, 2)


class StrandFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Strand

    brand = factory.SubFactory(BrandFactory)
    name = factory.Sequence(lambda number: f"示例工程{number}")


class CarrierFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BrandCarrier

    brand = factory.SubFactory(BrandFactory)
    kind = "service"
    name = factory.Sequence(lambda number: f"示例服务{number}")


class EvidenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Evidence

    brand = factory.SubFactory(BrandFactory)
    level = "city"
    kind = factory.LazyAttribute(lambda new: new.brand.family.category.system.evidence_kinds.get(code="award"))
    title = factory.Sequence(lambda number: f"示例奖项{number}")
    source = "示例市政府"
    on = date(2019, 5, 1)
    entered_on = date(2019, 5, 2)


class EvaluationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Evaluation

    system = factory.SubFactory(BrandSystemFactory)
    year = 2019
    until = date(2019, 9, 30)


def decision(name: str = "命名决定.txt") -> SimpleUploadedFile:
    """A paper that a move stands on."""
    return SimpleUploadedFile(name, "同意。".encode(), content_type="text/plain")


def picture(
    size: tuple[int, int] = (400, 400), ink: Any = "#a4262c", ground: Any = "#ffffff", name: str = "logo.png"
) -> SimpleUploadedFile:
    """A square of `ink` on `ground`."""
    image = Image.new("RGBA" if len(str(ground)) > 7 else "RGB", size, ground)
    ImageDraw.Draw(image).rectangle((size[0] // 4, size[1] // 4, size[0] * 3 // 4, size[1] * 3 // 4), fill=ink)
    content = BytesIO()
    image.save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), content_type="image/png")
