"""The frame of a system of brands: categories, families, their rules. Each is found by its name, or made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.brands import rules
from tongxin.brands.evidence_kinds import ship_kinds
from tongxin.brands.models import BrandCategory, BrandFamily, BrandSystem, CoverageRule
from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed
from tongxin.organisations.enums import Role, UnitKind
from tongxin.organisations.models import Unit
from tongxin.organisations.roles import has_role


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > 40:
        raise Invalid(_("请写名称，最多 40 个字。"), field="name")
    return name


def _insist(may: bool) -> None:
    if not may:
        raise NotAllowed(_("品牌体系由主管单位的协调员设定。"))


def ensure_system(*, owner: Unit, name: str, by: Any, **texts: Any) -> BrandSystem:
    """The owner's system of that name; made with the shipped kinds of evidence where it is missing.

    Raises NotAllowed, Invalid.
    """
    _insist(by is None or has_role(by, Role.COORDINATOR, owner))
    with transaction.atomic():
        system, is_new = BrandSystem.objects.get_or_create(owner=owner, name=_named(name), defaults=texts)
        if is_new:
            ship_kinds(system)
            audit.record(by, "brand_system.added", system, name=system.name)
    return system


def show_system(*, system: BrandSystem, public: bool, by: Any) -> BrandSystem:
    """Show the system and its named brands to the public, or take it back."""
    _insist(rules.may_keep_system(by, system))
    with transaction.atomic():
        system.is_public = public
        system.save(update_fields=["is_public"])
        audit.record(by, "brand_system.published" if public else "brand_system.withdrawn", system)
    return system


def change(*, row: BrandSystem | BrandCategory | BrandFamily, texts: Mapping[str, str], by: Any) -> None:
    """Change the names and descriptions of a part of the frame. Raises NotAllowed, Invalid with the field."""
    system = (
        row if isinstance(row, BrandSystem) else row.system if isinstance(row, BrandCategory) else row.category.system
    )
    _insist(rules.may_keep_system(by, system))
    with transaction.atomic():
        for name, text in texts.items():
            longest = row._meta.get_field(name).max_length  # type: ignore[union-attr]
            if len(text) > (longest or len(text)):
                raise Invalid(_("最多 %(longest)d 个字，请精简。") % {"longest": longest}, field=name)
            setattr(row, name, _named(text) if name == "name" else text.strip())
        row.save(update_fields=list(texts))
        audit.record(by, f"{row._meta.model_name}.changed", row, changed=sorted(texts))


def ensure_category(*, system: BrandSystem, code: str, name: str, by: Any, **texts: Any) -> BrandCategory:
    """The category of that code; made where it is missing, after those that stand."""
    _insist(rules.may_keep_system(by, system))
    with transaction.atomic():
        texts = {"name": _named(name), "position": system.categories.count() + 1} | texts
        category, is_new = BrandCategory.objects.get_or_create(system=system, code=code, defaults=texts)
        if is_new:
            audit.record(by, "brand_category.added", category, name=category.name)
    return category


def ensure_family(*, category: BrandCategory, name: str, by: Any, **texts: Any) -> BrandFamily:
    """The family of that name; made where it is missing, after those that stand."""
    _insist(rules.may_keep_system(by, category.system))
    with transaction.atomic():
        texts = {"position": category.families.count() + 1} | texts
        family, is_new = BrandFamily.objects.get_or_create(category=category, name=_named(name), defaults=texts)
        if is_new:
            audit.record(by, "brand_family.added", family, name=family.name)
    return family


def ensure_rule(*, family: BrandFamily, unit_kind: str, name: str, by: Any, name_en: str = "") -> CoverageRule:
    """Ask that each unit of a kind has exactly one brand in the family. Raises Invalid for a kind that is none."""
    _insist(rules.may_keep_system(by, family.category.system))
    if unit_kind not in UnitKind.values:
        raise Invalid(_("请选一类单位。"), field="unit_kind")
    with transaction.atomic():
        texts = {"name": _named(name), "name_en": name_en, "position": family.rules.count() + 1}
        rule, is_new = CoverageRule.objects.get_or_create(family=family, unit_kind=unit_kind, defaults=texts)
        if is_new:
            audit.record(by, "coverage_rule.added", rule, name=rule.name, unit_kind=unit_kind)
    return rule


def remove_rule(*, rule: CoverageRule, by: Any) -> None:
    """Ask it no longer."""
    _insist(rules.may_keep_system(by, rule.family.category.system))
    with transaction.atomic():
        audit.record(by, "coverage_rule.removed", rule, name=rule.name, unit_kind=rule.unit_kind)
        rule.delete()
