"""Columns that must not stand still: how long since each moved, how long it may, and who is warned before that.

A site fails inspection when its home page or a news column stands still for two weeks, a notices column for six months,
or an enquiry goes unanswered for three. The limits are `settings.COLUMN_DAYS`; editors are warned a third before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from tongxin.common.clock.wording import plain_day
from tongxin.corrections.selectors import oldest_unanswered
from tongxin.corrections.telling import office
from tongxin.editorial.models import NewsIndex, NoticeIndex, Story
from tongxin.editorial.models import Notice as PublicNotice
from tongxin.facts.models import Fact
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Notice
from tongxin.organisations.notices import notify
from tongxin.organisations.roles import has_role, holders

# How much of the time that a column may stand still is left when its editors are first warned.
WARNED_AT = 1 / 3


@dataclass(frozen=True)
class Column:
    """`since` says since when it has stood still: None where nothing ever moved, or nothing waits.

    `waits` is for what must be answered: standing since None is then good, not empty.
    """

    code: str
    name: Any
    since: Callable[[], datetime | None]
    waits: bool = False


@dataclass(frozen=True)
class Standing:
    """A column today. `state` is a light: good, risk (warned), late (over its limit), idle (nothing there yet)."""

    column: Column
    limit_days: int
    since: date | None
    stood_days: int
    state: str

    @property
    def left_days(self) -> int:
        """Days until the limit; negative once it is over."""
        return self.limit_days - self.stood_days

    @property
    def over_on(self) -> date | None:
        return self.since + timedelta(days=self.limit_days) if self.since else None


def _home() -> datetime | None:
    """The home page shows what is published and what facts say: it moves with either."""
    published = Page.objects.live().aggregate(newest=Max("last_published_at"))["newest"]
    recorded = Fact.objects.aggregate(newest=Max("recorded_at"))["newest"]
    return max((one for one in (published, recorded) if one is not None), default=None)


def _newest(pages: type[Any], index: type[Any]) -> Callable[[], datetime | None]:
    def since() -> datetime | None:
        newest = pages.objects.live().aggregate(newest=Max("last_published_at"))["newest"]
        made = index.objects.aggregate(made=Max("first_published_at"))["made"]
        moment: datetime | None = newest or made
        return moment

    return since


COLUMNS = (
    Column("home", _("首页"), _home),
    Column("news", _("新闻栏目"), _newest(Story, NewsIndex)),
    Column("notices", _("通知公告栏目"), _newest(PublicNotice, NoticeIndex)),
    Column("enquiries", _("公众提问（更正请求）"), oldest_unanswered, waits=True),
)


def standings(today: date | None = None) -> list[Standing]:
    """Every column as it stands today."""
    day = today or timezone.localdate()
    return [_standing(column, day) for column in COLUMNS]


def _standing(column: Column, today: date) -> Standing:
    limit = settings.COLUMN_DAYS[column.code]
    moment = column.since()
    if moment is None:
        return Standing(column, limit, None, 0, "good" if column.waits else "idle")
    since = timezone.localtime(moment).date()
    stood = (today - since).days
    left = limit - stood
    state = "late" if left < 0 else "risk" if left <= round(limit * WARNED_AT) else "good"
    return Standing(column, limit, since, stood, state)


def may_see(user: Any) -> bool:
    """Those who keep columns moving, and those who answer for it."""
    return has_role(user, {Role.EDITOR, Role.COORDINATOR, Role.LEADER, Role.ADMINISTRATOR})


def warn_editors(today: date | None = None) -> list[Notice]:
    """Tell the editors of columns that are near or over their limit; each once a standstill and step."""
    unit = office()
    if unit is None:
        return []
    people = holders(Role.EDITOR, unit) or holders(Role.COORDINATOR, unit)
    sent: list[Notice] = []
    for one in standings(today):
        if one.state not in ("risk", "late") or one.since is None:
            continue
        words = _("“{column}”已超过期限没有更新") if one.state == "late" else _("“{column}”快到期限了，还没有更新")
        if one.column.waits:
            words = _("“{column}”超过期限没有答复") if one.state == "late" else _("“{column}”快到答复的最后期限")
        sent += notify(
            recipients=people,
            key=f"column:{one.column.code}:{one.since.isoformat()}:{one.state}",
            title=format_lazy(words, column=one.column.name),
            body=format_lazy(
                _("自 {since}起没有动过，最多 {limit} 天。"), since=plain_day(one.since, year=0), limit=one.limit_days
            ),
            link="/workbench/columns/",
        )
    return sent
