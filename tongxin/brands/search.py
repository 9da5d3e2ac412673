"""Brands, as they can be found: by their names of all times too."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from tongxin.brands.models import Brand
from tongxin.brands.selectors.public import public_brands
from tongxin.common import search


def _entries(ids: Collection[str] | None) -> Iterator[search.Entry]:
    brands = public_brands().prefetch_related("names", "carriers").order_by("pk")
    if ids is not None:
        brands = brands.filter(pk__in=[pk for pk in ids if pk.isdigit()])
    for brand in brands:
        yield search.Entry(
            id=str(brand.pk),
            key=(brand.slug,),
            title=brand.name,
            title_en=brand.name_en,
            summary=brand.promise,
            summary_en=brand.promise_en,
            body="\n".join(
                filter(
                    None,
                    [
                        brand.features,
                        brand.story,
                        brand.audience,
                        *(one.name for one in brand.names.all()),
                        *(one.name for one in brand.carriers.all()),
                        " · ".join((brand.family.category.name, brand.family.name, brand.owner.name)),
                        brand.features_en,
                        brand.story_en,
                    ],
                )
            ),
            is_sample=brand.is_sample,
        )


search.register(
    search.Source(
        code="brand",
        label=_("品牌"),
        subject="brands.brand",
        entries=_entries,
        follows={
            "brands.brandsystem": lambda pk: Brand.objects.filter(family__category__system__pk=pk).values_list(
                "pk", flat=True
            ),
            "organisations.unit": lambda pk: Brand.objects.filter(owner__pk=pk).values_list("pk", flat=True),
        },
        weight=8,
    )
)
