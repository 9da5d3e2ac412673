"""Rows locked until the transaction ends: what is decided for a whole batch or application is decided one by one."""

from __future__ import annotations

from tongxin.naming.models import Application, Batch


def locked_batch(batch: Batch) -> Batch:
    """The batch as it stands now. Where an application is locked too, the batch is locked first."""
    return Batch.objects.select_for_update(of=("self",)).select_related("owner").get(pk=batch.pk)


def locked_application(application: Application) -> Application:
    """The application as it stands now, with its place's unit and its batch's owner."""
    rows = Application.objects.select_for_update(of=("self",))
    return rows.select_related("place__owner", "place__kind", "batch__owner").get(pk=application.pk)
