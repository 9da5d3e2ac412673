"""News, notices, documents and other pages that editors wrote, as they can be found: live ones only."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from tongxin.common import search
from tongxin.editorial.models import Notice, PublishedDocument, StandardPage, Story


def _entries_of(model: Any) -> Callable[[Collection[str] | None], Iterator[search.Entry]]:
    def entries(ids: Collection[str] | None) -> Iterator[search.Entry]:
        pages = model.objects.live().public().order_by("first_published_at", "pk")
        if ids is not None:
            pages = pages.filter(pk__in=[pk for pk in ids if pk.isdigit()])
        for page in pages:
            # None where no site leads to the page.
            address = page.get_url()
            if address:
                yield _entry(page, address)

    return entries


def _entry(page: Any, address: str) -> search.Entry:
    said = page.body.stream_block.get_searchable_content(page.body)
    made_by = [getattr(page, name, "") for name in ("issuer", "source")]
    return search.Entry(
        id=str(page.pk),
        key=(address,),
        title=page.title,
        names=tuple(filter(None, [getattr(page, "number", "")])),
        summary=page.summary,
        body="\n".join(str(part) for part in [*said, *made_by] if part),
        on=getattr(page, "dated", None),
        is_sample=page.is_sample,
    )


def _page_and_below(pk: str) -> Iterable[object]:
    """The address of what stands under a page changes with it."""
    page = Page.objects.filter(pk=pk).first()
    return [pk, *(page.get_descendants().values_list("pk", flat=True) if page else ())]


def _register(code: str, label: str | Promise, model: Any, weight: int) -> None:
    search.register(
        search.Source(
            code=code,
            label=label,
            subject=model._meta.label_lower,
            entries=_entries_of(model),
            # What Wagtail's own log names.
            follows={"wagtailcore.page": _page_and_below},
            weight=weight,
        )
    )


_register("page", _("一般页面"), StandardPage, 5)
_register("notice", _("通知公告"), Notice, 4)
_register("document", _("公开文件"), PublishedDocument, 4)
_register("news", _("新闻"), Story, 3)
