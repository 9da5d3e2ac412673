"""What Wagtail tells by signals only: that something was changed, and that it would write a mail of its own."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from wagtail.admin import signal_handlers
from wagtail.models import ModelLogEntry, PageLogEntry, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from tongxin.common import page_cache, search
from tongxin.common.subjects import Subject


def _something_changed(sender: Any, instance: PageLogEntry | ModelLogEntry, **_rest: Any) -> None:
    page_cache.changed()
    if isinstance(instance, PageLogEntry):
        search.touched(Subject("wagtailcore.page", str(instance.page_id)))


def connect() -> None:
    """Let kept pages go with every entry of Wagtail's log; leave telling people to our own notices."""
    for entry in (PageLogEntry, ModelLogEntry):
        post_save.connect(_something_changed, sender=entry, dispatch_uid=f"tongxin_{entry.__name__}")
    # Wagtail connects these when it is ready, which is after us.
    signal_handlers.register_signal_handlers()
    task_submitted.disconnect(sender=TaskState, dispatch_uid="group_approval_task_submitted_email_notification")
    for signal, name in (
        (workflow_submitted, "submitted"),
        (workflow_approved, "approved"),
        (workflow_rejected, "rejected"),
    ):
        signal.disconnect(sender=WorkflowState, dispatch_uid=f"workflow_state_{name}_email_notification")
