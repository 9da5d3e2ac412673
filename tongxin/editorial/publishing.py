"""The one way out: what is checked before a page is published, and what is written down when it is.

`EditorialPage.publish` and `unpublish` come through here, whoever calls them: the third reader, the job of scheduled
pages, a script. Apps and modules add what must hold before (`before`) and what follows in the same transaction (`after`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.errors import NotAllowed
from tongxin.editorial.models.review import READINGS, steps_passed

# check(page, revision): raises Invalid with what must be put right. `page` is as it would go out.
Check = Callable[[Any, Any], None]
# follow(page, by): the page went out, or was taken back where `page.live` is False.
Follow = Callable[[Any, Any], None]

_checks: list[Check] = []
_followers: list[Follow] = []


def before(check: Check) -> Check:
    """Register what must hold before a page goes out; it is asked too when a page is handed in for review."""
    _checks.append(check)
    return check


def after(follow: Follow) -> Follow:
    """Register what follows when a page went out or was taken back, within its transaction."""
    _followers.append(follow)
    return follow


def insist_ready(page: Any, revision: Any) -> None:
    """Raise what the registered checks raise."""
    for check in _checks:
        check(page, revision)


def insist_read_by_three(revision: Any) -> None:
    """Raise NotAllowed unless exactly these words have passed all three readings."""
    missing = [step for step in READINGS if step not in steps_passed(revision)]
    if missing:
        steps = "、".join(str(step.label) for step in missing)
        raise NotAllowed(_("这一稿还没有经过%(steps)s，不能发布。请提交三审。") % {"steps": steps})


def went_out(page: Any, by: Any) -> None:
    """Write down that a page went out (or waits for its hour) and let what follows follow."""
    verb = "page.published" if page.live else "page.scheduled"
    audit.record(by, verb, page, title=page.title, revision=page.live_revision_id, at=page.go_live_at)
    if page.live:
        for follow in _followers:
            follow(page, by)


def was_taken_back(page: Any, by: Any) -> None:
    """Write down that a page is no longer shown, and let what follows follow."""
    audit.record(by, "page.unpublished", page, title=page.title)
    for follow in _followers:
        follow(page, by)
