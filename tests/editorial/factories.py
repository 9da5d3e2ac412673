"""Pages as editors write them, at the places where they belong."""

from __future__ import annotations

from datetime import date
from typing import Any

from tongxin.accounts.models import User
from tongxin.editorial.models import NewsIndex, Notice, NoticeIndex, Story

_numbers = iter(range(1, 1_000_000))


def _below(index: Any, page: Any, by: User | None) -> Any:
    index.refresh_from_db()
    index.add_child(instance=page)
    page.save_revision(user=by)
    return page


def make_story(by: User | None = None, *, live: bool = False, **fields: Any) -> Story:
    """A story with a first draft; `live` puts it out as if three people had read it."""
    number = next(_numbers)
    given = {"title": f"示例新闻{number}", "slug": f"story-{number}", "dated": date(2019, 9, 12)} | fields
    story: Story = _below(NewsIndex.objects.get(), Story(owner=by, live=live, **given), by)
    return story


def make_notice(by: User | None = None, *, live: bool = False, **fields: Any) -> Notice:
    number = next(_numbers)
    given = {"title": f"示例公告{number}", "slug": f"notice-{number}", "dated": date(2019, 9, 12)} | fields
    notice: Notice = _below(NoticeIndex.objects.get(), Notice(owner=by, live=live, **given), by)
    return notice
