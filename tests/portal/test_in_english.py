"""Every public page in English and in traditional Chinese: found by its links, whoever made it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

import opencc
import pytest
from django.test import Client
from django.urls import Resolver404, get_resolver, resolve, reverse
from django.urls.exceptions import NoReverseMatch

from tests.brands.factories import BrandFactory, EvaluationFactory
from tests.corrections.factories import CorrectionNoteFactory
from tests.editorial.factories import make_notice, make_story
from tests.places.factories import (
    ClosureFactory,
    HomeFactory,
    NotableFactory,
    PlaceFactory,
    PlaceKindFactory,
    WalkFactory,
)
from tests.programme.factories import Year
from tests.test_messages import Words, chinese, make_data_english, words_of
from tests.test_messages import year as year
from tests.visits.factories import planned_place
from tongxin.brands.models import EvaluationEntry
from tongxin.common.chinese import to_traditional
from tongxin.editorial.tree import ensure_site
from tongxin.places.models import OpeningHours

pytestmark = pytest.mark.django_db
# How many pages of one make are looked at.
EACH = 2
MOST = 120
LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')


@pytest.fixture
def site(year: Year) -> Year:
    ensure_site()
    place = PlaceFactory(
        kind=PlaceKindFactory(code="house"), slug="house", summary="某处", location="某路", phone="0519-1"
    )
    OpeningHours.objects.create(place=place, weekday=1, opens="09:00", closes="17:00")
    ClosureFactory(place=place, starts_on=date(2030, 1, 1), ends_on=date(2030, 1, 2), reason="x")
    make_story(live=True)
    make_notice(live=True)
    WalkFactory(slug="lane", place=place), NotableFactory(slug="notable"), HomeFactory(), planned_place()
    evaluation = EvaluationFactory(status="published", published_on="2019-12-01")
    brand = BrandFactory(
        slug="brand", family__category__system=evaluation.system, status="running", promise="有事一起办"
    )
    EvaluationEntry.objects.create(evaluation=evaluation, brand=brand, points=Decimal(75), conclusion="保留")
    CorrectionNoteFactory(path="/places/house/", unit=brand.owner)
    make_data_english()
    return year


def is_public(address: str) -> str:
    """The name of the public page at an address; nothing for other rooms and for what is no page."""
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return ""
    return match.view_name if match.namespace == "portal" or match.view_name == "wagtail_serve" else ""


def beginnings() -> Iterator[str]:
    """All public addresses that need no argument."""
    portal = get_resolver().namespace_dict["portal"][1]
    for name in {key for key in portal.reverse_dict if isinstance(key, str)}:
        try:
            yield reverse(f"portal:{name}")
        except NoReverseMatch:
            continue
    yield from ("/search/?q=Datum", "/search/?q=nothing-like-it", "/places/?kind=none")


def walk(client: Client, language: str) -> dict[str, str]:
    """Public pages by their addresses, a few of each make."""
    waiting, seen, found = sorted(beginnings()), Counter[str](), {}
    while waiting and len(found) < MOST:
        address = waiting.pop(0)
        name = is_public(address)
        if not name or address in found or seen[name] >= EACH + 2 * ("search" in name):
            continue
        response = client.get(address, headers={"accept-language": language})
        if response.status_code != 200 or not response.headers["Content-Type"].startswith("text/html"):
            continue
        seen[name] += 1
        found[address] = response.content.decode()
        waiting += [link.replace("&amp;", "&") for link in LINK.findall(found[address])]
    return found


def test_public_pages_are_found_and_hold_no_chinese_in_english(site: Year, client: Client) -> None:
    pages = walk(client, "en")
    names = {is_public(address) for address in pages}
    assert names >= {
        *("portal:front", "portal:year", "portal:project", "portal:places", "portal:place", "portal:search"),
        *("portal:walk", "portal:notable", "portal:brand", "portal:brand_evaluation", "portal:visit_calendar"),
    }
    mixed = {address: chinese(words_of(client, address, "en")) for address in pages}
    assert {address: words for address, words in mixed.items() if words} == {}


def test_public_pages_hold_no_simplified_letter_in_traditional(site: Year, client: Client) -> None:
    left, back = {}, opencc.OpenCC("t2s")
    for address, page in walk(client, "zh-hant").items():
        said = [words for words in Words(page).found if words != "简体中文"]
        # There and back: what is traditional throughout comes back as it was.
        left[address] = [words for words in said if to_traditional(back.convert(words)) != words]
    assert {address: words for address, words in left.items() if words} == {}
