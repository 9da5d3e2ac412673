"""How many queries each public page takes when it is made: `python -m tests.with_django tests.web.counting ADDRESS ...`

Pages themselves are not kept here, and what a process remembers between pages (the year's lights, say) is let go before
each: so it is for the first visitor after a change.

Answers with JSON; the site's own database is read, not the tests'.
"""

from __future__ import annotations

import json
import sys

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tongxin.common import page_cache


def main(addresses: list[str]) -> None:
    settings.PAGE_SECONDS = 3600
    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    counts = {}
    for address in addresses:
        # What is the same for the life of a process (content types, say) is read by the first visit.
        client.get(address)
        page_cache.renew()
        cache.clear()
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        counts[address] = len(seen)
    sys.stdout.write(json.dumps(counts))
