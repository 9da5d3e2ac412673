"""What a unit still owes before it ends: requests that wait for its answer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tongxin.corrections.enums import Status
from tongxin.corrections.models import CorrectionRequest
from tongxin.organisations.models import Unit


def answers_owed_by(unit: Unit) -> list[str]:
    rows = CorrectionRequest.objects.filter(unit=unit, status=Status.RECEIVED).order_by("due_on", "pk")
    return [
        _("更正请求“%(page)s”还没有答复，请先答复，或转给别的单位。") % {"page": row.title or row.path} for row in rows
    ]
