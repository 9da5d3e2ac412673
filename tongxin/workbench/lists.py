"""Lists that one sorts, links to and takes along: the sort choice beside the filters, and the file of what is listed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils.translation import gettext as _

from tongxin.common import components
from tongxin.common.tables import Listing

SORT = "sort"
EVERYTHING = "all"
"""The value of a filter that starts narrowed ("open") and is set to show all."""


def sorting(listing: Listing, query: QueryDict) -> components.Filter:
    """The choice of an order, by every column that can be sorted by; chosen is the one the address asks for."""
    choices = []
    for column in listing.columns:
        if column.sort:
            choices.append((column.key, _("按%(heading)s") % {"heading": column.heading}))
            choices.append((f"-{column.key}", _("按%(heading)s倒序") % {"heading": column.heading}))
    wanted = query.get(SORT, "")
    return components.Filter(SORT, _("排序"), choices, wanted if wanted in dict(choices) else listing.sort)


def ordered(listing: Listing, rows: QuerySet[Any], query: QueryDict) -> QuerySet[Any]:
    """The rows in the order that the address asks for, else in the list's own."""
    return listing.rows(rows, query)


def exported(listing: Listing, rows: QuerySet[Any], request: HttpRequest) -> HttpResponseBase | None:
    """All these rows as a file, when the address asks for one (?export=xlsx or csv)."""
    return listing.export(rows, request.GET)


def starting(listing: Listing, sort: str) -> Listing:
    """The same list, in another order where the address asks for none."""
    return replace(listing, sort=sort)
