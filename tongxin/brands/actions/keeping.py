"""Proposing a brand, changing its profile, renaming it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.brands import rules
from tongxin.brands.enums import COMING, ENDED
from tongxin.brands.guarding import insist_clean_row
from tongxin.brands.models import Brand, BrandFamily, BrandName
from tongxin.common import audit, clock, red_lines
from tongxin.common.errors import Conflict, Invalid, NotAllowed, WrongState
from tongxin.common.slugs import free_slug
from tongxin.organisations.models import Unit

TEXTS = (
    "name_en",
    "promise",
    "promise_en",
    "features",
    "features_en",
    "audience",
    "audience_en",
    "story",
    "story_en",
)


@dataclass(frozen=True)
class Given:
    """What is given of a brand. `name` counts until it is named; afterwards it changes by `rename_brand` only."""

    family: BrandFamily
    name: str
    slug: str = ""
    parent: Brand | None = None
    name_en: str = ""
    promise: str = ""
    promise_en: str = ""
    features: str = ""
    features_en: str = ""
    audience: str = ""
    audience_en: str = ""
    story: str = ""
    story_en: str = ""
    is_sample: bool = False


def propose_brand(*, owner: Unit, given: Given, by: Any) -> Brand:
    """Write a brand down for a unit, as a draft that is then proposed (`life.move_brand`).

    Raises NotAllowed unless `by` keeps brands of `owner`, Invalid with the field.
    """
    if not rules.may_keep_for(by, owner):
        raise NotAllowed(_("只有牵头单位或其上级的填报员、审核员、协调员可以申报品牌。"))
    if not owner.is_open:
        raise Invalid(_("“%(unit)s”已经撤销，请选现在的单位。") % {"unit": owner}, field="owner")
    with transaction.atomic():
        brand = Brand(owner=owner, position=Brand.objects.filter(family=given.family).count() + 1)
        brand.name = _checked_name(brand, given)
        _put(brand, given)
        brand.save(force_insert=True)
        audit.record(by, "brand.added", brand, name=brand.name, slug=brand.slug)
    return brand


def change_brand(*, brand: Brand, given: Given, version: int, by: Any) -> Brand:
    """Make a brand's profile what is given.

    Raises NotAllowed, Invalid with the field, WrongState for one that was merged or has ended, and Conflict where
    somebody else changed it since `version`: then nothing is changed and the caller keeps what was typed.
    """
    if not rules.may_keep_for(by, brand.owner):
        raise NotAllowed(_("只有牵头单位或其上级的填报员、审核员、协调员可以改这个品牌。"))
    with transaction.atomic():
        row = Brand.objects.select_for_update(of=("self",)).select_related("owner", "family").get(pk=brand.pk)
        if row.status in ENDED:
            raise WrongState(_("“%(brand)s”已合并或退出，资料不再改动。") % {"brand": row})
        if row.version != version:
            raise Conflict(_("您打开之后，别人改过这个品牌。请先核对现在的内容，再保存一次。"))
        name = _checked_name(row, given)
        if name != row.name and row.status not in COMING:
            raise Invalid(_("已经命名的品牌要用“改名”，旧名会留在曾用名里。"), field="name")
        before = {text: getattr(row, text) for text in (*TEXTS, "name", "slug")}
        row.name = name
        _put(row, given)
        row.version += 1
        row.save()
        audit.record(by, "brand.changed", row, changed=[name for name in before if getattr(row, name) != before[name]])
    return row


def rename_brand(
    *, brand: Brand, name: str, by: Any, name_en: str = "", reason: str = "", on: date | None = None
) -> Brand:
    """Give a brand another name from a day on; the former one stays in its history.

    Raises NotAllowed unless `by` names brands, Invalid for an empty, the same or another brand's name, WrongState for
    one that was merged or has ended.
    """
    if not rules.may_name(by, brand):
        raise NotAllowed(_("改名由品牌体系主管单位的协调员决定。"))
    day = on or clock.today()
    with transaction.atomic():
        row = Brand.objects.select_for_update(of=("self",)).select_related("family").get(pk=brand.pk)
        if row.status in ENDED:
            raise WrongState(_("“%(brand)s”已合并或退出，不再改名。") % {"brand": row})
        new = _checked_name(row, Given(row.family, name))
        if new == row.name:
            raise Invalid(_("新名称与现在的一样。"), field="name")
        if day > clock.today():
            raise Invalid(_("改名的日期还没有到。"), field="on")
        last = row.names.order_by("-until").first()
        since = last.until + timedelta(days=1) if last else row.named_on
        until = day - timedelta(days=1)
        if since is not None and since > until:
            raise Invalid(_("日期早于现在这个名称的起用日。"), field="on")
        BrandName.objects.create(
            brand=row, name=row.name, name_en=row.name_en, since=since, until=until, reason=reason.strip()[:200]
        )
        former = row.name
        row.name, row.name_en = new, _short(row, "name_en", name_en.strip())
        insist_clean_row(row, row)
        row.version += 1
        row.save(update_fields=["name", "name_en", "version", "updated_at"])
        audit.record(by, "brand.renamed", row, was=former, now=new, reason=reason)
    return row


def _checked_name(brand: Brand, given: Given) -> str:
    name = " ".join(given.name.split())
    if not name:
        raise Invalid(_("请填写品牌名称。"), field="name")
    name = _short(brand, "name", name)
    # In all systems: the database holds the name once.
    same = Brand.objects.filter(name=name)
    if same.exclude(pk=brand.pk).exclude(status__in=ENDED).exists():
        raise Invalid(_("已有品牌叫“%(name)s”，请换一个名称。") % {"name": name}, field="name")
    return name


def _put(brand: Brand, given: Given) -> None:
    """Check what is given and put it on the row. Raises Invalid with the field."""
    if brand.pk and given.family.category.system_id != brand.family.category.system_id:
        raise Invalid(_("请选同一品牌体系的系列。"), field="family")
    brand.family, brand.is_sample = given.family, given.is_sample
    brand.parent = _checked_parent(brand, given.parent)
    for one in TEXTS:
        setattr(brand, one, _short(brand, one, getattr(given, one).strip()))
    for one in ("audience", "audience_en"):
        if offence := red_lines.offence(getattr(brand, one)):
            raise Invalid(offence, field=one)
    insist_clean_row(brand, brand)
    brand.slug = free_slug(brand, given.slug.strip(), "brand")


def _checked_parent(brand: Brand, parent: Brand | None) -> Brand | None:
    if parent is None:
        return None
    if parent.pk == brand.pk or parent.parent_id is not None:
        raise Invalid(_("子品牌只有一级：上级品牌自己不能是子品牌。"), field="parent")
    if brand.pk and brand.sub_brands.exists():
        raise Invalid(_("“%(brand)s”自己有子品牌，不能再归到别的品牌之下。") % {"brand": brand}, field="parent")
    if parent.family_id != brand.family_id:
        raise Invalid(_("上级品牌要在同一系列。"), field="parent")
    if brand.pk and parent.pk != brand.parent_id and brand.status not in COMING:
        raise Invalid(_("已经命名的品牌不能再换上级品牌：它的实绩已计入。"), field="parent")
    return parent


def _short(brand: Brand, name: str, text: str) -> str:
    longest = brand._meta.get_field(name).max_length  # type: ignore[union-attr]
    if longest is not None and len(text) > longest:
        raise Invalid(_("最多 %(longest)d 个字，请精简。") % {"longest": longest}, field=name)
    return text
