"""Every public list and form can be reached by links, and every link leads somewhere."""

from __future__ import annotations

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.web.addresses import Found

pytestmark = pytest.mark.xdist_group("site")

# Public addresses that no link leads to, each with the reason.
UNLINKED: dict[str, str] = {
    "portal:districts_geojson": "the map's script asks for it",
    "portal:correction_find": "the form of the page of corrections leads to it",
    "portal:homes": "the list of places leads to it where homes are chosen",
    "portal:robots": "robots ask for it at its fixed address",
    "portal:search_json": "for machines, beside the page of search",
    "portal:search_suggestions": "the script of the search field asks for it",
    "portal:years_json": "the list of years leads to it where there is more than one",
    "portal:walks_worker": "the browser's own service worker",
}


def names(resolver: URLResolver, namespace: str = "") -> set[str]:
    """Of views whose address needs nothing filled in; one place or one receipt may have nothing to link to it."""
    found: set[str] = set()
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            found |= names(one, inner)
        elif isinstance(one, URLPattern) and one.name and not one.pattern.converters:
            found.add(namespace + one.name)
    return found


def test_every_link_leads_somewhere(found: list[Found]) -> None:
    assert len(found) > 40
    # What has moved leads on; where to, is among the found.
    wrong = [
        f"{one.answer.status} {one.address}, linked from {one.linked_from}"
        for one in found
        if one.answer.status not in (200, 301, 302)
    ]
    assert wrong == []


def test_every_public_view_is_linked(found: list[Found]) -> None:
    public = {name for name in names(get_resolver()) if name.startswith("portal:")}
    assert public - {one.view for one in found} - set(UNLINKED) == set()
