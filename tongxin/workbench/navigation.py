"""What stands in the workbench's side bar and, on a phone, in its bottom bar. A new page adds its Item here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongxin.accounts.models import User
from tongxin.brands.selectors import waiting_rows as brands_waiting_rows
from tongxin.common.counting import numbers_of
from tongxin.corrections.rules import ANSWERERS
from tongxin.corrections.selectors import waiting_for
from tongxin.editorial.columns import may_see as may_see_columns
from tongxin.editorial.rules import may_enter
from tongxin.editorial.selectors import readings
from tongxin.facts.rules import may_keep_kinds
from tongxin.naming.selectors.access import visits_due
from tongxin.organisations.enums import Role
from tongxin.organisations.notices import unread_for
from tongxin.organisations.roles import has_role
from tongxin.programme.selectors.home import counts
from tongxin.workbench.trail.views import may_read_trail

Words = str | Promise


@dataclass(frozen=True)
class Item:
    """A page of the workbench: its name, its URL's name, and how many things wait there for this user (None: no count).

    `within` are beginnings of other addresses whose pages belong under it. `on_phone` puts it into the bottom bar; the first three that say so stand there, beside "more".
    """

    label: Words
    url_name: str
    on_phone: bool = False
    count: Callable[[User], int] | None = None
    shown_to: Callable[[User], bool] = lambda user: True
    within: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """An item as one user sees it."""

    label: Words
    url: str
    on_phone: bool
    count: int
    within: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Entries under a heading; the first group has none."""

    label: Words
    entries: tuple[Entry, ...]


def waiting(user: User) -> dict[str, int]:
    """How much waits for this person, by kind; asked for once a request, however many entries show it."""
    kept: dict[str, int] | None = getattr(user, "_waiting", None)
    if kept is None:
        elsewhere = numbers_of(
            {
                "unread": unread_for(user),
                "corrections": waiting_for(user),
                "naming": visits_due(user),
                **brands_waiting_rows(user),
            }
        )
        kept = counts(user) | elsewhere | {"brands": elsewhere["brand"] + elsewhere["brand_evidence"]}
        user._waiting = kept  # type: ignore[attr-defined]
    return kept


def writes(user: User | AnonymousUser) -> bool:
    """Whether this person writes reports for some unit."""
    return has_role(user, {Role.REPORTER, Role.REVIEWER})


def reads(user: User) -> bool:
    """Whether this person writes reports, or reads those of others."""
    return has_role(user, set(Role) - {Role.EDITOR})


def reviews(user: User) -> bool:
    """Whether reports may wait for this person's word."""
    return has_role(user, {Role.REVIEWER, Role.COORDINATOR})


def answers(user: User) -> bool:
    """Whether requests to correct a public page may wait for this person's answer."""
    return has_role(user, ANSWERERS)


SECTIONS: list[tuple[Words, list[Item]]] = [
    (
        "",
        [
            Item(_("待办"), "workbench:home", on_phone=True, count=lambda user: waiting(user)["owed"]),
            Item(
                _("年度看板"),
                "workbench:years",
                on_phone=True,
                within=("/workbench/projects/", "/workbench/carry/projects/", "/workbench/carry/years/"),
            ),
            Item(_("我的通知"), "workbench:inbox", count=lambda user: waiting(user).get("unread", 0)),
            Item(_("起草计划"), "workbench:plan_drafts", shown_to=lambda user: has_role(user, Role.COORDINATOR)),
        ],
    ),
    (
        _("办理"),
        [
            Item(_("报告"), "workbench:reports", on_phone=True, shown_to=reads),
            Item(_("待审报告"), "workbench:review", count=lambda user: waiting(user)["review"], shown_to=reviews),
            Item(_("交办与签收"), "workbench:assignments"),
            Item(
                pgettext_lazy("navigation", "延期"),
                "workbench:extensions",
                count=lambda user: waiting(user)["extension"],
            ),
            Item(
                pgettext_lazy("navigation", "办结"), "workbench:closings", count=lambda user: waiting(user)["closing"]
            ),
            Item(
                pgettext_lazy("navigation", "审稿"),
                "workbench:readings",
                count=lambda user: readings.number_waiting(user),
                shown_to=readings.reads_anything,
            ),
            Item(_("督办"), "workbench:notices", count=lambda user: waiting(user)["supervision"]),
            Item(
                _("更正请求"),
                "workbench:corrections",
                count=lambda user: waiting(user).get("corrections", 0),
                shown_to=answers,
            ),
        ],
    ),
    (
        _("资料"),
        [
            Item(_("实绩账"), "workbench:facts"),
            Item(pgettext_lazy("navigation", "实绩种类"), "workbench:fact_kinds", shown_to=may_keep_kinds),
            Item(pgettext_lazy("navigation", "品牌"), "workbench:brands", count=lambda user: waiting(user)["brands"]),
            Item(_("场所"), "workbench:places"),
            Item(_("名人"), "workbench:notables"),
            Item(_("步行路线"), "workbench:walks"),
            Item(_("参观预约"), "workbench:visits", within=("/workbench/visits/",)),
            Item(_("故居修缮"), "workbench:houses", within=("/workbench/houses/",)),
            Item(_("成员之家"), "workbench:homes", within=("/workbench/homes/",)),
            Item(
                pgettext_lazy("navigation", "基地命名"),
                "workbench:naming",
                count=lambda user: waiting(user).get("naming", 0),
                within=("/workbench/naming/",),
            ),
            Item(_("印发的文件"), "workbench:papers"),
            Item(_("栏目更新"), "workbench:columns", shown_to=may_see_columns),
            Item(_("网站编辑室"), "wagtailadmin_home", shown_to=may_enter),
            Item(_("审计记录"), "workbench:trail", shown_to=may_read_trail),
            Item(pgettext_lazy("navigation", "单位"), "workbench:units"),
        ],
    ),
    (
        _("账号"),
        [
            Item(_("我的账号"), "workbench:me"),
            Item(_("外出代办"), "workbench:away"),
            Item(_("登录安全"), "mfa_index"),
            Item(_("修改密码"), "account_change_password"),
        ],
    ),
]


def entries(user: User | AnonymousUser) -> list[Group]:
    """The groups that this user sees, with counts. Groups without an entry are left out; nobody signed in sees none."""
    if not isinstance(user, User):
        return []
    groups = []
    for label, items in SECTIONS:
        shown = tuple(
            Entry(item.label, reverse(item.url_name), item.on_phone, item.count(user) if item.count else 0, item.within)
            for item in items
            if item.shown_to(user)
        )
        if shown:
            groups.append(Group(label, shown))
    return groups
