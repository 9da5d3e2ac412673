"""Where a thing to do is done."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from tongxin.programme.selectors.home import Owed

PAGES = {
    "report": "workbench:report_write",
    "assignment": "workbench:assignment",
    "supervision": "workbench:supervision",
    "review": "workbench:report",
    "extension": "workbench:extension",
    "closing": "workbench:closing",
    "queried": "workbench:assignment",
    "answered": "workbench:supervision",
}


def link_of(item: Owed) -> str:
    """The page on which this is dealt with."""
    try:
        return reverse(PAGES[item.kind], args=[item.pk])
    except NoReverseMatch:
        return reverse("workbench:project", args=[item.thing.project_id])
