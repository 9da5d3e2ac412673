"""What editors build pages from: a few blocks, each with its template in the public site."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.field_block import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    FloatBlock,
    MultipleChoiceBlock,
    RichTextBlock,
    TextBlock,
    URLBlock,
)
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from tongxin.common.page_cache import remembered
from tongxin.editorial.offers import choices_of, read
from tongxin.places.models import Place
from tongxin.places.selectors.public import done_at, public_places

# What stays of a text that is pasted: all else is dropped, whatever program it comes from.
TEXT_FEATURES = ["h2", "h3", "bold", "ol", "ul", "link", "document-link"]


class PictureBlock(blocks.StructBlock):
    """A picture with its words for those who do not see it; the library's words stand in where none are given."""

    picture = ImageChooserBlock(label=_("图片"))
    alt = CharBlock(
        label=_("替代文字"),
        required=False,
        max_length=200,
        help_text=_("读给看不见图片的人听的话。空着就用图库里的说明。"),
    )
    is_decorative = BooleanBlock(label=_("只作装饰，不用念出来"), required=False)
    caption = CharBlock(label=_("图注"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("图片")
        template = "portal/blocks/picture.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        picture = cleaned["picture"]
        if not cleaned["is_decorative"] and not cleaned["alt"].strip() and not picture.description.strip():
            raise blocks.StructBlockValidationError(
                block_errors={"alt": ValidationError(_now("请写替代文字，或者说明这张图只作装饰。"))}
            )
        return cleaned


class QuotationBlock(blocks.StructBlock):
    """Words of a document or of a work, with where they stand."""

    text = TextBlock(label=_("引文"), rows=3)
    source = CharBlock(label=_("出处"), max_length=200, help_text=_("哪份文件、哪本书、哪一页。"))
    url = URLBlock(label=_("出处网址"), required=False)

    class Meta:
        icon = "openquote"
        label = _("引文")
        template = "portal/blocks/quotation.html"


class DownloadBlock(blocks.StructBlock):
    """A file to take along."""

    document = DocumentChooserBlock(label=_("文件"))
    words = CharBlock(label=_("文件说明"), required=False, max_length=200)

    class Meta:
        icon = "download"
        label = _("下载")
        template = "portal/blocks/download.html"


class TableBlock(TypedTableBlock):
    """A table whose cells are words or numbers; the first row is its head."""

    class Meta:
        icon = "table"
        label = _("表格")
        template = "portal/blocks/table.html"


class FactPairBlock(blocks.StructBlock):
    """One statement in two columns: of a matter, never of a person."""

    term = CharBlock(label=_("项目"), max_length=60)
    words = CharBlock(label=_("内容"), max_length=300)

    class Meta:
        icon = "list-ul"
        label = _("一行")


class KeptAsItIs:
    """A choice whose keys are words: Wagtail would read all that can be chosen wherever one of them is only shown."""

    def normalize_choice(self, value: Any) -> Any:
        return value


class OneOf(KeptAsItIs, ChoiceBlock):
    """One of what is public."""


class SomeOf(KeptAsItIs, MultipleChoiceBlock):
    """Some of what is public."""


class ShownBlock(blocks.StructBlock):
    """Something that is kept elsewhere: only which one is kept with the page."""

    def get_searchable_content(self, value: Any) -> list[str]:
        # It is found on its own page; what is no longer public must not be found here.
        return []


def _places() -> dict[str, Place]:
    """The places that are shown to the public, by what stands in their address."""
    # One read serves all cards of a page, and the list to choose from.
    rows = public_places().prefetch_related(None)
    return remembered("editorial.places", lambda: {place.slug: place for place in rows})


def places_to_choose() -> list[tuple[str, str]]:
    """What stands in the address of each place that is shown to the public, and its name."""
    return [(slug, place.name) for slug, place in _places().items()]


class PlaceBlock(ShownBlock):
    """A place with its address and hours; with what was done there, counted from facts, where that is wanted."""

    place = OneOf(label=_("场所"), choices=places_to_choose)
    with_figures = BooleanBlock(
        label=_("列出在这里做成的事"), required=False, help_text=_("数字由实绩累计，不用填写，也不会过时。")
    )

    class Meta:
        icon = "site"
        label = _("场所卡片")
        description = _("名称、位置和一句话介绍；要的话列出在那里做成的事。")
        template = "portal/blocks/place.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        place = _places().get(value["place"])
        context["place"] = place
        context["done"] = done_at(place) if place is not None and value["with_figures"] else []
        return context

    def get_preview_value(self) -> Any:
        return self.to_python({"place": next(iter(_places()), ""), "with_figures": True})


def brands_to_choose() -> list[tuple[str, str]]:
    """The brands that are public, as `brands` offers them."""
    return choices_of("brands")


class BrandsBlock(ShownBlock):
    """One or several brands: name, owner, promise and what they have done, counted from facts."""

    brands = SomeOf(
        label=_("品牌"),
        choices=brands_to_choose,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("可以选几个。按品牌体系的次序排；不再公开的品牌自动从页面上消失。"),
    )

    class Meta:
        icon = "tag"
        label = _("品牌卡片")
        description = _("名称、牵头单位、承诺和做成的事；数字由实绩累计。")
        template = "portal/blocks/brands.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["cards"] = read("brands", value["brands"])
        return context

    def get_preview_value(self) -> Any:
        return self.to_python({"brands": [key for key, _name in brands_to_choose()[:2]]})


def years_to_choose() -> list[tuple[str, str]]:
    """The years that are public, as `programme` offers them."""
    return choices_of("years")


class YearBlock(ShownBlock):
    """What a year has done in figures, with where they come from."""

    year = OneOf(label=_("工作年"), choices=years_to_choose)

    class Meta:
        icon = "history"
        label = _("工作年数字")
        description = _("一年公开项目的数字和出处；由实绩累计，不用填写。")
        template = "portal/blocks/year.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["years"] = read("years", [value["year"]])
        return context

    def get_preview_value(self) -> Any:
        return self.to_python({"year": next((key for key, _name in years_to_choose()), "")})


class BodyBlock(blocks.StreamBlock):
    """The body of every page that editors write."""

    text = RichTextBlock(label=_("文字"), features=TEXT_FEATURES, template="portal/blocks/text.html", icon="pilcrow")
    picture = PictureBlock()
    quotation = QuotationBlock()
    facts = blocks.ListBlock(FactPairBlock(), label=_("要点两栏"), icon="list-ul", template="portal/blocks/facts.html")
    place = PlaceBlock()
    brands = BrandsBlock()
    year = YearBlock()
    table = TableBlock([("text", CharBlock(label=_("文字"))), ("number", FloatBlock(label=_("数字")))])
    download = DownloadBlock()
