"""Brands from a spreadsheet: all wrong cells are told at once, and nothing is written until there is none."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.brands import rules
from tongxin.brands.actions.keeping import TEXTS, Given, change_brand, propose_brand
from tongxin.brands.enums import BrandStatus
from tongxin.brands.models import Brand, BrandFamily, BrandSystem
from tongxin.brands.sheets import HEADINGS, SHEET, family_label
from tongxin.common.errors import Invalid, NotAllowed
from tongxin.common.tables import (
    ChoiceColumn,
    DateColumn,
    Layout,
    Row,
    Rows,
    TakenIn,
    TextColumn,
    YesNoColumn,
    read_rows,
    read_workbook,
    take_in,
)
from tongxin.organisations.columns import UnitCodeColumn


def _layout(families: list[BrandFamily]) -> Layout:
    def text(name: str, *, required: bool = False) -> TextColumn:
        longest = Brand._meta.get_field(name).max_length  # type: ignore[union-attr]
        return TextColumn(name, HEADINGS[name], required=required, max_length=longest)

    return Layout(
        SHEET,
        [
            text("slug", required=True),
            text("name", required=True),
            ChoiceColumn(
                "family",
                HEADINGS["family"],
                required=True,
                choices=[(str(one.pk), family_label(one)) for one in families],
            ),
            TextColumn("parent", HEADINGS["parent"], max_length=80),
            UnitCodeColumn("owner", HEADINGS["owner"], required=True),
            ChoiceColumn("status", HEADINGS["status"], choices=BrandStatus.choices),
            DateColumn("named_on", HEADINGS["named_on"]),
            *(text(name) for name in TEXTS),
            YesNoColumn("is_sample", HEADINGS["is_sample"]),
        ],
        key=("slug",),
    )


def import_brands(*, system: BrandSystem, by: Any, content: bytes, name: str) -> TakenIn:
    """Add or change the brands of a system; a brand is known by its `slug`, `name` is the file's for messages.

    An empty cell changes nothing. What is new begins as a draft: to be named takes a decision. Owner, state and the day of
    naming are the brand's own and no import changes them. The same sheet twice changes nothing.
    Raises NotAllowed unless `by` coordinates for the system's owner, UnreadableTable, WrongCells with every wrong cell.
    """
    if not rules.may_keep_system(by, system):
        raise NotAllowed(_("品牌由品牌体系主管单位的协调员导入。"))
    families = list(BrandFamily.objects.filter(category__system=system).select_related("category__system"))
    layout = _layout(families)
    sheet = read_workbook(content, name).sheet(layout.sheet)
    read = read_rows(sheet, layout)
    # A brand stands before those below it, wherever it is in the sheet.
    ordered = Rows(sorted(read.values, key=lambda row: row.values["parent"] is not None), read.errors)
    by_id = {str(one.pk): one for one in families}
    with transaction.atomic():
        return take_in(sheet, ordered, lambda row: _put(by, row, by_id), forbidden="owner", otherwise="slug")


def _put(by: Any, row: Row, families: dict[str, BrandFamily]) -> str:
    """Make one brand what its row says, through the actions that a person would use. Says what was done."""
    values = {name: value for name, value in row.values.items() if value is not None}
    owner, status, named_on = values.pop("owner"), values.pop("status", None), values.pop("named_on", None)
    values["family"] = families[values["family"]]
    if "parent" in values:
        values["parent"] = _parent(values["parent"])
    found = Brand.objects.select_related("owner", "family__category__system", "parent")
    brand = found.filter(slug=values["slug"]).first()
    if brand is None:
        if status not in (None, BrandStatus.DRAFT):
            raise Invalid(_("新的品牌从“草拟”开始，命名要有决定文件；请清空这一格"), field="status")
        if named_on is not None:
            raise Invalid(_("新的品牌还没有命名；请清空这一格"), field="named_on")
        propose_brand(owner=owner, given=Given(**values), by=by)
        return "added"
    _must_be_its_own(brand, owner, status, named_on, values["family"])
    before = given_of(brand)
    after = Given(**{one.name: getattr(before, one.name) for one in fields(Given)} | values)
    if before == after:
        return "unchanged"
    change_brand(brand=brand, given=after, version=brand.version, by=by)
    return "changed"


def _must_be_its_own(brand: Brand, owner: Any, status: Any, named_on: Any, family: BrandFamily) -> None:
    """What no import changes stands as it is."""
    if brand.family.category.system_id != family.category.system_id:
        raise Invalid(_("这个网址名已经是“%(system)s”的品牌") % {"system": brand.family.category.system}, field="slug")
    if brand.owner_id != owner.pk:
        raise Invalid(_("牵头单位是“%(unit)s”，导入不改；请在品牌页移交") % {"unit": brand.owner}, field="owner")
    if status not in (None, brand.status):
        words = _("现在是“%(status)s”，导入不改；请在品牌页办") % {"status": brand.get_status_display()}
        raise Invalid(words, field="status")
    if named_on not in (None, brand.named_on):
        raise Invalid(_("命名日期由命名的决定定，导入不改"), field="named_on")


def _parent(slug: str) -> Brand:
    parent = Brand.objects.filter(slug=slug).first()
    if parent is None:
        raise Invalid(_("没有这个网址名的品牌，请核对，或在表里加上"), field="parent")
    return parent


def given_of(brand: Brand) -> Given:
    """A brand as it would be given to leave it as it is."""
    return Given(**{one.name: getattr(brand, one.name) for one in fields(Given)})
