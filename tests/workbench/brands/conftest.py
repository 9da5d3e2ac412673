from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.brands.factories import (
    BrandCategoryFactory,
    BrandFactory,
    BrandFamilyFactory,
    BrandSystemFactory,
    CarrierFactory,
    EvaluationFactory,
    EvidenceFactory,
    StrandFactory,
    decision,
)
from tests.common.pictures.factories import make_picture
from tests.conftest import City
from tests.facts.factories import make_kind
from tests.workbench.everybody import make_everybody
from tongxin.accounts.models import User
from tongxin.brands import actions
from tongxin.brands.models import (
    Brand,
    BrandCarrier,
    BrandDocument,
    BrandLink,
    BrandPicture,
    CoverageRule,
    Evaluation,
    EvaluationEntry,
    EvaluationReviewer,
    Evidence,
    Strand,
    StrandIndicator,
)
from tongxin.common.files.actions import store
from tongxin.common.subjects import Subject
from tongxin.organisations.enums import Role, UnitKind


@dataclass
class Scene:
    """A brand that the east district proposes, with parts; an evaluation that is open for another brand; its reviewer."""

    city: City
    brand: Brand
    carrier: BrandCarrier
    strand: Strand
    indicator: StrandIndicator
    link: BrandLink
    document: BrandDocument
    evidence: Evidence
    picture: BrandPicture
    rule: CoverageRule
    evaluation: Evaluation
    entry: EvaluationEntry
    people: dict[str, User]


@pytest.fixture
def scene(city: City, as_role: Callable[..., User], settings: Any, tmp_path: Path) -> Scene:
    settings.MEDIA_ROOT = tmp_path
    options = {"location": str(tmp_path / "pictures"), "base_url": "/pictures/"}
    pictures = {**settings.STORAGES["pictures"], "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "pictures": pictures}
    east, west = city.districts
    system = BrandSystemFactory(owner=city.office)
    family = BrandFamilyFactory(category=BrandCategoryFactory(system=system))
    brand = BrandFactory(family=family, owner=east, status="proposed", slug="wutong", name="梧桐同心")
    strand = StrandFactory(brand=brand)
    indicator = actions.add_indicator(strand=strand, kind=make_kind(), name="", year=2019, target=Decimal(4), by=None)
    link = actions.link(brand=brand, subject=Subject("programme.project", "0"), label="项目", by=None)
    file = store(upload=decision(), by=None)
    document = BrandDocument.objects.create(
        brand=brand, action="propose", title="申报表", file=file, on=date(2019, 4, 1)
    )
    evidence = EvidenceFactory(brand=brand, file=file)
    evaluation = EvaluationFactory(system=system, status="open")
    other = BrandFactory(family=family, owner=west)
    entry = EvaluationEntry.objects.create(evaluation=evaluation, brand=other)
    people = make_everybody(city, as_role, east) | {
        "officer": as_role(Role.REVIEWER, city.office),
        "judge": as_role(Role.REVIEWER, city.departments[0]),
    }
    EvaluationReviewer.objects.create(evaluation=evaluation, user=people["judge"])
    carrier = CarrierFactory(brand=brand)
    rule = actions.ensure_rule(family=family, unit_kind=UnitKind.CHAMBER, name="一会一品", by=None)
    picture = BrandPicture.objects.create(brand=brand, picture=make_picture())
    return Scene(
        city, brand, carrier, strand, indicator, link, document, evidence, picture, rule, evaluation, entry, people
    )
