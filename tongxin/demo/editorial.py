"""What stands on the sample city's site: stories, notices, documents and the page about it, each read by three posts.

The meeting and the names of its documents are facts, told in our own words; all else says 示例.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from wagtail.models import TaskState

from tongxin.common.models import Picture
from tongxin.common.pictures.actions import keep_picture
from tongxin.demo.drawings import CREDIT, LICENCE, drawn_house
from tongxin.demo.editorial_texts import ABOUT, DOCUMENTS, NOTICES, STORIES, WAITING, Text
from tongxin.demo.people import City
from tongxin.editorial import reviewing
from tongxin.editorial.models import (
    DocumentIndex,
    NewsIndex,
    Notice,
    NoticeIndex,
    PublishedDocument,
    SiteHome,
    StandardPage,
    Story,
)
from tongxin.editorial.tree import ensure_site

PICTURES = 4


def fill_editorial(city: City, year: int) -> None:
    """Write what the texts say and lead it through the three readings; a few drafts stay on their way."""
    ensure_site()
    pictures = [_picture(number, city) for number in range(PICTURES)]
    sources = (
        (NewsIndex, Story, STORIES),
        (NoticeIndex, Notice, NOTICES),
        (DocumentIndex, PublishedDocument, DOCUMENTS),
        (SiteHome, StandardPage, ABOUT),
    )
    for index, model, texts in sources:
        for text in texts:
            _let_out(_write(index, model, text, year, pictures, city), city)
    for readings, text in enumerate(WAITING):
        page = _write(NewsIndex, Story, text, year, pictures, city)
        reviewing.hand_in(page=page, by=city.people["editor"])
        _read(page, city, readings)


def _picture(number: int, city: City) -> Picture:
    return keep_picture(
        upload=drawn_house(number),
        title=f"示例配图{number + 1}",
        description="画的一座白墙黑瓦的老房子，角上写着“示例绘图”",
        credit=CREDIT,
        licence=LICENCE,
        by=city.people["editor"],
    )


def _write(index: Any, model: Any, text: Text, year: int, pictures: list[Picture], city: City) -> Any:
    """A draft as its author saves it."""
    fields: dict[str, Any] = dict(text.fields)
    if text.day:
        fields["dated"] = date(year, *text.day)
    if text.ends:
        fields["ends_on"] = date(year, *text.ends)
    if text.picture is not None:
        fields["picture"] = pictures[text.picture]
    page = model(
        title=text.title,
        slug=text.slug,
        summary=text.summary,
        body=json.dumps(text.body, ensure_ascii=False),
        is_sample=text.is_sample,
        owner=city.people["editor"],
        live=False,
        **fields,
    )
    index.objects.get().add_child(instance=page)
    page.save_revision(user=city.people["editor"], log_action=True)
    return page


def _let_out(page: Any, city: City) -> None:
    reviewing.hand_in(page=page, by=city.people["editor"])
    _read(page, city, 3)


def _read(page: Any, city: City, readings: int) -> None:
    """The first so many of the three readers approve."""
    for post in ("editor2", "office2", "office")[:readings]:
        state = TaskState.objects.get(workflow_state__object_id=str(page.pk), status=TaskState.STATUS_IN_PROGRESS)
        reviewing.approve(task_state=state, by=city.people[post])
