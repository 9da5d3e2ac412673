"""What is taken back is gone at once, and what is shown is there at once, whichever process of the server answers."""

from __future__ import annotations

import pytest

from tests.running import Site
from tests.web.addresses import Found

pytestmark = pytest.mark.xdist_group("site")

# The system spreads connections over the server's two processes; sixteen reach both.
TIMES = 16


def told(site: Site, address: str) -> set[int]:
    return {site.ask("GET", address).status for _number in range(TIMES)}


def test_every_process_lets_go_at_once(public_site: Site, found: list[Found]) -> None:
    address = next(one.address for one in found if one.view == "portal:place" and "?" not in one.address)
    slug = address.rstrip("/").rpartition("/")[2]
    assert sum("granian" in words for words in public_site.members().values()) >= 2
    assert told(public_site, address) == {200}
    for verb, status in (("withdraw", 404), ("publish", 200)):
        done = public_site.run("tests.with_django", "tests.web.showing", slug, verb)
        assert done.returncode == 0, done.stderr[-2000:]
        assert told(public_site, address) == {status}
        listed = {f'href="{address}"' in public_site.ask("GET", "/places/").text for _number in range(TIMES)}
        assert listed == {status == 200}
