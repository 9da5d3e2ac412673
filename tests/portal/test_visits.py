"""The public pages of visits: calendar, form, one's own booking."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.places.factories import ClosureFactory, PlaceFactory, PlaceKindFactory
from tests.visits.factories import NINE, BookingFactory, OpenDayFactory, SlotFactory, a_day, planned_place
from tongxin.places.models import Place
from tongxin.visits.codes import shown_code
from tongxin.visits.models import Booking, Slot

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> Place:
    return planned_place(name="示例故居", slug="shili")


def form(**changes: str) -> dict[str, str]:
    fields = {"persons": "20", "group_name": "示例小学", "contact_name": "示例老师", "phone": "0519-12345678"}
    return fields | {"consent": "on", "request_key": str(uuid4())} | changes


def book_address(place: Place, ahead: int = 3) -> str:
    return reverse("portal:visit_book", args=[place.slug, a_day(ahead).isoformat(), "0900"])


def test_from_the_place_to_a_booking_and_back(house: Place, client: Client) -> None:
    calendar = "/places/shili/visit/"
    assert f'href="{calendar}"' in client.get("/places/shili/").content.decode()
    html = client.get(calendar, {"from": a_day().isoformat()}).content.decode()
    assert "还可约 40 人" in html.replace("\u00a0", " ")
    address = book_address(house)
    assert f'href="{address}"' in html
    asked = client.get(address).content.decode()
    assert "联系这次参观的团体，来的当天核对" in asked
    assert "参观之后 30 天；取消的预约当时就删" in asked
    answer = client.post(address, form())
    booking = Booking.objects.get()
    mine = f"/visits/{shown_code(booking.code)}/"
    assert answer["Location"] == mine
    page = client.get(mine)
    html = page.content.decode()
    for words in (shown_code(booking.code), "示例小学", "<svg", "改人数"):
        assert words in html, words
    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex"
    # Nothing on the page carries its address on, as the link to report an error does elsewhere.
    assert "/corrections/new/" not in html
    assert "20" in client.post(mine + "change/", {"persons": "41"}).content.decode()
    client.post(mine + "change/", {"persons": "30"})
    assert Slot.objects.get().persons_taken == 30
    contact = {"group_name": "示例小学", "contact_name": "另一位老师", "phone": "", "email": ""}
    assert "至少填一个" in client.post(mine + "contact/", contact).content.decode()
    client.post(mine + "contact/", contact | {"phone": "0519-87654321"})
    booking.refresh_from_db()
    assert (booking.contact_name, booking.phone) == ("另一位老师", "0519-87654321")
    assert "联系方式会一起删去" in client.post(mine + "contact/", {"forget": "1"}).content.decode()
    assert "名额马上让给别人" in client.get(mine + "cancel/").content.decode()
    assert client.post(mine + "cancel/", follow=True).status_code == 200
    assert (Slot.objects.get().persons_taken, Booking.objects.get().status) == (0, "cancelled")
    html = client.get(mine).content.decode()
    assert "已取消" in html
    assert "示例小学" not in html


def test_a_booking_is_found_by_its_code_however_typed(house: Place, client: Client) -> None:
    booking = BookingFactory(slot__place=house)
    answer = client.post("/visits/find/", {"code": shown_code(booking.code).lower().replace("-", " ")})
    assert answer["Location"] == f"/visits/{shown_code(booking.code)}/"
    assert "没有这个预约码" in client.post("/visits/find/", {"code": "AAAA-AAAA-AAAA"}).content.decode()
    for code in ("AAAA-AAAA-AAAA", "x", "%00"):
        assert client.get(f"/visits/{code}/").status_code == 404


def test_what_is_wrong_stands_at_its_field(house: Place, client: Client) -> None:
    for changes, said in (
        ({"phone": ""}, "电话和邮箱请至少填一个"),
        ({"consent": ""}, "请先同意登记这几项"),
        ({"persons": "41"}, "一场最多接待 40 人"),
        ({"persons": "很多"}, "整数"),
        ({"website": "http://spam"}, "请留空"),
        ({"request_key": "x"}, "UUID"),
    ):
        html = client.post(book_address(house), form(**changes)).content.decode()
        assert said in html, changes
        assert "示例小学" in html
    assert (Booking.objects.count(), Slot.objects.count()) == (0, 0)


def test_who_comes_too_late_is_told_and_keeps_what_was_typed(house: Place, client: Client) -> None:
    SlotFactory(place=house, day=a_day(), persons_taken=40, groups_taken=2)
    answer = client.post(book_address(house), form())
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "这一场刚刚被别人约满了" in html
    assert 'value="示例小学"' in html
    assert client.get(book_address(house)).content.decode().count("已约满") >= 1
    ClosureFactory(place=house, starts_on=a_day(), ends_on=a_day())
    answer = client.post(book_address(house), form())
    assert (answer.status_code, "没有这一场" in answer.content.decode()) == (409, True)
    assert client.get(book_address(house)).status_code == 404
    assert Booking.objects.count() == 0


def test_nobody_fills_the_calendar_by_program(house: Place, client: Client) -> None:
    for _number in range(12):
        assert client.post(book_address(house), {}).status_code == 200
    assert client.post(book_address(house), form()).status_code == 429
    assert Booking.objects.count() == 0
    for _number in range(40):
        client.post("/visits/find/", {"code": "AAAA-AAAA-AAAA"})
    assert client.post("/visits/find/", {"code": "AAAA-AAAA-AAAA"}).status_code == 429


def test_a_sensitive_place_asks_for_heads_alone(client: Client) -> None:
    place = planned_place(kind=PlaceKindFactory(is_sensitive_by_association=True))
    html = client.get(book_address(place)).content.decode()
    asked = html.split('class="visit-form"')[1].split("</form>")[0]
    names = set(re.findall(r'<input[^>]* name="([^"]+)"', asked))
    assert names == {"csrfmiddlewaretoken", "persons", "request_key", "website"}
    client.post(book_address(place), form())
    booking = Booking.objects.get()
    assert (booking.is_anonymous, booking.group_name, booking.contact_name, booking.phone) == (True, "", "", "")
    html = client.get(f"/visits/{shown_code(booking.code)}/").content.decode()
    assert "联系人" not in html


def test_the_calendar_moves_by_weeks_and_says_why_not(house: Place, client: Client) -> None:
    ClosureFactory(place=house, starts_on=a_day(3), ends_on=a_day(3), reason="布展")
    OpenDayFactory(place=house, day=a_day(12), title="国际博物馆日")
    html = client.get("/places/shili/visit/", {"from": a_day(3).isoformat()}).content.decode()
    assert "闭馆：布展" in html
    assert "国际博物馆日" in html
    for text in ("x", "2019-01-01", "9999-12-31", "\x00"):
        assert client.get("/places/shili/visit/", {"from": text}).status_code == 200
    assert 'rel="prev"' not in client.get("/places/shili/visit/", {"from": "2019-01-01"}).content.decode()


def test_the_calendar_for_machines(house: Place, client: Client) -> None:
    SlotFactory(place=house, day=a_day(), persons_taken=15, groups_taken=1)
    body = client.get("/places/shili/visit.json", {"from": a_day().isoformat()}).json()
    first = body["days"][0]
    assert (body["place"], len(body["days"]), first["day"]) == ("shili", 7, a_day().isoformat())
    assert first["slots"][0] == {
        "starts": "09:00",
        "ends": "10:00",
        "state": "free",
        "persons_left": 25,
        "groups_left": 1,
    }


def test_what_is_not_shown_or_planned_is_not_there(house: Place, client: Client) -> None:
    PlaceFactory(slug="without-plan")
    Place.objects.filter(pk=house.pk).update(is_public=False)
    for slug in ("shili", "without-plan", "nothing"):
        assert client.get(f"/places/{slug}/visit/").status_code == 404
        assert client.get(f"/places/{slug}/visit/{a_day().isoformat()}/0900/").status_code == 404
    assert "/places/without-plan/visit/" not in client.get("/places/without-plan/").content.decode()
    for day, starts in (("x", "0900"), (a_day().isoformat(), "9"), (a_day().isoformat(), "0930")):
        assert client.get(f"/places/shili/visit/{day}/{starts}/").status_code == 404


def test_the_page_of_visits_leads_everywhere(house: Place, client: Client) -> None:
    OpenDayFactory(place=house, title="国际博物馆日")
    html = client.get("/visits/").content.decode()
    assert 'href="/places/shili/visit/"' in html
    assert "国际博物馆日" in html
    Place.objects.update(is_public=False)
    html = client.get("/visits/").content.decode()
    assert "还没有可以网上预约的场所" in html
    assert "国际博物馆日" not in html


def test_staff_at_the_door_come_from_the_code_to_the_confirmation(house: Place, client: Client) -> None:
    booking = BookingFactory(slot__place=house)
    assert "确认到场" not in client.get(f"/visits/{shown_code(booking.code)}/").content.decode()


def test_more_bookings_no_more_queries(house: Place, client: Client) -> None:
    def queries() -> list[int]:
        found = []
        for address in ("/places/shili/visit/", "/visits/"):
            with CaptureQueriesContext(connection) as seen:
                assert client.get(address).status_code == 200
            found.append(len(seen))
        return found

    queries()
    before = queries()
    for number in range(3):
        BookingFactory(slot__place=house, slot__day=a_day(2 + number), slot__starts=NINE)
        planned_place()
    after = queries()
    assert after == before
    assert max(after) <= 15


def test_after_the_visit_the_contact_can_be_erased_at_once(house: Place, client: Client) -> None:
    booking = BookingFactory(slot__place=house, status="arrived", arrived_persons=18)
    mine = f"/visits/{shown_code(booking.code)}/"
    assert "现在就删去我的联系方式" in client.get(mine).content.decode()
    client.post(mine + "contact/", {"forget": "1"})
    booking.refresh_from_db()
    assert (booking.contact_name, booking.arrived_persons) == ("", 18)
    assert "示例小学" not in client.get(mine).content.decode()
