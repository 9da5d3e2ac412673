"""Places, as they can be found."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from tongxin.common import search
from tongxin.places.models import Notable, Place
from tongxin.places.selectors import public
from tongxin.places.selectors.notables import public_notables
from tongxin.places.selectors.walks import public_walks


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


def _numbers(ids: Collection[str]) -> list[str]:
    return [pk for pk in ids if pk.isdigit()]


def _notables(ids: Collection[str] | None) -> Iterator[search.Entry]:
    notables = public_notables().order_by("pk").prefetch_related("statements")
    if ids is not None:
        notables = notables.filter(pk__in=_numbers(ids))
    for notable in notables:
        said = [text for one in notable.statements.all() for text in (one.text, one.text_en)]
        yield search.Entry(
            id=str(notable.pk),
            key=(notable.slug,),
            title=notable.name,
            title_en=notable.name_en,
            summary=notable.summary or notable.known_as,
            summary_en=notable.summary_en or notable.known_as_en,
            body="\n".join(
                filter(None, [*said, notable.known_as, "、".join(house.place.name for house in notable.houses.all())])
            ),
            is_sample=notable.is_sample,
        )


def _walks(ids: Collection[str] | None) -> Iterator[search.Entry]:
    walks = public_walks().order_by("pk")
    if ids is not None:
        walks = walks.filter(pk__in=_numbers(ids))
    for walk in walks:
        stops = [text for one in walk.stops.all() for text in (one.name, one.name_en, one.text, one.text_en)]
        yield search.Entry(
            id=str(walk.pk),
            key=(walk.slug,),
            title=walk.name,
            title_en=walk.name_en,
            summary=walk.summary,
            summary_en=walk.summary_en,
            body="\n".join(filter(None, [*stops, walk.notes, walk.notes_en])),
            is_sample=walk.is_sample,
        )


search.register(
    search.Source(
        code="notable",
        label=_("名人"),
        subject="places.notable",
        entries=_notables,
        follows={"places.place": lambda pk: Notable.objects.filter(houses__place__pk=pk).values_list("pk", flat=True)},
        weight=7,
    )
)
search.register(search.Source(code="walk", label=_("步行路线"), subject="places.walk", entries=_walks, weight=7))
