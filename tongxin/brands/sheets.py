"""Brands as a spreadsheet has them: the columns of the export are those of the import, so that a file can be taken in again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.brands.models import Brand, BrandFamily, BrandSystem
from tongxin.common.tables import SheetOut, write_workbook
from tongxin.organisations.models import Unit

SHEET = gettext_lazy("品牌")

Value = Callable[[Brand], Any]


def family_label(family: BrandFamily) -> str:
    return f"{family.category.name} › {family.name}"


def _text(name: str) -> Value:
    return lambda brand: getattr(brand, name)


# Name, heading, what stands there.
COLUMNS: tuple[tuple[str, str | Promise, Value], ...] = (
    ("slug", gettext_lazy("网址名"), _text("slug")),
    ("name", gettext_lazy("品牌"), _text("name")),
    ("family", gettext_lazy("系列"), lambda brand: family_label(brand.family)),
    ("parent", gettext_lazy("上级品牌网址名"), lambda brand: brand.parent.slug if brand.parent else ""),
    ("owner", gettext_lazy("牵头单位代码"), lambda brand: brand.owner.code),
    ("status", gettext_lazy("状态"), lambda brand: brand.get_status_display()),
    ("named_on", gettext_lazy("命名日期"), _text("named_on")),
    ("promise", gettext_lazy("品牌承诺"), _text("promise")),
    ("audience", gettext_lazy("服务对象"), _text("audience")),
    ("features", gettext_lazy("特色"), _text("features")),
    ("story", gettext_lazy("品牌故事"), _text("story")),
    ("name_en", gettext_lazy("英文名称"), _text("name_en")),
    ("promise_en", gettext_lazy("英文承诺"), _text("promise_en")),
    ("audience_en", gettext_lazy("英文服务对象"), _text("audience_en")),
    ("features_en", gettext_lazy("英文特色"), _text("features_en")),
    ("story_en", gettext_lazy("英文故事"), _text("story_en")),
    ("is_sample", gettext_lazy("示例"), lambda brand: _("是") if brand.is_sample else _("否")),
)
HEADINGS = {name: heading for name, heading, _value in COLUMNS}


def empty_sheet(system: BrandSystem) -> bytes:
    """A workbook to fill in: the headings, and on a second sheet what may stand in the columns of codes."""
    families = BrandFamily.objects.filter(category__system=system).select_related("category")
    units: Any = Unit.objects.filter(path__startswith=system.owner.path, closed_on__isnull=True).order_by("path")
    rows = [(HEADINGS["family"], family_label(family), "") for family in families]
    rows += [(HEADINGS["owner"], unit.code, unit.name) for unit in units]
    guide = SheetOut(_("可填内容"), (_("列"), _("填什么"), _("说明")), [tuple(map(str, row)) for row in rows])
    return write_workbook([SheetOut(str(SHEET), [str(heading) for heading in HEADINGS.values()], []), guide])
