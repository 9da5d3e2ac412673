"""Reads of restorations: for staff as far as they see the place, for the public where the place is shown."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.http import Http404
from django.utils import timezone

from tongxin.places.models import Place, Restoration, RestorationPair, RestorationStage
from tongxin.places.selectors import place_for, places_for


def restoration_at(place: Place) -> Restoration | None:
    """A place's restoration with stages and pictures; the caller has found the place for this reader.

    Two queries, and one more unless the place was read with its restoration; none of the two where there is none.
    """
    try:
        found = place.restoration
    except Restoration.DoesNotExist:
        return None
    pairs = RestorationPair.objects.select_related("before", "after")
    prefetch_related_objects([found], "stages", Prefetch("pairs", queryset=pairs))
    return found


def restoration_for(user: Any, pk: int) -> Restoration:
    """The restoration of one of the person's places (by the place's id). Raises Http404 for any other."""
    found = restoration_at(place_for(user, pk))
    if found is None:
        raise Http404
    return found


def restorations_for(user: Any) -> QuerySet[Restoration]:
    """The restorations of the places that the person may see, with their stages."""
    return (
        Restoration.objects.filter(place__in=places_for(user))
        .select_related("place__owner", "place__kind")
        .prefetch_related("stages")
    )


def late() -> Q:
    """A condition on Restoration: a stage was to be done by now, or begun, and is not."""
    today = timezone.localdate()
    stages = RestorationStage.objects.filter(finished_on__isnull=True).filter(
        Q(planned_until__lt=today) | Q(started_on__isnull=True, planned_from__lt=today)
    )
    return Q(pk__in=stages.values("restoration"))


def spent(restoration: Restoration) -> Decimal:
    """What its stages have cost so far, in yuan."""
    return sum((stage.cost_amount or Decimal(0) for stage in restoration.stages.all()), Decimal(0))


def current_stage(restoration: Restoration) -> RestorationStage | None:
    """The stage that is under way, else the next one; None where all are done."""
    stages = list(restoration.stages.all())
    under_way = [stage for stage in stages if stage.started_on and not stage.finished_on]
    return next(iter(under_way or [stage for stage in stages if not stage.finished_on]), None)
