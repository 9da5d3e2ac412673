"""Places, as they can be found."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from tongxin.common import search
from tongxin.places.models import Place
from tongxin.places.selectors import public


def _entries(ids: Collection[str] | None) -> Iterator[search.Entry]:
    places = public.public_places().order_by("pk")
    if ids is not None:
        places = places.filter(pk__in=[pk for pk in ids if pk.isdigit()])
    for place in places:
        district = place.district.brief if place.district else ""
        yield search.Entry(
            id=str(place.pk),
            key=(place.slug,),
            title=place.name,
            title_en=getattr(place, "name_en", ""),
            summary=place.summary,
            summary_en=getattr(place, "summary_en", ""),
            body="\n".join(
                filter(
                    None,
                    [
                        place.description,
                        getattr(place, "description_en", ""),
                        place.location,
                        place.transport,
                        " · ".join(filter(None, [place.kind.name, district, place.owner.name])),
                    ],
                )
            ),
            is_sample=place.is_sample,
        )


search.register(
    search.Source(
        code="place",
        label=_("场所"),
        subject="places.place",
        entries=_entries,
        follows={
            "places.placekind": lambda pk: Place.objects.filter(kind__pk=pk).values_list("pk", flat=True),
            "organisations.unit": lambda pk: Place.objects.filter(owner__pk=pk).values_list("pk", flat=True),
        },
        weight=6,
    )
)
