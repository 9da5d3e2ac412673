from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.organisations.personal_exports import rules
from tongxin.organisations.personal_exports.models import ExportStatus, PersonalExport
from tongxin.organisations.roles import units_where


def exports_for(user: Any) -> QuerySet[PersonalExport]:
    """What one asked for, and what is asked of the units where one decides; never the files themselves."""
    mine = Q(asked_by_id=user.pk) | Q(unit__in=Unit.objects.filter(units_where(user, Role.COORDINATOR)))
    return PersonalExport.objects.filter(mine).select_related("unit", "asked_by", "decided_by").defer("content")


def export_for(user: Any, pk: int) -> PersonalExport:
    """One of them. Raises Http404 for any other, as if it were not there."""
    found = exports_for(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def waiting_for(user: Any) -> list[PersonalExport]:
    """What waits for this person's word."""
    return [one for one in exports_for(user).filter(status=ExportStatus.ASKED) if rules.may_decide(user, one)]


def is_there_for(user: Any, export: PersonalExport) -> bool:
    """Whether this person can fetch the file now."""
    return (
        export.asked_by_id == user.pk
        and export.status == ExportStatus.APPROVED
        and export.shredded_at is None
        and export.expires_at is not None
        and timezone.now() < export.expires_at
    )
