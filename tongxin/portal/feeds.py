"""Feeds: what is new, for readers that ask by themselves. Atom, and RSS for older ones."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import gettext as _

from tongxin.corrections.models import CorrectionNote
from tongxin.corrections.selectors import public_notes

NEWEST = 30


class SiteFeed(Feed[Any, Any]):
    """A feed of this site; `page` names the URL of the page that shows the same."""

    feed_type: Any = Atom1Feed
    page = "portal:front"

    def link(self) -> str:
        return reverse(self.page)

    def subtitle(self) -> Any:
        return self.description() if callable(self.description) else self.description


class Corrections(SiteFeed):
    """What was corrected on this site."""

    page = "portal:corrections"

    def title(self) -> str:
        return _("更正")

    def description(self) -> str:
        return _("公开以后更正了什么")

    def items(self) -> Any:
        return public_notes()[:NEWEST]

    def item_title(self, item: CorrectionNote) -> str:
        return item.title

    def item_description(self, item: CorrectionNote) -> str:
        return item.what

    def item_link(self, item: CorrectionNote) -> str:
        return item.path

    def item_guid(self, item: CorrectionNote) -> str:
        return f"{reverse(self.page)}#{item.pk}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: CorrectionNote) -> datetime:
        return item.made_at

    def item_updateddate(self, item: CorrectionNote) -> datetime:
        return item.made_at

    def item_author_name(self, item: CorrectionNote) -> str:
        return item.unit.name


class CorrectionsRss(Corrections):
    feed_type = Rss201rev2Feed
