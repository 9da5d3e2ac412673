"""What everybody may see of naming: calls, running notices with their arithmetic, results, and the titles of a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from tongxin.documents.models import IssuedDocument
from tongxin.naming.enums import STANDING, ApplicationStatus, BatchStatus, Outcome
from tongxin.naming.models import Application, Batch, Recheck
from tongxin.places.models import Place

SHOWN = (BatchStatus.OPEN, BatchStatus.ON_NOTICE, BatchStatus.CONCLUDED, BatchStatus.CANCELLED)
ON_NOTICE = (ApplicationStatus.ON_NOTICE, ApplicationStatus.APPROVED)


@dataclass(frozen=True)
class RunningNotice:
    """A public notice on which objections are taken today. `sums` is the arithmetic of its last day, in sentences."""

    batch: Batch
    places: tuple[Place, ...]
    begins_on: date
    ends_on: date
    days_left: int
    sums: tuple[str, ...]


def public_batches() -> QuerySet[Batch]:
    """The batches whose call is out, the newest first."""
    return Batch.objects.filter(status__in=SHOWN).select_related("owner", "document")


def public_batch(slug: str) -> Batch | None:
    return public_batches().filter(slug=slug).first()


def batches_on_notice() -> list[Batch]:
    """The batches whose notice runs today, the one that ends first at the top."""
    rows = [batch for batch in public_batches().filter(status=BatchStatus.ON_NOTICE) if batch.takes_objections]
    return sorted(rows, key=lambda batch: (batch.last_notice_day or date.max, batch.pk))


def running_notices() -> list[RunningNotice]:
    """The notices that run today, the one that ends first at the top; two queries."""
    batches = batches_on_notice()
    shown = places_on_notice(batches)
    found = (notice_of(batch, shown[batch.pk]) for batch in batches)
    return [one for one in found if one is not None]


def notice_of(batch: Batch, places: Sequence[Place]) -> RunningNotice | None:
    """A batch's notice, running or over; None before it began."""
    last, deadline = batch.last_notice_day, batch.notice
    if last is None or deadline is None or batch.notice_starts_on is None:
        return None
    return RunningNotice(
        batch=batch,
        places=tuple(places),
        begins_on=batch.notice_starts_on,
        ends_on=last,
        days_left=batch.notice_days_left,
        sums=tuple(deadline.explain()),
    )


def places_on_notice(batches: Sequence[Batch]) -> dict[int, list[Place]]:
    """The places that stand on notice, by batch; one query."""
    found: dict[int, list[Place]] = {batch.pk: [] for batch in batches}
    rows = Application.objects.filter(batch__in=[batch.pk for batch in batches], status__in=ON_NOTICE)
    for row in rows.select_related("place__owner", "place__kind").order_by("pk"):
        found[row.batch_id].append(row.place)
    return found


def on_notice(batch: Batch) -> QuerySet[Application]:
    """The applications on notice: what an objection can be about."""
    rows = Application.objects.filter(batch=batch, status__in=ON_NOTICE)
    return rows.select_related("place__owner", "place__kind").order_by("pk")


def results_of(batches: Sequence[Batch]) -> dict[int, list[Application]]:
    """What was named, and what was taken back since, by batch; one query."""
    found: dict[int, list[Application]] = {batch.pk: [] for batch in batches}
    by_id = {batch.pk: batch for batch in batches}
    shown = (*STANDING, ApplicationStatus.REVOKED)
    rows = Application.objects.filter(batch__in=[batch.pk for batch in batches], status__in=shown)
    for row in rows.select_related("place__owner", "place__kind").prefetch_related("rechecks").order_by("code"):
        row.batch = by_id[row.batch_id]
        found[row.batch_id].append(row)
    return found


def titles_of(place: Place) -> list[Application]:
    """The titles that a place holds; one query."""
    rows = Application.objects.filter(place=place, status__in=STANDING).select_related("batch")
    return list(rows.order_by("named_on", "pk"))


def withdrawal_document(batch: Batch, pk: int) -> IssuedDocument | None:
    """The decision by which a place of a public batch lost its title, by the number of its re-check."""
    found = Recheck.objects.filter(pk=pk, application__batch=batch, outcome=Outcome.REVOKED)
    recheck = found.select_related("document__pdf").first()
    return recheck.document if recheck else None


def open_calls() -> list[Batch]:
    """The batches that take applications today."""
    return [batch for batch in public_batches().filter(status=BatchStatus.OPEN) if batch.takes_applications]
