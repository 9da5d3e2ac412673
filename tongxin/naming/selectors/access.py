"""What a person may see of naming. Every page of the workbench starts from one of these; what is not in it is 404."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from tongxin.accounts.models import User
from tongxin.naming import rules
from tongxin.naming.enums import AWAITS_VISITS, STANDING, ApplicationStatus, BatchStatus
from tongxin.naming.models import Application, Batch, Objection, Visit
from tongxin.naming.models.application import RECHECK_AHEAD
from tongxin.naming.workflows import ENDED
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Membership, Unit
from tongxin.organisations.roles import has_role, held_by, on, units_where
from tongxin.places.models import Place

STEP = Unit.steplen


def batches_for(user: Any) -> QuerySet[Batch]:
    """The batches of the offices above and below one's units, and those one visits for; drafts for who coordinates them."""
    paths = {held.path for held in held_by(user)}
    above = {path[:end] for path in paths for end in range(STEP, len(path) + 1, STEP)}
    near = Q(owner__path__in=above)
    for path in paths:
        near |= Q(owner__path__startswith=path)
    # Whoever visits for an office elsewhere in the city sees what he or she visits for.
    near |= Q(pk__in=Visit.objects.filter(reviewer_id=user.pk).values("application__batch"))
    drafts = Q(status=BatchStatus.DRAFT) & ~Q(owner__in=Unit.objects.filter(units_where(user, Role.COORDINATOR)))
    return Batch.objects.filter(near).exclude(drafts).select_related("owner", "document")


def batch_for(user: Any, pk: int) -> Batch:
    batch = batches_for(user).filter(pk=pk).first()
    if batch is None:
        raise Http404
    return batch


def applications_for(user: Any) -> QuerySet[Application]:
    """Those of one's own unit; what was handed in, for those who read all of the place's unit; those one visits."""
    own = {held.unit_id for held in held_by(user)}
    read = Q(place__owner__in=Unit.objects.filter(units_where(user, rules.READERS)))
    visiting = Q(pk__in=Visit.objects.filter(reviewer_id=user.pk).values("application"))
    seen = Q(place__owner__in=own) | (~Q(status=ApplicationStatus.DRAFT) & (read | visiting))
    return Application.objects.filter(seen).select_related("place__owner", "place__kind", "batch__owner")


def application_for(user: Any, pk: int) -> Application:
    application = applications_for(user).select_related("batch__document").filter(pk=pk).first()
    if application is None:
        raise Http404
    return application


def visits_of(user: Any) -> QuerySet[Visit]:
    """One's own visits."""
    return Visit.objects.filter(reviewer_id=user.pk).select_related(
        "application__place__owner", "application__batch__owner"
    )


def visits_due(user: Any) -> QuerySet[Visit]:
    """One's own visits that are still to be made."""
    return visits_of(user).filter(filled_on__isnull=True, application__status__in=AWAITS_VISITS)


def objections_for(user: Any) -> QuerySet[Objection]:
    """Objections against batches that one coordinates."""
    units = Unit.objects.filter(units_where(user, Role.COORDINATOR))
    return Objection.objects.filter(batch__owner__in=units).select_related(
        "batch__owner", "application__place", "answered_by"
    )


def titles_for(user: Any) -> QuerySet[Application]:
    """The titles that one sees, those that are to be looked at again first at the top."""
    return applications_for(user).filter(status__in=STANDING).order_by("recheck_due_on", "pk")


def rechecks_due(user: Any) -> list[Application]:
    """Of the titles that one sees, those whose day to be looked at again is near or past; the most urgent first."""
    latest = timezone.localdate() + RECHECK_AHEAD
    # A sample batch has a day of its own.
    rows = titles_for(user).filter(Q(recheck_due_on__lte=latest) | Q(batch__shown_as_of__isnull=False))
    return [one for one in rows if one.is_recheck_open]


def coordinates(user: Any) -> bool:
    """Whether the person may start a batch for some office."""
    return has_role(user, Role.COORDINATOR)


def offices_of(user: Any) -> QuerySet[Unit]:
    """The open units for which the person may start a batch, in the order of the tree."""
    units: QuerySet[Unit] = Unit.objects.filter(units_where(user, Role.COORDINATOR), closed_on__isnull=True)
    return units.order_by("path")


def places_to_apply_for(user: Any, batch: Batch) -> QuerySet[Place]:
    """The places of one's own units that are neither in this batch nor named already."""
    own = {held.unit_id for held in held_by(user) if held.role in rules.APPLICANTS}
    there = Application.objects.filter(batch=batch).exclude(status=ApplicationStatus.WITHDRAWN)
    named = Application.objects.filter(batch__title=batch.title, status__in=STANDING)
    return (
        Place.objects.filter(owner__in=own, owner__path__startswith=batch.owner.path)
        .exclude(pk__in=there.values("place"))
        .exclude(pk__in=named.values("place"))
        .select_related("kind", "owner")
        .order_by("name", "pk")
    )


def reviewers_for(application: Application) -> list[User]:
    """Who may be asked to visit: reviewers and coordinators of the same city, of other units than the place's."""
    place_unit = application.place.owner
    rows = (
        Membership.objects.filter(
            on(timezone.localdate()),
            role__in=rules.VISITORS,
            unit__path__startswith=application.batch.owner.path[:STEP],
            user__is_active=True,
        )
        .exclude(user=application.applied_by_id)
        .exclude(user__memberships__unit__path__startswith=place_unit.path)
        .select_related("user", "unit")
        .order_by("unit__path", F("user__display_name"), "pk")
    )
    return list(dict.fromkeys(row.user for row in rows))


def under_way(batch: Batch) -> QuerySet[Application]:
    """The applications of a batch that are neither drafts nor ended."""
    return batch.applications.exclude(status__in=(ApplicationStatus.DRAFT, *ENDED))
