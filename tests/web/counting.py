"""How many queries each public page takes when nothing is kept: `python -m tests.with_django tests.web.counting ADDRESS ...`

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
    settings.PAGE_SECONDS = 0
    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    counts = {}
    for address in addresses:
        # The first visit also reads what the process keeps for good (content types, sites).
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        counts[address] = len(seen)
    sys.stdout.write(json.dumps(counts))
