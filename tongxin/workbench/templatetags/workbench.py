"""The workbench's own tags."""

from __future__ import annotations

from typing import Any

from django import template

from tongxin.workbench import navigation

register = template.Library()


@register.simple_tag(takes_context=True)
def navigation_groups(context: template.Context) -> dict[str, Any]:
    """The side bar's groups, the bottom bar's entries (three at most) and the URL of the present page's entry.

    The present page is the entry whose address is the longest beginning of the request's path.
    """
    request = context["request"]
    groups = navigation.entries(request.user)
    everything = [entry for group in groups for entry in group.entries]
    inside = [entry.url for entry in everything if request.path.startswith(entry.url)]
    return {
        "groups": groups,
        "bottom": [entry for entry in everything if entry.on_phone][:3],
        "current": max(inside, key=len, default=""),
    }
