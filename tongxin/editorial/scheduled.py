"""Pages whose hour has come, and pages whose time is over."""

from __future__ import annotations

import logging

from django.utils import timezone
from wagtail.models import Page, Revision

from tongxin.common.errors import Refusal

logger = logging.getLogger(__name__)


def publish_due() -> tuple[int, int]:
    """Let out what waited for its hour, take back what is over; returns how many of each. Twice has one effect.

    One page that is refused (a link broke meanwhile) does not hold up the others: it stays scheduled and is logged.
    """
    now = timezone.now()
    out = over = 0
    for page in Page.objects.live().filter(expire_at__lt=now).order_by("expire_at", "pk").specific():
        page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
        over += 1
    for revision in Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at", "pk"):
        try:
            revision.publish(log_action="wagtail.publish.scheduled")
        except Refusal as refusal:
            logger.warning("A scheduled page stays in: %s: %s", revision.object_str, refusal)
        else:
            out += 1
    return out, over
