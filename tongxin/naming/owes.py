"""What a unit still owes in the naming of bases: why it cannot be merged or closed yet. Its batches follow a merging."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tongxin.naming.enums import ApplicationStatus, BatchStatus
from tongxin.naming.models import Application, Batch
from tongxin.naming.workflows import ENDED
from tongxin.organisations.models import Unit


def batches_of(unit: Unit) -> list[str]:
    """One sentence for each batch under way that it owns."""
    batches = Batch.objects.filter(owner=unit, status__in=(BatchStatus.OPEN, BatchStatus.ON_NOTICE))
    return [_("主办的“%(batch)s”还没有结束，请先办完或取消。") % {"batch": batch.name} for batch in batches]


def applications_of(unit: Unit) -> list[str]:
    """One sentence for each application under way of its places: who visits and who decides must not change in it."""
    under_way = Application.objects.filter(place__owner=unit).exclude(status__in=(*ENDED, ApplicationStatus.NAMED))
    rows = under_way.select_related("place", "batch")
    return [
        _("“%(place)s”在“%(batch)s”里是“%(status)s”，请等办完，或先撤回申报。")
        % {"place": row.place.name, "batch": row.batch.name, "status": row.get_status_display()}
        for row in rows.order_by("pk")
    ]
