"""What everybody sees of news, notices and documents: live pages only."""

from __future__ import annotations

from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex

from tongxin.editorial.models import Notice, StandardPage, Story
from tongxin.editorial.models.pages import TOP_DEPTH


def latest_stories(number: int) -> list[Story]:
    """The newest stories, with their pictures."""
    rows = Story.objects.live().select_related("picture")
    return list(rows.order_by("-dated", "-first_published_at", "-pk")[:number])


def running_notices(number: int, today: date | None = None) -> list[Notice]:
    """The newest notices that are not over."""
    day = today or timezone.localdate()
    rows = Notice.objects.live().filter(Q(ends_on=None) | Q(ends_on__gte=day))
    return list(rows.order_by("-dated", "-first_published_at", "-pk")[:number])


def top_pages() -> list[tuple[str, str]]:
    """(name in the address, title) of what stands directly under the home page: sections, and pages by themselves."""
    rows = Page.objects.live().filter(depth=TOP_DEPTH).order_by("path")
    return list(rows.values_list("slug", "title"))


def standard_pages() -> list[StandardPage]:
    """Pages that stand by themselves (about, privacy, accessibility), in the order of the tree."""
    return list(StandardPage.objects.live().order_by("path"))


def is_offered(document_pk: int) -> bool:
    """Whether a page that is out offers this file of the editors' library."""
    kind = ContentType.objects.get_for_model(get_document_model())
    pages = ReferenceIndex.objects.filter(to_content_type=kind, to_object_id=str(document_pk)).values_list(
        "object_id", flat=True
    )
    return bool(Page.objects.live().filter(pk__in=[int(pk) for pk in pages if pk.isdigit()]).exists())
