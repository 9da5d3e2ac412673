"""What a brand's figures come from: links to projects and places, strands with indicators, and what it did itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tongxin.brands import rules
from tongxin.brands.actions.parts import check_may
from tongxin.brands.counting import counted_of
from tongxin.brands.enums import LIVING
from tongxin.brands.guarding import insist_clean_row
from tongxin.brands.models import Brand, BrandLink, Strand, StrandIndicator
from tongxin.common import audit, clock
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.subjects import Subject
from tongxin.facts.actions import count_all_also_for, record
from tongxin.facts.models import Fact, FactKind
from tongxin.facts.quantities import LARGEST


def link(
    *, brand: Brand, subject: Subject, label: str, by: Any, strand: Strand | None = None, on: date | None = None
) -> BrandLink:
    """Let the facts of a subject (a project, a place) count for a brand, those that stand and those to come.

    Whether `by` may see the subject is decided by the caller. Raises NotAllowed unless `by` coordinates for the owner,
    Invalid for what is linked already or a strand of another brand. What was counted stays counted for good.
    """
    if not rules.may_link(by, brand):
        raise NotAllowed(_("实绩从哪里来，由牵头单位或其上级的协调员定。"))
    if strand is not None and strand.brand_id != brand.pk:
        raise Invalid(_("这个分支不是本品牌的。"), field="strand")
    label = " ".join(label.split())[:200]
    with transaction.atomic():
        Brand.objects.select_for_update().get(pk=brand.pk)
        there = BrandLink.objects.filter(
            brand=brand, subject_kind=subject.kind, subject_id=subject.id, ended_on__isnull=True
        )
        if there.exists():
            raise Invalid(_("“%(label)s”已经计入本品牌了。") % {"label": label}, field="subject")
        made = BrandLink.objects.create(
            brand=brand,
            strand=strand,
            subject_kind=subject.kind,
            subject_id=subject.id,
            label=label,
            made_on=on or clock.today(),
        )
        counted = 0
        for counted_for in counted_of(made):
            counted = max(counted, count_all_also_for(of=subject, subject=counted_for, by=by))
        audit.record(by, "brand.linked", brand, subject=f"{subject.kind}:{subject.id}", label=label, facts=counted)
    return made


def end_link(*, made: BrandLink, by: Any, on: date | None = None) -> BrandLink:
    """Count nothing further from a subject; what was counted stays. Raises NotAllowed, WrongState."""
    if not rules.may_link(by, made.brand):
        raise NotAllowed(_("实绩从哪里来，由牵头单位或其上级的协调员定。"))
    day = on or clock.today()
    with transaction.atomic():
        if BrandLink.objects.filter(pk=made.pk, ended_on__isnull=True).update(ended_on=day) != 1:
            raise WrongState(_("已经不再计入了。"))
        audit.record(by, "brand.link_ended", made.brand, subject=f"{made.subject_kind}:{made.subject_id}")
    made.ended_on = day
    return made


def add_strand(*, brand: Brand, name: str, by: Any, name_en: str = "", description: str = "") -> Strand:
    """Add a strand. Raises NotAllowed, Invalid with the field."""
    check_may(by, brand)
    name = " ".join(name.split())
    if not name or len(name) > 60:
        raise Invalid(_("请写名称，最多 60 个字。"), field="name")
    with transaction.atomic():
        Brand.objects.select_for_update().get(pk=brand.pk)
        if brand.strands.filter(name=name).exists():
            raise Invalid(_("已有分支叫“%(name)s”。") % {"name": name}, field="name")
        last = brand.strands.aggregate(last=Max("position"))["last"]
        strand = Strand(
            brand=brand,
            name=name,
            name_en=name_en.strip()[:120],
            description=description.strip()[:300],
            position=(last or 0) + 1,
        )
        insist_clean_row(strand, brand)
        strand.save(force_insert=True)
        audit.record(by, "brand.strand_added", brand, name=name)
    return strand


def remove_strand(*, strand: Strand, by: Any) -> None:
    """Take away a strand nothing was counted for. Raises NotAllowed, WrongState."""
    check_may(by, strand.brand)
    with transaction.atomic():
        if strand.links.exists() or strand.indicators.exists():
            raise WrongState(_("“%(strand)s”已有指标或实绩来源，不能删去。") % {"strand": strand})
        audit.record(by, "brand.strand_removed", strand.brand, name=strand.name)
        strand.delete()


def add_indicator(
    *, strand: Strand, kind: FactKind, name: str, year: int, target: Decimal, by: Any, name_en: str = ""
) -> StrandIndicator:
    """Measure a strand in a year by a kind of fact. Raises NotAllowed, Invalid with the field."""
    check_may(by, strand.brand)
    name = " ".join(name.split()) or kind.name
    if len(name) > 60:
        raise Invalid(_("最多 %(longest)d 个字，请精简。") % {"longest": 60}, field="name")
    if not 2000 <= year <= 2100:
        raise Invalid(_("年份请写四位数字。"), field="year")
    if not target.is_finite() or not 0 < target <= LARGEST or target != round(target, kind.decimals):
        raise Invalid(_("目标值要大于 0，小数位不超过这类实绩的位数。"), field="target")
    insist_clean_row(StrandIndicator(name=name, name_en=name_en), strand.brand)
    with transaction.atomic():
        indicator, is_new = StrandIndicator.objects.get_or_create(
            strand=strand, kind=kind, year=year, defaults={"name": name, "name_en": name_en[:120], "target": target}
        )
        if not is_new:
            raise Invalid(_("这个分支当年已有“%(kind)s”的指标。") % {"kind": kind.name}, field="kind")
        audit.record(by, "brand.indicator_added", strand.brand, strand=strand.name, kind=kind.code, target=target)
    return indicator


def remove_indicator(*, indicator: StrandIndicator, by: Any) -> None:
    check_may(by, indicator.strand.brand)
    with transaction.atomic():
        audit.record(by, "brand.indicator_removed", indicator.strand.brand, name=indicator.name, year=indicator.year)
        indicator.delete()


def record_done(
    *,
    brand: Brand,
    kind: FactKind,
    quantity: Decimal,
    happened_on: date,
    by: Any,
    summary: str = "",
    place: str = "",
    strand: Strand | None = None,
    source_key: str = "",
    today: date | None = None,
) -> Fact:
    """Write down what a brand did that no project or place reports: once, as a fact of its owner.

    Raises NotAllowed, WrongState for a brand that is not named yet, Invalid as `facts.actions.record`.
    """
    check_may(by, brand)
    if brand.status not in LIVING:
        raise WrongState(_("品牌命名之后才记它的实绩。"))
    if strand is not None and strand.brand_id != brand.pk:
        raise Invalid(_("这个分支不是本品牌的。"), field="strand")
    return record(
        kind=kind,
        quantity=quantity,
        organisation=brand.owner,
        happened_on=happened_on,
        source=Subject.of(brand),
        source_key=source_key,
        subjects=[Subject.of(brand), *([Subject.of(strand)] if strand else [])],
        summary=summary,
        place=place,
        by=by,
        today=today,
    )
