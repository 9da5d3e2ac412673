"""How many queries each public page takes when it is made: `python -m tests.with_django tests.web.counting ADDRESS ...`

Pages themselves are not kept here; what a process at work remembers between pages (the year's lights, say) is.

Answers with JSON; the site's own database is read, not the tests'.
"""

from __future__ import annotations

import json
import sys

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def main(addresses: list[str]) -> None:
    settings.PAGE_SECONDS = 3600
    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    counts = {}
    for address in addresses:
        # The first visit reads what the process remembers.
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        counts[address] = len(seen)
    sys.stdout.write(json.dumps(counts))
