"""What everybody sees of news, notices and documents: live pages only."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils import timezone

from tongxin.editorial.models import Notice, StandardPage, Story


def latest_stories(number: int) -> list[Story]:
    """The newest stories, with their pictures and the renditions that were made."""
    rows = Story.objects.live().public().select_related("picture").prefetch_related("picture__renditions")
    return list(rows.order_by("-dated", "-first_published_at", "-pk")[:number])


def running_notices(number: int, today: date | None = None) -> list[Notice]:
    """The newest notices that are not over."""
    day = today or timezone.localdate()
    rows = Notice.objects.live().public().filter(Q(ends_on=None) | Q(ends_on__gte=day))
    return list(rows.order_by("-dated", "-first_published_at", "-pk")[:number])


def standard_pages() -> list[StandardPage]:
    """Pages that stand by themselves (about, privacy, accessibility), in the order of the tree."""
    return list(StandardPage.objects.live().public().order_by("path"))
