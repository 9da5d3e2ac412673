"""The workbench's own tags."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from tongxin.workbench import navigation

register = template.Library()


@register.simple_tag(takes_context=True)
def navigation_groups(context: template.Context) -> dict[str, Any]:
    """The side bar's groups, the bottom bar's entries (three at most) and the URL of the present page's entry.

    The present page is under the entry whose address, or one `within` it, is the longest beginning of the request's
    path. The first page of all, with which every other begins, is only itself.
    """
    request = context["request"]
    groups = navigation.entries(request.user)
    everything = [entry for group in groups for entry in group.entries]
    home = reverse("workbench:home")
    inside = [
        (len(start), entry.url)
        for entry in everything
        for start in (entry.url, *entry.within)
        if request.path.startswith(start) and (start != home or request.path == home)
    ]
    return {
        "groups": groups,
        "bottom": [entry for entry in everything if entry.on_phone][:3],
        "current": max(inside, default=(0, ""))[1],
    }
