"""The sample city's brands, made through the actions: proposed, reviewed, named, in operation; what they did and shows it.

Names are those of the facts; dates, figures and evidence are samples and say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.core.files.base import File

from tongxin.brands import actions
from tongxin.brands.logos import check_logo
from tongxin.brands.models import Brand, BrandFamily, BrandSystem
from tongxin.common.files.actions import store
from tongxin.common.files.models import Attachment
from tongxin.common.pictures.actions import keep_picture
from tongxin.common.subjects import Subject
from tongxin.demo.brand_evidence import EVIDENCE
from tongxin.demo.brands_named import AUDIENCES, BRANDS, CATEGORIES, FAMILIES, RULES, SUB_PROMISES, SampleBrand
from tongxin.demo.making import STANDS_AT
from tongxin.demo.people import City
from tongxin.demo.pictures import sample_logo, sample_picture
from tongxin.documents.typesetting import OfficialDocument, Paragraph, to_pdf
from tongxin.facts.models import FactKind
from tongxin.places.models import Place
from tongxin.programme.models import Project

NAMED_ON = (3, 28)
PROPOSED = "经开同心驿（示例）"


@dataclass
class Making:
    """What the making of brands needs at every turn."""

    city: City
    kinds: dict[str, FactKind]
    year: int
    projects: dict[str, Project]
    places: dict[str, Place]
    families: dict[str, BrandFamily]
    decision: Attachment

    @property
    def office(self) -> Any:
        return self.city.people["office"]

    @property
    def today(self) -> date:
        return date(self.year, *STANDS_AT)


def fill_brands(
    city: City, kinds: dict[str, FactKind], year: int, projects: list[Project], places: dict[str, Place]
) -> dict[str, Brand]:
    """Make the system with its brands; returns the brands by name, sub-brands too."""
    system = _system(city)
    making = Making(
        city,
        kinds,
        year,
        {project.title.removesuffix("（示例）"): project for project in projects},
        places,
        {family.name: family for family in BrandFamily.objects.filter(category__system=system)},
        _decision(city, year),
    )
    made: dict[str, Brand] = {}
    for number, sample in enumerate(BRANDS):
        brand = made[sample.name] = _brand(making, sample)
        for owner, name, name_en, promise in sample.subs:
            sub = SampleBrand(
                sample.family, owner, name, name_en, promise, SUB_PROMISES[promise], sample.audience, promise, "示例" not in name,
                since=sample.since, months=(("event-held", (1, 1, 0, 1, 1)),),
            )  # fmt: skip
            made[name] = _brand(making, sub, parent=brand)
        _show(making, brand, sample, number)
    _propose_one_more(making)
    _evidence(making, made)
    return made


def _system(city: City) -> BrandSystem:
    office = city.people["office"]
    system = actions.ensure_system(
        owner=city.units["CZ"],
        name="同心荟",
        name_en="Tongxin Collection",
        aim="全市有地位、全省有影响、全国有知名度。",
        aim_en="Standing in the city, influence in the province, known in the nation.",
        emphasis="彰显特色、强化效果、提升影响。",
        emphasis_en="Distinct features, real effect, wider influence.",
        is_sample=True,
        by=office,
    )
    categories = {
        code: actions.ensure_category(system=system, code=code, name=name, name_en=name_en, by=office)
        for code, name, name_en in CATEGORIES
    }
    families = {}
    for code, name, name_en, description, description_en in FAMILIES:
        families[name] = actions.ensure_family(
            category=categories[code],
            name=name,
            name_en=name_en,
            description=description,
            description_en=description_en,
            by=office,
        )
    for family, unit_kind, name, name_en in RULES:
        actions.ensure_rule(family=families[family], unit_kind=unit_kind, name=name, name_en=name_en, by=office)
    return actions.show_system(system=system, public=True, by=office)


def _decision(city: City, year: int) -> Attachment:
    """One decision that names all of them."""
    owner = city.units["CZ"].name
    document = OfficialDocument(
        issuer_mark=owner,
        title="关于命名“同心荟”品牌的决定（示例）",
        body=(Paragraph("经申报、审核，决定命名“同心荟”各品牌（名单略）。请各牵头单位兑现承诺，如实记录实绩。"),),
        signatory=owner,
        dated_on=date(year, *NAMED_ON),
        sample=True,
    )
    return store(upload=File(BytesIO(to_pdf(document)), name="命名决定（示例）.pdf"), by=city.people["office"])


def _given(making: Making, sample: SampleBrand, parent: Brand | None) -> actions.Given:
    return actions.Given(
        family=making.families[sample.family],
        parent=parent,
        name=sample.name,
        name_en=sample.name_en,
        slug=sample.slug,
        promise=sample.promise,
        promise_en=sample.promise_en,
        features=sample.features,
        features_en=sample.features_en or sample.promise_en,
        audience=sample.audience,
        audience_en=AUDIENCES.get(sample.audience, ""),
        story=sample.story,
        story_en=sample.story_en,
        is_sample=not sample.is_named,
    )


def _brand(making: Making, sample: SampleBrand, parent: Brand | None = None) -> Brand:
    """One brand on its way from proposal to operation, each step by whose turn it is."""
    unit = making.city.units[sample.owner]
    keeper = making.city.reporters[unit.pk]
    on = date(making.year + sample.since, *NAMED_ON)
    brand = actions.propose_brand(owner=unit, given=_given(making, sample, parent), by=keeper)
    brand = actions.move_brand(brand=brand, action="propose", by=keeper, on=on)
    brand = actions.move_brand(brand=brand, action="review", by=making.city.people["office2"], on=on)
    brand = actions.move_brand(brand=brand, action="name", by=making.office, paper=making.decision, on=on)
    brand = actions.move_brand(brand=brand, action="start", by=making.office, on=on)
    _link(making, brand, sample, on)
    _record(making, brand, sample)
    return brand


def _link(making: Making, brand: Brand, sample: SampleBrand, on: date) -> None:
    for name in sample.links:
        thing = making.projects.get(name) or making.places[name]
        actions.link(brand=brand, subject=Subject.of(thing), label=str(thing), by=making.office, on=on)
    for name, name_en, title in sample.strands:
        project = making.projects[title]
        strand = actions.add_strand(brand=brand, name=name, name_en=name_en, by=making.office)
        actions.link(
            brand=brand, strand=strand, subject=Subject.of(project), label=str(project), by=making.office, on=on
        )
        for indicator in project.indicators.select_related("kind"):
            if indicator.kind is None or indicator.target is None:
                continue
            actions.add_indicator(
                strand=strand,
                kind=indicator.kind,
                name=indicator.name,
                year=making.year,
                target=indicator.target,
                by=making.office,
            )


def _record(making: Making, brand: Brand, sample: SampleBrand) -> None:
    """What it did itself, month by month from April on, and, for those named before, through the year before."""
    for code, quantities in sample.months:
        months = [(making.year, 4 + place, quantity) for place, quantity in enumerate(quantities)]
        if sample.since:
            months += [(making.year - 1, month, quantities[month % len(quantities)]) for month in range(1, 13)]
        for year, month, quantity in months:
            if quantity:
                actions.record_done(
                    brand=brand,
                    kind=making.kinds[code],
                    quantity=Decimal(quantity),
                    happened_on=date(year, month, 12),
                    summary=f"{brand.name.removesuffix('（示例）')}（示例）",
                    source_key=f"brand:{brand.pk}:{code}:{year}-{month:02d}",
                    by=making.office,
                    today=making.today,
                )


def _show(making: Making, brand: Brand, sample: SampleBrand, number: int) -> None:
    """Carriers, and for some a logo and a picture: plainly drawn ones."""
    for kind, name, note in sample.carriers:
        place = making.places.get(name) if kind == "place" else None
        actions.add_carrier(brand=brand, kind=kind, name=name, note=note, place=place, by=making.office)
    if not sample.logo:
        return
    upload = sample_logo(sample.logo)
    check_logo(upload)
    logo = keep_picture(
        upload=upload,
        title=f"{brand.name}标志（示例）",
        description=f"朱红方印，白字“{sample.logo}”（示例）",
        credit="示例绘制",
        licence="示例",
        by=making.office,
    )
    actions.set_logo(brand=brand, picture=logo, by=making.office)
    picture = keep_picture(
        upload=sample_picture(number),
        title=f"{brand.name}（示例画）",
        description="画着街边的一座房子，下面写着“示例”",
        credit="示例绘制",
        licence="示例",
        by=making.office,
    )
    actions.add_picture(brand=brand, picture=picture, caption="示例画", by=making.office)


def _propose_one_more(making: Making) -> None:
    """A brand that waits to be reviewed: the gap that the coverage page shows is being closed."""
    unit = making.city.units["JK"]
    keeper = making.city.reporters[unit.pk]
    sample = SampleBrand(
        "三个一", "JK", PROPOSED, "Economic Zone Station (sample)", "园区里，随时有个落脚处。",
        "In the zone there is always a place to stop by.", "园区企业和职工", "一站办多件事", False,
    )  # fmt: skip
    brand = actions.propose_brand(owner=unit, given=_given(making, sample, None), by=keeper)
    actions.move_brand(brand=brand, action="propose", by=keeper, on=making.today)


def _evidence(making: Making, made: dict[str, Brand]) -> None:
    """Evidence entered by each brand's unit; the office confirms it, but for the last two, which still wait."""
    for number, row in enumerate(EVIDENCE):
        brand = made[row.brand]
        evidence = actions.enter_evidence(
            brand=brand,
            new=row.given(making.year, making.kinds),
            by=making.city.reporters[brand.owner_id],
            today=making.today,
        )
        if number < len(EVIDENCE) - 2:
            actions.decide(evidence=evidence, action="confirm", by=making.office, today=making.today)
