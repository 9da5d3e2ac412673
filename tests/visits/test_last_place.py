"""Two visitors take the last place through the real pages at one moment: one gets it, the others a clear word. On both databases."""

from __future__ import annotations

import re
import threading
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.visits.factories import NINE, a_day, planned_place
from tongxin.visits.models import Booking, Slot

pytestmark = pytest.mark.django_db(transaction=True)
VISITORS = 6


class Visitor(threading.Thread):
    """Opens the form, waits for the others, sends it."""

    def __init__(self, base: str, path: str, start: threading.Barrier, number: int) -> None:
        super().__init__()
        self.host, self.path, self.start_together, self.number = urlsplit(base).netloc, path, start, number
        self.status, self.body = 0, ""

    def run(self) -> None:
        connection = HTTPConnection(self.host, timeout=60)
        connection.request("GET", self.path)
        answer = connection.getresponse()
        html = answer.read().decode()
        cookie = (answer.getheader("Set-Cookie") or "").split(";")[0]
        hidden = dict(re.findall(r'name="(csrfmiddlewaretoken|request_key)" value="([^"]+)"', html))
        fields = {
            "persons": "20",
            "group_name": f"示例学校{self.number}",
            "contact_name": "示例",
            "phone": "0519-12345678",
        }
        body = urlencode(hidden | fields | {"consent": "on"})
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        self.start_together.wait()
        connection.request("POST", self.path, body=body, headers=headers)
        answer = connection.getresponse()
        self.status, self.body = answer.status, answer.read().decode()
        connection.close()


def test_one_gets_the_last_place_and_the_others_are_told(live_server: LiveServer) -> None:
    place = planned_place(plan__groups_per_slot=1)
    path = f"/places/{place.slug}/visit/{a_day().isoformat()}/{NINE:%H%M}/"
    start = threading.Barrier(VISITORS)
    visitors = [Visitor(live_server.url, path, start, number) for number in range(VISITORS)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join(90)
    assert sorted(visitor.status for visitor in visitors) == [302] + [409] * (VISITORS - 1)
    for visitor in visitors:
        if visitor.status == 409:
            assert "这一场刚刚被别人约满了，您的预约没有提交。请换一场。" in visitor.body
            assert f"示例学校{visitor.number}" in visitor.body
    slot = Slot.objects.get()
    assert (Booking.objects.count(), slot.groups_taken, slot.persons_taken) == (1, 1, 20)
