"""Members' homes on the public site: all of them together, never one by one, and never a person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongxin.places.selectors.homes import totals


def homes(request: HttpRequest) -> HttpResponse:
    """How many there are, how many meet the standard, what they were granted and used for, how often they were used."""
    return render(request, "portal/places/homes.html", {"totals": totals()})
