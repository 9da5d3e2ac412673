"""Reads of corrections: those that a person may answer, the receipt, and what the public sees."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from tongxin.common.subjects import Subject
from tongxin.corrections import rules
from tongxin.corrections.enums import Status
from tongxin.corrections.models import CorrectionNote, CorrectionRequest
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.organisations.roles import units_where

# Letters and digits that nobody takes for one another, in threes of four: 2 × 10¹⁷ receipts.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
GROUPS, GROUP = 3, 4


def requests_for(user: Any) -> QuerySet[CorrectionRequest]:
    """The requests that the person's units answer, with what a list shows."""
    units = _units_where(user, set(Role))
    return CorrectionRequest.objects.filter(unit__in=units).select_related("unit")


def _units_where(user: Any, wanted: Iterable[Role]) -> QuerySet[Unit]:
    units: QuerySet[Unit] = Unit.objects.filter(units_where(user, wanted))
    return units


def request_for(user: Any, pk: int) -> CorrectionRequest:
    """One request. Raises Http404 where the person's units do not answer it."""
    found = CorrectionRequest.objects.select_related("unit").filter(pk=pk).first()
    if found is None or not rules.may_see(user, found):
        raise Http404
    return found


def waiting_for(user: Any) -> QuerySet[CorrectionRequest]:
    """The requests that wait for an answer which this person may give."""
    units = _units_where(user, rules.ANSWERERS)
    return CorrectionRequest.objects.filter(unit__in=units, status=Status.RECEIVED)


def by_code(code: str) -> CorrectionRequest | None:
    """The request with this receipt, however it is typed; None where there is none."""
    plain = re.sub(r"[^A-Z0-9]", "", code.upper())
    if len(plain) != GROUPS * GROUP:
        return None
    written = "-".join(plain[at : at + GROUP] for at in range(0, len(plain), GROUP))
    return CorrectionRequest.objects.select_related("unit").prefetch_related("notes").filter(code=written).first()


def notes_on(path: str, subject: Subject | None = None) -> list[CorrectionNote]:
    """What was corrected on a page, newest first: by its address, or by the thing that it shows."""
    fitting = Q(path=path)
    if subject is not None:
        fitting |= Q(subject_kind=subject.kind, subject_id=subject.id)
    return list(CorrectionNote.objects.filter(fitting).select_related("unit")[:20])


def public_notes() -> QuerySet[CorrectionNote]:
    """All that was corrected on this site, newest first."""
    return CorrectionNote.objects.select_related("unit").order_by("-made_at", "-pk")


def oldest_unanswered() -> datetime | None:
    """When the oldest request that still waits was asked; None where none waits."""
    row = CorrectionRequest.objects.filter(status=Status.RECEIVED, is_sample=False).order_by("asked_at").first()
    return timezone.localtime(row.asked_at) if row else None
