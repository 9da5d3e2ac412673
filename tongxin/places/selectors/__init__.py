"""Reads of places, limited to what the reader may see: staff here, the public in `selectors.public`."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.organisations.roles import has_role, units_where
from tongxin.places.models import Place
from tongxin.places.rules import KEEPERS


def places_for(user: Any) -> QuerySet[Place]:
    """The places of the units where the person holds a role, and below them."""
    units = Unit.objects.filter(units_where(user, set(Role)))
    return Place.objects.filter(owner__in=units).select_related("kind", "owner", "district")


def place_for(user: Any, pk: int) -> Place:
    """One of them. Raises Http404 for any other, as if it were not there."""
    place = places_for(user).filter(pk=pk).first()
    if place is None:
        raise Http404
    return place


def keeps_places(user: Any) -> bool:
    """Whether the person may add places for some unit."""
    return has_role(user, KEEPERS)


def units_kept_by(user: Any) -> QuerySet[Unit]:
    """The open units whose places the person keeps, in the order of the tree."""
    units: QuerySet[Unit] = Unit.objects.filter(units_where(user, KEEPERS), closed_on__isnull=True).order_by("path")
    return units
