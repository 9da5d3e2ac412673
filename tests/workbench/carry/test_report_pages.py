from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.programme.factories import make_indicator, picture
from tests.workbench.carry.scene import Scene, page
from tongxin.facts.models import Fact
from tongxin.organisations.enums import Role
from tongxin.programme.actions import reporting
from tongxin.programme.enums import Counting, ReportStatus
from tongxin.programme.figures import Figure
from tongxin.programme.models import (
    Report,
)

pytestmark = pytest.mark.django_db


def hidden(html: str, name: str) -> str:
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', html)
    assert found, name
    return found[1]


def form_of(html: str, **fields: object) -> dict[str, object]:
    return {
        "version": hidden(html, "version"),
        "tab": hidden(html, "tab"),
        "text": "走访四家。",
        "difficulty": "",
    } | fields


def test_the_form_saves_and_hands_in_with_a_photo(scene: Scene, writer: Client) -> None:
    by_hand = scene.year.project.indicators.get(kind__isnull=True)
    counted = scene.year.project.indicators.get(kind__isnull=False)
    address = reverse("workbench:report_write", args=[scene.owed.pk])
    html = page(writer, "report_write", scene.owed.pk)
    assert "目标 12 家，已记 4 家" in html
    fields = {f"figure-{counted.pk}": "3", f"figure-{by_hand.pk}": "1.5", "evidence": picture(), "do": "save"}
    response = writer.post(address, form_of(html, **fields))
    assert response.status_code == 302
    saved = Report.objects.get(pk=scene.owed.pk)
    assert (saved.text, saved.version, saved.status, saved.evidence.count()) == ("走访四家。", 1, "owed", 1)
    assert sorted(saved.figures.values_list("quantity", flat=True)) == [Decimal("1.5"), Decimal(3)]
    html = page(writer, "report_write", scene.owed.pk)
    assert 'value="1.5"' in html
    fields = {f"figure-{counted.pk}": "3", f"figure-{by_hand.pk}": "2", "do": "submit"}
    response = writer.post(address, form_of(html, **fields))
    assert response.headers["Location"] == reverse("workbench:report", args=[scene.owed.pk])
    assert Report.objects.get(pk=scene.owed.pk).status == ReportStatus.SUBMITTED


def test_a_refused_figure_stands_beside_its_field_and_nothing_typed_is_lost(scene: Scene, writer: Client) -> None:
    counted = scene.year.project.indicators.get(kind__isnull=False)
    html = page(writer, "report_write", scene.owed.pk)
    fields = {f"figure-{counted.pk}": "2.5", "difficulty": "缺场地", "do": "save"}
    response = writer.post(reverse("workbench:report_write", args=[scene.owed.pk]), form_of(html, **fields))
    assert response.status_code == 422
    shown = response.content.decode()
    assert f'id="id_figure-{counted.pk}-error"' in shown
    assert "要填整数" in shown
    assert "缺场地" in shown
    assert 'value="2.5"' in shown
    assert Report.objects.get(pk=scene.owed.pk).version == 0


def test_handing_in_without_words_says_where(scene: Scene, writer: Client) -> None:
    html = page(writer, "report_write", scene.owed.pk)
    response = writer.post(reverse("workbench:report_write", args=[scene.owed.pk]), form_of(html, text="", do="submit"))
    assert response.status_code == 422
    assert 'id="id_text-error"' in response.content.decode()
    assert Report.objects.get(pk=scene.owed.pk).status == ReportStatus.OWED


def test_a_bad_file_keeps_the_words(scene: Scene, writer: Client) -> None:
    html = page(writer, "report_write", scene.owed.pk)
    fake = SimpleUploadedFile("照片.jpg", b"MZ" + b"\0" * 300)
    response = writer.post(
        reverse("workbench:report_write", args=[scene.owed.pk]), form_of(html, evidence=fake, do="submit")
    )
    assert response.status_code == 422
    assert "走访四家。" in response.content.decode()
    report = Report.objects.get(pk=scene.owed.pk)
    # The words were saved before the file was looked at; it was not handed in.
    assert (report.text, report.status, report.evidence.count()) == ("走访四家。", "owed", 0)


def test_two_people_see_each_others_words_and_lose_none(scene: Scene, writer: Client) -> None:
    html = page(writer, "report_write", scene.owed.pk)
    reporting.save_report(
        report=Report.objects.get(pk=scene.owed.pk),
        version=0,
        text="同事写的一版。",
        difficulty="",
        figures=(),
        goals=(),
        by=scene.year.who("lead", Role.REVIEWER),
    )
    address = reverse("workbench:report_write", args=[scene.owed.pk])
    response = writer.post(address, form_of(html, text="我写的一版。", do="submit"))
    assert response.status_code == 422
    shown = response.content.decode()
    assert "同事写的一版。" in shown
    assert "我写的一版。" in shown
    assert Report.objects.get(pk=scene.owed.pk).text == "同事写的一版。"
    assert hidden(shown, "version") == "1"
    response = writer.post(address, form_of(shown, text="合起来的一版。", do="save"))
    assert response.status_code == 302
    assert Report.objects.get(pk=scene.owed.pk).text == "合起来的一版。"


def test_ones_own_autosave_is_no_conflict_another_tab_is(scene: Scene, writer: Client) -> None:
    html, other = page(writer, "report_write", scene.owed.pk), page(writer, "report_write", scene.owed.pk)
    autosave = reverse("workbench:report_autosave", args=[scene.owed.pk])
    said = writer.post(autosave, form_of(html, text="一半")).content.decode()
    assert "已自动存好" in said
    assert 'value="1" id="id_version" hx-swap-oob="true"' in said
    address = reverse("workbench:report_write", args=[scene.owed.pk])
    # The answer of the autosave has not come back yet: the form still holds version 0.
    assert writer.post(address, form_of(html, text="写完了", do="save")).status_code == 302
    assert writer.post(address, form_of(other, text="另一页", do="save")).status_code == 422
    assert Report.objects.get(pk=scene.owed.pk).text == "写完了"


def test_autosave_says_what_it_cannot_save(scene: Scene, writer: Client) -> None:
    html = page(writer, "report_write", scene.owed.pk)
    counted = scene.year.project.indicators.get(kind__isnull=False)
    autosave = reverse("workbench:report_autosave", args=[scene.owed.pk])
    said = writer.post(autosave, form_of(html, **{f"figure-{counted.pk}": "0.5"})).content.decode()
    assert "要填整数" in said
    assert Report.objects.get(pk=scene.owed.pk).version == 0


def test_evidence_comes_and_goes_with_and_without_javascript(scene: Scene, writer: Client) -> None:
    added = writer.post(reverse("workbench:evidence_add", args=[scene.owed.pk]), {"evidence": picture()})
    assert "现场.jpg" in added.content.decode()
    one = scene.owed.evidence.get()
    writer.post(reverse("workbench:evidence_add", args=[scene.owed.pk]), {"evidence": picture("二.jpg")})
    served = writer.get(reverse("workbench:evidence", args=[scene.owed.pk, one.pk]))
    assert served.headers["Content-Type"] == "image/jpeg"
    gone = writer.post(reverse("workbench:evidence_remove", args=[scene.owed.pk, one.pk]))
    assert "现场.jpg" not in gone.content.decode()
    html = page(writer, "report_write", scene.owed.pk)
    left = scene.owed.evidence.get()
    writer.post(
        reverse("workbench:report_write", args=[scene.owed.pk]),
        form_of(html, text="先存住", do=f"remove-{left.pk}"),
    )
    report = Report.objects.get(pk=scene.owed.pk)
    assert (report.text, report.evidence.count()) == ("先存住", 0)


def test_evidence_of_another_report_is_not_there(scene: Scene, writer: Client) -> None:
    assert writer.get(reverse("workbench:evidence", args=[scene.owed.pk, scene.evidence.pk])).status_code == 404


def test_a_list_question_takes_one_entry_a_row(scene: Scene, writer: Client) -> None:
    held = make_indicator(scene.year.project, kind="event-held", counting=Counting.COUNT)
    html = page(writer, "report_write", scene.owed.pk)
    name = f"figure-{held.pk}"
    assert f'name="{name}-0-day"' in html
    fields = {
        f"{name}-0": "30",
        f"{name}-0-day": "2019-05-02",
        f"{name}-0-place": "示例园区",
        f"{name}-1": "25",
        f"{name}-1-day": "2019-05-03",
        "do": "save",
    }
    assert (
        writer.post(reverse("workbench:report_write", args=[scene.owed.pk]), form_of(html, **fields)).status_code == 302
    )
    rows = scene.owed.figures.values_list("quantity", "happened_on", "place")
    assert list(rows) == [(Decimal(30), date(2019, 5, 2), "示例园区"), (Decimal(25), date(2019, 5, 3), "")]
    assert f'name="{name}-2"' in page(writer, "report_write", scene.owed.pk)


def test_a_report_that_was_handed_in_is_read_not_written(scene: Scene, writer: Client) -> None:
    response = writer.get(reverse("workbench:report_write", args=[scene.submitted.pk]))
    assert response.headers["Location"] == reverse("workbench:report", args=[scene.submitted.pk])


def test_buttons_come_from_the_table(scene: Scene, client: Client) -> None:
    client.force_login(scene.year.coordinator)
    html = page(client, "report", scene.submitted.pk)
    assert re.findall(r'name="action" value="(\w+)"', html) == ["accept", "send_back"]
    # Side by side with what the unit said last time.
    assert "上期（3月）" in html
    client.force_login(scene.year.reporter)
    assert re.findall(r'name="action" value="(\w+)"', page(client, "report", scene.submitted.pk)) == ["take_back"]
    client.force_login(scene.year.who("office", Role.LEADER))
    assert re.findall(r'name="action" value="(\w+)"', page(client, "report", scene.submitted.pk)) == []


def test_sending_back_needs_words_and_keeps_the_page(scene: Scene, client: Client) -> None:
    client.force_login(scene.year.coordinator)
    address = reverse("workbench:report", args=[scene.submitted.pk])
    response = client.post(address, {"action": "send_back", "words": " "})
    assert response.status_code == 422
    assert "请写明理由" in response.content.decode()
    assert client.post(address, {"action": "send_back", "words": "请补数字。"}).status_code == 302
    assert Report.objects.get(pk=scene.submitted.pk).return_reason == "请补数字。"


def test_accepting_goes_on_to_the_next_in_the_queue(scene: Scene, client: Client) -> None:
    second = scene.year.submitted(5)
    client.force_login(scene.year.coordinator)
    assert "2019" in page(client, "review")
    address = reverse("workbench:report", args=[scene.submitted.pk])
    response = client.post(address, {"action": "accept"})
    assert response.headers["Location"] == reverse("workbench:report", args=[second.pk])
    assert Fact.objects.count() == 2
    again = client.post(address, {"action": "accept"})
    assert again.status_code == 422
    assert Fact.objects.count() == 2
    # Its button is gone with the state; that somebody was faster is said all the same, and no word is lost.
    late = client.post(address, {"action": "send_back", "words": "请补数字。"}).content.decode()
    assert "内容可能刚被别人处理过" in late
    assert "您写的是：请补数字。" in late


def test_an_unknown_button_is_refused(scene: Scene, client: Client) -> None:
    client.force_login(scene.year.coordinator)
    address = reverse("workbench:report", args=[scene.submitted.pk])
    assert client.post(address, {"action": "erase"}).status_code == 302
    assert Report.objects.get(pk=scene.submitted.pk).status == ReportStatus.SUBMITTED


def test_a_button_of_another_role_is_forbidden(scene: Scene, writer: Client) -> None:
    address = reverse("workbench:report", args=[scene.submitted.pk])
    assert writer.post(address, {"action": "accept"}).status_code == 403
    assert Report.objects.get(pk=scene.submitted.pk).status == ReportStatus.SUBMITTED


def test_correcting_a_figure(scene: Scene, writer: Client) -> None:
    figure = scene.accepted.figures.get()
    address = reverse("workbench:figure_correct", args=[scene.accepted.pk, figure.pk])
    assert writer.post(address, {"quantity": "三", "words": "示例"}).status_code == 422
    assert writer.post(address, {"quantity": "3", "words": ""}).status_code == 422
    assert writer.post(address, {"quantity": "3", "words": "重复计了一家。"}).status_code == 302
    html = page(writer, "report", scene.accepted.pk)
    assert "<del>4</del> 3" in html
    assert "更正数字" in html


def test_a_refused_file_does_not_keep_the_others_out(scene: Scene, writer: Client) -> None:
    program = SimpleUploadedFile("假照片.jpg", b"MZ" + bytes(400))
    files = [picture("一.jpg"), program, picture("二.jpg")]
    answer = writer.post(reverse("workbench:evidence_add", args=[scene.owed.pk]), {"evidence": files})
    assert "假照片.jpg" in answer.content.decode()
    names = scene.owed.evidence.order_by("pk").values_list("attachment__name", flat=True)
    assert [name.split(".")[0] for name in names] == ["一", "二"]


def test_a_part_of_a_page_does_not_show_the_sign_in(scene: Scene, client: Client) -> None:
    address = reverse("workbench:report_autosave", args=[scene.owed.pk])
    answer = client.post(address, {"text": "示例"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (401, b"")
    assert client.post(address).status_code == 302


def test_several_entries_of_a_sum_stay_several(scene: Scene, writer: Client) -> None:
    """A form with one number would put that number in the place of all of them."""
    indicator = scene.year.project.indicators.get(kind__isnull=False)
    assert indicator.counting == Counting.SUM
    entries = [Figure(Decimal(n), indicator, happened_on=date(2019, 5, n)) for n in (2, 3)]
    report = scene.year.written(5, *entries)
    html = page(writer, "report_write", report.pk)
    rows = dict(re.findall(rf'name="(figure-{indicator.pk}-[0-9a-z-]+)" value="([^"]*)"', html))
    writer.post(reverse("workbench:report_write", args=[report.pk]), form_of(html, **rows))
    kept = report.figures.order_by("happened_on").values_list("quantity", "happened_on")
    assert list(kept) == [(2, date(2019, 5, 2)), (3, date(2019, 5, 3))]
