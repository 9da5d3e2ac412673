"""Places from a spreadsheet: all wrong cells are told at once, and nothing is written until there is none."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.common.errors import Invalid
from tongxin.common.tables import (
    ChoiceColumn,
    DecimalColumn,
    Layout,
    Row,
    TakenIn,
    TextColumn,
    YesNoColumn,
    read_rows,
    read_workbook,
    take_in,
)
from tongxin.organisations.columns import UnitCodeColumn
from tongxin.places.actions import Given, add_place, change_place
from tongxin.places.enums import Datum
from tongxin.places.hours import Span, hours_text, parse_hours
from tongxin.places.models import Place, PlaceKind
from tongxin.places.positions import checked_position


def _columns() -> list[Any]:
    return [
        TextColumn("slug", gettext_lazy("网址名"), required=True, max_length=80),
        TextColumn("name", gettext_lazy("名称"), required=True, max_length=80),
        ChoiceColumn(
            "kind", gettext_lazy("类别"), required=True, choices=list(PlaceKind.objects.values_list("code", "name"))
        ),
        UnitCodeColumn("owner", gettext_lazy("管理单位代码"), required=True),
        UnitCodeColumn("district", gettext_lazy("辖市区代码")),
        TextColumn("summary", gettext_lazy("一句话介绍"), max_length=200),
        TextColumn("description", gettext_lazy("介绍"), max_length=5000),
        TextColumn("location", gettext_lazy("位置"), max_length=200),
        TextColumn("entrance", gettext_lazy("入口"), max_length=200),
        TextColumn("transport", gettext_lazy("交通"), max_length=1000),
        TextColumn("phone", gettext_lazy("机构电话"), max_length=40),
        TextColumn("website", gettext_lazy("机构网站"), max_length=200),
        DecimalColumn("latitude", gettext_lazy("纬度"), places=8),
        DecimalColumn("longitude", gettext_lazy("经度"), places=8),
        ChoiceColumn("datum", gettext_lazy("坐标系"), choices=[(one.value, one.name) for one in Datum]),
        YesNoColumn("is_position_sample", gettext_lazy("位置为示意")),
        TextColumn("hours", gettext_lazy("开放时间"), max_length=2000),
        TextColumn("hours_note", gettext_lazy("开放说明"), max_length=200),
    ]


def import_places(*, by: Any, content: bytes, name: str) -> TakenIn:
    """Add or change the places of a spreadsheet; a place is known by its `slug`, `name` is the file's for messages.

    An empty cell changes nothing; hours are lines as in `places.hours`. The same sheet twice changes nothing.
    Raises UnreadableTable, or WrongCells with every wrong cell, those too that `by` may not keep places for.
    """
    layout = Layout(gettext_lazy("场所"), _columns(), key=("slug",))
    sheet = read_workbook(content, name).sheet(layout.sheet)
    read = read_rows(sheet, layout)
    kinds = {kind.code: kind for kind in PlaceKind.objects.all()}
    with transaction.atomic():
        return take_in(sheet, read, lambda row: _put(by, row, kinds), forbidden="owner", otherwise="slug")


def _put(by: Any, row: Row, kinds: dict[str, PlaceKind]) -> str:
    """Make one place what its row says, through the actions that a person would use. Says what was done."""
    values = {name: value for name, value in row.values.items() if value is not None}
    owner = values.pop("owner")
    values["kind"] = kinds[values["kind"]]
    datum = values.pop("datum", Datum.WGS84)
    if "latitude" in values or "longitude" in values:
        # Turned here, so that the same sheet is known again.
        position = checked_position(values.get("latitude"), values.get("longitude"), datum)
        values["latitude"], values["longitude"] = position
    place = Place.objects.select_related("owner", "kind", "district").filter(slug=values["slug"]).first()
    if place is None:
        add_place(owner=owner, given=Given(**values), by=by)
        return "added"
    if place.owner_id != owner.pk:
        raise Invalid(_("这个网址名已经是“%(unit)s”的场所，导入不改管理单位") % {"unit": place.owner}, field="owner")
    before = given_of(place)
    after = Given(**{one.name: getattr(before, one.name) for one in fields(Given)} | values)
    if _same(before, after):
        return "unchanged"
    change_place(place=place, given=after, version=place.version, by=by)
    return "changed"


def _same(before: Given, after: Given) -> bool:
    """Whether nothing would change. Both positions are WGS-84."""
    names = [one.name for one in fields(Given) if one.name not in ("datum", "hours")]
    return _spans(before) == _spans(after) and all(getattr(before, name) == getattr(after, name) for name in names)


def _spans(given: Given) -> list[Span]:
    return parse_hours(given.hours) if isinstance(given.hours, str) else sorted(given.hours)


def given_of(place: Place) -> Given:
    """A place as it would be given to leave it as it is."""
    plain = {
        one.name: getattr(place, one.name) for one in fields(Given) if one.name not in ("datum", "hours", "features")
    }
    features = {one.feature: (one.answer, one.note) for one in place.features.all()}
    return Given(**plain, hours=hours_text(place.hours.all()), features=features)
