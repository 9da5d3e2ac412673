"""Namings of places, as they can be found: calls that are out, public notices, what was named."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from tongxin.common import search
from tongxin.naming.models import Application
from tongxin.naming.selectors import public


def _entries(ids: Collection[str] | None) -> Iterator[search.Entry]:
    rows = public.public_batches().order_by("opens_on", "pk")
    if ids is not None:
        rows = rows.filter(pk__in=[pk for pk in ids if pk.isdigit()])
    batches = list(rows)
    on_notice, named = public.places_on_notice(batches), public.results_of(batches)
    for batch in batches:
        places = [place.name for place in on_notice[batch.pk]] + [one.place.name for one in named[batch.pk]]
        yield search.Entry(
            id=str(batch.pk),
            key=(batch.slug,),
            title=batch.name,
            summary="、".join(places),
            body=f"{batch.call}\n{batch.owner.name}",
            on=batch.concluded_on or batch.notice_starts_on or batch.opens_on,
            is_sample=batch.is_sample,
        )


def _of_application(pk: str) -> Iterable[object]:
    return Application.objects.filter(pk=pk).values_list("batch_id", flat=True)


def _of_place(pk: str) -> Iterable[object]:
    return Application.objects.filter(place__pk=pk).values_list("batch_id", flat=True)


search.register(
    search.Source(
        code="naming",
        label=_("命名与公示"),
        subject="naming.batch",
        entries=_entries,
        follows={"naming.application": _of_application, "places.place": _of_place},
        weight=4,
    )
)
