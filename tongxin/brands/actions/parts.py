"""What is added to a brand one by one: carriers, pictures, its logo."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tongxin.brands import rules
from tongxin.brands.enums import CarrierKind
from tongxin.brands.guarding import insist_clean_row
from tongxin.brands.models import Brand, BrandCarrier, BrandPicture
from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed
from tongxin.common.models import Picture
from tongxin.places.models import Place


def check_may(by: Any, brand: Brand) -> None:
    if not rules.may_edit(by, brand):
        raise NotAllowed(_("只有牵头单位或其上级的填报员、审核员、协调员可以改这个品牌。"))


def add_carrier(
    *,
    brand: Brand,
    kind: str,
    by: Any,
    name: str = "",
    name_en: str = "",
    note: str = "",
    place: Place | None = None,
    address: str = "",
) -> BrandCarrier:
    """Say what a brand works through. A place of the register brings its own name.

    Raises NotAllowed, Invalid with the field.
    """
    check_may(by, brand)
    if kind not in CarrierKind.values:
        raise Invalid(_("请选类别。"), field="kind")
    if place is not None and kind != CarrierKind.PLACE:
        raise Invalid(_("登记在册的场所请选“场所”这一类。"), field="kind")
    name = " ".join(name.split()) or (place.name if place else "")
    if not name or len(name) > 80:
        raise Invalid(_("请写名称，最多 80 个字。"), field="name")
    address = address.strip()
    if address and not address.startswith("/"):
        try:
            URLValidator(schemes=["http", "https"])(address)
        except ValidationError:
            raise Invalid(_("网址不对，请从 https:// 写起；本站的页面从 / 写起。"), field="address") from None
    if address.startswith("//") or len(address) > 200:
        raise Invalid(_("网址不对，请从 https:// 写起；本站的页面从 / 写起。"), field="address")
    with transaction.atomic():
        Brand.objects.select_for_update().get(pk=brand.pk)
        if brand.carriers.filter(kind=kind, name=name).exists():
            raise Invalid(_("“%(name)s”已经登记过了。") % {"name": name}, field="name")
        last = brand.carriers.aggregate(last=Max("position"))["last"]
        carrier = BrandCarrier(
            brand=brand,
            kind=kind,
            name=name,
            name_en=name_en.strip()[:160],
            note=note.strip()[:200],
            place=place,
            address=address,
            position=(last or 0) + 1,
        )
        insist_clean_row(carrier, brand)
        carrier.save(force_insert=True)
        audit.record(by, "brand.carrier_added", brand, kind=kind, name=name)
    return carrier


def remove_carrier(*, carrier: BrandCarrier, by: Any) -> None:
    check_may(by, carrier.brand)
    with transaction.atomic():
        audit.record(by, "brand.carrier_removed", carrier.brand, kind=carrier.kind, name=carrier.name)
        carrier.delete()


def add_picture(*, brand: Brand, picture: Picture, by: Any, caption: str = "") -> BrandPicture:
    """Show a picture of the library on a brand, after those it has. Twice the same changes nothing."""
    check_may(by, brand)
    if len(caption) > 120:
        raise Invalid(_("最多 %(longest)d 个字，请精简。") % {"longest": 120}, field="caption")
    insist_clean_row(BrandPicture(brand=brand, caption=caption), brand)
    with transaction.atomic():
        last = brand.pictures.aggregate(last=Max("position"))["last"]
        shown, is_new = BrandPicture.objects.get_or_create(
            brand=brand,
            picture=picture,
            defaults={"caption": caption.strip(), "position": 0 if last is None else last + 1},
        )
        if is_new:
            audit.record(by, "brand.picture_added", brand, picture=picture.pk, title=picture.title)
    return shown


def remove_picture(*, shown: BrandPicture, by: Any) -> None:
    """Show a picture on a brand no longer; it stays in the library."""
    check_may(by, shown.brand)
    with transaction.atomic():
        audit.record(by, "brand.picture_removed", shown.brand, picture=shown.picture_id)
        shown.delete()


def set_logo(*, brand: Brand, picture: Picture | None, by: Any) -> Brand:
    """Give a brand its logo, or take it away. The picture was checked by `brands.logos.check_logo` before it was kept."""
    check_may(by, brand)
    with transaction.atomic():
        row = Brand.objects.select_for_update().get(pk=brand.pk)
        row.logo = picture
        row.save(update_fields=["logo", "updated_at"])
        audit.record(by, "brand.logo_set", row, picture=picture.pk if picture else None)
    return row
