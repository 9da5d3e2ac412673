"""Reads of notables: what staff see, what the public sees."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.organisations.roles import units_where
from tongxin.places.models import Notable, NotableHouse, Place


def notables_for(user: Any) -> QuerySet[Notable]:
    """The notables of the units where the person holds a role, and below them."""
    units = Unit.objects.filter(units_where(user, set(Role)))
    return Notable.objects.filter(owner__in=units).select_related("owner", "portrait")


def notable_for(user: Any, pk: int) -> Notable:
    """One of them. Raises Http404 for any other, as if it were not there."""
    notable = notables_for(user).filter(pk=pk).first()
    if notable is None:
        raise Http404
    return notable


def places_to_tie() -> QuerySet[Place]:
    """The places a person of the past may be tied to: all but those sensitive by association."""
    places = Place.objects.filter(kind__is_sensitive_by_association=False).select_related("kind")
    return places.order_by("kind__position", "name", "pk")


def public_notables(text: str = "") -> QuerySet[Notable]:
    """The notables that are shown, with their portraits and the houses that are shown, narrowed by words."""
    notables = Notable.objects.filter(is_public=True).select_related("owner", "portrait")
    for word in text.replace("\x00", "").split()[:10]:
        notables = notables.filter(
            Q(name__icontains=word)
            | Q(name_en__icontains=word)
            | Q(summary__icontains=word)
            | Q(known_as__icontains=word)
        )
    houses = NotableHouse.objects.filter(place__is_public=True).select_related("place__kind")
    return notables.prefetch_related(Prefetch("houses", houses)).order_by("is_sample", "born", "died", "pk")


def public_notable(slug: str) -> Notable | None:
    """One notable that is shown, with what is said; None where there is none."""
    return public_notables().prefetch_related("statements").filter(slug=slug).first()


def notables_of(place: Place) -> QuerySet[Notable]:
    """The notables that are shown and tied to a place."""
    tied = Notable.objects.filter(is_public=True, houses__place=place).select_related("portrait")
    return tied.order_by("houses__position", "born", "pk")
