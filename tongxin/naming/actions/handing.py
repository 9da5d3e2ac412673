"""The batches of an office go on with the unit into which it is merged."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.errors import WrongState
from tongxin.naming.actions.locking import locked_batch
from tongxin.naming.enums import BatchStatus
from tongxin.naming.models import Batch
from tongxin.organisations.models import Unit

OVER = (BatchStatus.CONCLUDED, BatchStatus.CANCELLED)


def batches_follow(source: Unit, into: Unit, on: date, reason: str, by: Any) -> None:
    """All batches of an office go on with the unit into which it is merged, which then looks at what was named again.

    One that is over stays where the other unit has a batch of the same name: names that were given do not change, and the
    offices above coordinate it. Called inside the merging's transaction, whose permission holds. Raises WrongState where
    one that is not over would have the name of another.
    """
    taken = set(Batch.objects.filter(owner=into).values_list("title", "number"))
    for found in Batch.objects.filter(owner=source).order_by("pk"):
        batch = locked_batch(found)
        if (batch.title, batch.number) in taken:
            if batch.status in OVER:
                continue
            raise WrongState(
                _("“%(into)s”也有“%(batch)s”。请先办完、取消或改批次，再合并。") % {"into": into, "batch": batch.name}
            )
        batch.owner = into
        batch.version += 1
        batch.save(update_fields=["owner", "version"])
        audit.record(by, "naming_batch.handed_over", batch, was=source.pk, now=into.pk, on=on, reason=reason.strip())
