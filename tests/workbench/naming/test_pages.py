"""The pages of naming: what they say, what they keep of what was typed, how many queries they ask."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from tests.naming.factories import BatchFactory, Naming, picture
from tests.places.factories import PlaceFactory
from tongxin.common.tables import read_workbook
from tongxin.naming import telling
from tongxin.naming.actions import checking, visiting
from tongxin.naming.models import Application, Batch, Evidence, Visit
from tongxin.organisations.enums import Role
from tongxin.workbench.navigation import entries

pytestmark = pytest.mark.django_db


def at(name: str, *arguments: object) -> str:
    return reverse(f"workbench:{name}", args=arguments)


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_what_notices_lead_to_is_there(naming: Naming) -> None:
    for page in telling.PAGES:
        assert resolve(telling.link(page, 1)).app_name == "workbench"


def test_a_batch_is_drawn_up_on_its_page(naming: Naming, client: Client) -> None:
    client.force_login(naming.coordinator)
    page = shown(client, at("naming_add"))
    assert 'value="3"' in page
    assert "展陈和史料" in page
    given = {
        "owner": naming.office.pk,
        "title": "示例教育基地",
        "number": "3",
        "call": "可以申报",
        "opens_on": "2026-01-05",
        "closes_on": "2026-01-02",
        "notice_days": "7",
        "recheck_years": "3",
        "with_evidence": "展陈：展出什么",
        "in_words": "计划",
        "on_the_spot": "开着门",
    }
    answer = client.post(at("naming_add"), given)
    assert answer.status_code == 422
    assert "截止日早于开始日" in answer.content.decode()
    answer = client.post(at("naming_add"), given | {"closes_on": "2099-01-30"})
    batch = Batch.objects.get(number=3)
    assert answer["Location"] == at("naming_board", batch.pk)
    assert "还没有发布" in shown(client, at("naming_board", batch.pk))
    answer = client.post(at("naming_change", batch.pk), given | {"closes_on": "2099-01-31", "version": "0"})
    assert answer.status_code == 422
    assert "别人改过这一批" in answer.content.decode()
    client.post(at("naming_change", batch.pk), given | {"closes_on": "2099-01-31", "version": "1"})
    assert Batch.objects.get(pk=batch.pk).closes_on == date(2099, 1, 31)
    client.post(at("naming_board", batch.pk), {"action": "announce"})
    assert Batch.objects.get(pk=batch.pk).status == "open"


def test_the_form_keeps_what_was_typed_and_asks_only_what_is_not_known(naming: Naming, client: Client) -> None:
    client.force_login(naming.applicant)
    assert "申报" in shown(client, at("naming_board", naming.batch.pk))
    answer = client.post(at("naming_apply", naming.batch.pk), {"place": naming.place.pk})
    application = Application.objects.get()
    assert answer["Location"] == at("naming_write", application.pk)
    page = shown(client, at("naming_write", application.pk))
    assert "某路" in page
    first, second = application.answers.all()
    typed: dict[str, Any] = {"version": "1", "statement": "理由", f"text-{first.pk}": "展出史料", "do": "submit"}
    answer = client.post(at("naming_write", application.pk), typed | {f"files-{first.pk}": [picture(), picture()]})
    assert answer.status_code == 422
    page = answer.content.decode()
    for words in ("还缺：“活动计划”的情况", "展出史料", 'name="version" value="2"', "展厅.jpg"):
        assert words in page, words
    assert Evidence.objects.count() == 2
    gone = Evidence.objects.all()[0]
    client.post(at("naming_write", application.pk), typed | {"version": "2", "do": f"remove-{gone.pk}"})
    assert Evidence.objects.count() == 1
    assert client.get(at("naming_file", application.pk, Evidence.objects.get().pk))["Content-Type"] == "image/jpeg"
    answer = client.post(at("naming_write", application.pk), typed | {"version": "1", f"text-{second.pk}": "计划"})
    assert "同事存过一版" in answer.content.decode()
    answer = client.post(at("naming_write", application.pk), typed | {"version": "3", f"text-{second.pk}": "计划"})
    assert answer["Location"] == at("naming_application", application.pk)
    assert client.get(at("naming_write", application.pk))["Location"] == at("naming_application", application.pk)


def test_checked_back_and_on(naming: Naming, client: Client) -> None:
    application = naming.submitted()
    first, _second = application.answers.all()
    client.force_login(naming.coordinator)
    answer = client.post(at("naming_check", application.pk), {f"lacks-{first.pk}": "缺照片", "do": "pass"})
    assert "不能算齐全" in answer.content.decode()
    client.post(at("naming_check", application.pk), {f"lacks-{first.pk}": "缺照片", "do": "back"})
    client.force_login(naming.applicant)
    page = shown(client, at("naming_write", application.pk))
    assert "还缺：缺照片" in page
    assert "请补：展陈和史料。" in page
    page = shown(client, at("naming"))
    assert "请补正" in page
    client.post(
        at("naming_write", application.pk),
        {
            "version": "2",
            "statement": "理由",
            "do": "submit",
            **{f"text-{a.pk}": "文" for a in application.answers.all()},
        },
    )
    client.force_login(naming.coordinator)
    client.post(at("naming_check", application.pk), {"do": "pass"})
    assert Application.objects.get().status == "visiting"


def test_a_visit_is_kept_and_handed_in(naming: Naming, client: Client) -> None:
    application = naming.visiting()
    one, other = naming.reviewers
    client.force_login(naming.coordinator)
    answer = client.post(at("naming_reviewers", application.pk), {"first": one.pk, "second": one.pk})
    assert "请选两位不同的考察人员" in answer.content.decode()
    client.post(at("naming_reviewers", application.pk), {"first": one.pk, "second": other.pk})
    visit = Visit.objects.get(reviewer=other)
    client.force_login(other)
    assert [entry.count for group in entries(other) for entry in group.entries if "naming" in entry.url] == [1]
    assert "请实地考察" in shown(client, at("naming"))
    lines = list(naming.batch.criteria.filter(stage="visit"))
    typed = {f"mark-{lines[0].pk}": "part", "visited_on": "2019-08-20", "do": "save"}
    client.post(at("naming_visit", visit.pk), typed)
    assert 'value="part"' in shown(client, at("naming_visit", visit.pk))
    answer = client.post(at("naming_visit", visit.pk), typed | {"do": "submit"})
    assert answer.status_code == 422
    assert "不完全符合的，请写看到了什么" in answer.content.decode()
    whole = typed | {
        f"note-{lines[0].pk}": "少一块展板",
        f"mark-{lines[1].pk}": "met",
        "recommends": "no",
        "summary": "缺一块展板",
        "do": "submit",
    }
    assert client.post(at("naming_visit", visit.pk), whole)["Location"] == at("naming_application", application.pk)
    assert client.get(at("naming_visit", visit.pk)).status_code == 302
    page = shown(client, at("naming_application", application.pk))
    assert "少一块展板" in page
    client.force_login(one)
    page = shown(client, at("naming_application", application.pk))
    assert "少一块展板" not in page
    assert "您提交自己的核查表以后才看得到" in page
    client.force_login(naming.applicant)
    assert "少一块展板" not in shown(client, at("naming_application", application.pk))


def test_buttons_come_with_their_day(naming: Naming, client: Client) -> None:
    client.force_login(naming.coordinator)
    naming.visited()
    board = at("naming_board", naming.batch.pk)
    assert 'value="start_notice"' not in shown(client, board)
    naming.stand_at(date(2019, 9, 2))
    assert 'value="start_notice"' in shown(client, board)
    client.post(board, {"action": "start_notice"})
    page = shown(client, board)
    assert 'value="conclude"' not in page
    assert "9月2日起 7\u00a0个工作日，到9月11日" in page
    assert "第7个工作日为9月11日（周三），当日截止" in page
    naming.stand_at(date(2019, 9, 12))
    application = Application.objects.get()
    answer = client.post(board, {"action": "conclude"})
    assert answer.status_code == 422
    assert "还没有决定：示例故居" in answer.content.decode()
    page = client.post(at("naming_application", application.pk), {"action": "approve", "words": " "}).content.decode()
    assert "请写明理由" in page
    client.post(at("naming_application", application.pk), {"action": "approve", "words": "符合"})
    client.post(board, {"action": "conclude"})
    assert "N-2019-02-01" in shown(client, board)
    plaque = client.get(at("naming_plaque", application.pk))
    assert plaque["Content-Type"] == "application/pdf"
    assert plaque.content.startswith(b"%PDF")
    for form in ("pdf", "docx"):
        paper = Batch.objects.get().document_id
        assert client.get(at("paper_file", paper, form)).status_code == 200


def test_looked_at_again_from_the_reminder_to_the_decision(naming: Naming, client: Client) -> None:
    application = naming.named()
    there = at("naming_application", application.pk)
    client.force_login(naming.coordinator)
    assert 'value="start_recheck"' not in shown(client, there)
    answer = client.post(there, {"action": "start_recheck"})
    assert "提前 90 天之内才能复核" in answer.content.decode()
    naming.stand_at(date(2022, 9, 1))
    assert "可以复核" in shown(client, at("naming_rechecks"))
    assert "请开始复核，2022年9月12日到期" in shown(client, at("naming"))
    client.force_login(naming.applicant)
    assert "将复核，请准备，2022年9月12日到期" in shown(client, at("naming"))
    client.force_login(naming.coordinator)
    client.post(there, {"action": "start_recheck"})
    assert "正在复核" in shown(client, at("naming_rechecks"))
    people = naming.reviewers
    client.post(at("naming_reviewers", application.pk), {"first": people[0].pk, "second": people[1].pk})
    lines = list(naming.batch.criteria.filter(stage="visit"))
    for reviewer, advice in zip(people, ("yes", "no"), strict=True):
        visit = Visit.objects.get(reviewer=reviewer, recheck__isnull=False)
        client.force_login(reviewer)
        assert "请复核考察" in shown(client, at("naming"))
        assert "建议撤销称号" in shown(client, at("naming_visit", visit.pk))
        marks = {f"mark-{line.pk}": "met" for line in lines}
        typed = marks | {"visited_on": "2022-09-01", "recommends": advice, "summary": f"{advice}意见", "do": "submit"}
        assert client.post(at("naming_visit", visit.pk), typed)["Location"] == there
    client.force_login(naming.coordinator)
    assert "请作复核决定" in shown(client, at("naming"))
    page = shown(client, there)
    for words in ("复核考察（2022年9月1日起）", "实地考察", "no意见", at("naming_recheck", application.pk)):
        assert words in page, words
    page = shown(client, at("naming_recheck", application.pk))
    assert "yes意见" in page
    assert client.post(at("naming_recheck", application.pk), {"outcome": "kept", "reason": ""}).status_code == 422
    client.post(at("naming_recheck", application.pk), {"outcome": "kept", "reason": "合格"})
    assert "2025年9月12日" in shown(client, at("naming_rechecks"))
    client.post(there, {"action": "revoke", "words": "关门了"})
    page = shown(client, there)
    for words in ("关门了", "关于命名第二批示例教育基地的决定", "关于撤销示例故居示例教育基地称号的决定"):
        assert words in page, words
    assert Application.objects.get().status == "revoked"


def test_an_objection_is_answered_on_its_page(naming: Naming, client: Client) -> None:
    application = naming.on_notice()
    found = naming.batch.objections.create(
        application=application, text="有异议", receipt="r" * 16, received_on=date(2019, 9, 3)
    )
    client.force_login(naming.coordinator)
    assert "待答复" in shown(client, at("naming_board", naming.batch.pk))
    answer = client.post(at("naming_objection", found.pk), {"text": "", "is_upheld": ""})
    assert answer.status_code == 422
    client.post(at("naming_objection", found.pk), {"text": "已核实", "is_upheld": "no"})
    assert "已答复" in shown(client, at("naming_board", naming.batch.pk))


def test_lists_ask_the_same_for_one_row_and_for_three(naming: Naming, client: Client) -> None:
    client.force_login(naming.coordinator)
    naming.named()
    addresses = [at("naming"), at("naming_applications"), at("naming_rechecks"), at("naming_board", naming.batch.pk)]

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            shown(client, address)
        return len(seen)

    before = [queries(address) for address in addresses]
    days = {"named_on": date(2019, 9, 12), "recheck_due_on": date(2022, 9, 12), "status": "named"}
    for number in range(3):
        BatchFactory(owner=naming.office, number=10 + number)
        Application.objects.create(
            batch=naming.batch,
            place=PlaceFactory(owner=naming.east),
            code=f"N-{number}",
            submitted_on=date(2019, 8, 1),
            **days,
        )
    assert [queries(address) for address in addresses] == before
    assert max(before) <= 20


def test_lists_are_taken_along_as_files(naming: Naming, client: Client) -> None:
    naming.named()
    client.force_login(naming.coordinator)
    for name, value in (
        ("naming", "第二批示例教育基地"),
        ("naming_applications", "N-2019-02-01"),
        ("naming_rechecks", "示例故居"),
    ):
        book = read_workbook(client.get(at(name), {"export": "xlsx"}).content, "x.xlsx")
        assert value in str([sheet.rows for sheet in book.sheets.values()]), name
    lines = client.get(at("naming_rechecks"), {"export": "csv"})
    assert "N-2019-02-01" in lines.getvalue().decode()


def test_a_stale_button_says_so(naming: Naming, client: Client) -> None:
    application = naming.submitted()
    checking.pass_check(application=application, by=naming.coordinator)
    client.force_login(naming.coordinator)
    assert client.get(at("naming_check", application.pk)).status_code == 404
    client.force_login(naming.who("unit", Role.REPORTER))
    page = client.post(at("naming_application", application.pk), {"action": "approve", "words": "好"})
    assert page.status_code == 422
    assert "现在不能做这一步" in page.content.decode()
    visiting.assign_reviewers(application=application, reviewers=naming.reviewers, by=naming.coordinator)
