"""Shows a place or takes it back, as its coordinator does, in a process of its own: `... tests.web.showing SLUG withdraw`."""

from __future__ import annotations

import sys

from django.contrib.auth import get_user_model

from tongxin.common.errors import NotAllowed
from tongxin.organisations.enums import Role
from tongxin.places.actions import publishing
from tongxin.places.models import Place


def main(words: list[str]) -> None:
    slug, verb = words
    place = Place.objects.select_related("owner").get(slug=slug)
    for coordinator in get_user_model().objects.filter(memberships__role=Role.COORDINATOR).distinct().order_by("pk"):
        try:
            {"publish": publishing.publish, "withdraw": publishing.withdraw}[verb](place=place, by=coordinator)
        except NotAllowed:
            continue
        return
    sys.exit("nobody may do this")
