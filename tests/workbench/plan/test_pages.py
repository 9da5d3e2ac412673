"""Every page of the plan for every role, with foreign objects; lists with one row and with many; forms that say no."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.conftest import City
from tests.documents.drafting.outlines import TEXT
from tests.documents.factories import DraftFactory
from tests.programme.plan.making import given, make_project
from tongxin.accounts.models import User
from tongxin.documents.models import Draft, SourceDocument
from tongxin.organisations.enums import Role
from tongxin.programme.actions import plan
from tongxin.programme.exports import export_plan
from tongxin.programme.models import Programme, Project
from tongxin.workbench.plan.urls import urlpatterns

AsRole = Callable[..., User]
# name: (what its number is, coordinator, somebody of a unit that carries a project, a coordinator of another branch).
PAGES: dict[str, tuple[str, int, int, int]] = {
    "plan_drafts": ("", 200, 200, 200),
    "plan_take_in": ("", 200, 403, 200),
    "plan_draft": ("draft", 200, 404, 404),
    "plan_draft_change": ("draft", 405, 405, 405),
    "plan_draft_item": ("item", 302, 404, 404),
    "plan_make": ("draft", 200, 404, 404),
    "plan_draft_discard": ("draft", 200, 404, 404),
    "plan_new": ("", 200, 403, 200),
    "plan_import": ("", 200, 403, 200),
    "plan": ("programme", 200, 403, 404),
    "plan_made": ("programme", 200, 200, 404),
    "plan_edit": ("programme", 200, 403, 404),
    "plan_lights": ("programme", 200, 403, 404),
    "plan_end": ("programme", 200, 403, 404),
    "plan_export": ("programme", 200, 200, 404),
    "plan_area_add": ("programme", 405, 405, 405),
    "plan_area": ("area", 200, 403, 404),
    "plan_area_remove": ("area", 200, 403, 404),
    "plan_project_add": ("area", 200, 403, 404),
    "plan_project": ("project", 200, 403, 404),
    "plan_project_remove": ("project", 200, 403, 404),
}


@pytest.fixture
def clerk(city: City, as_role: AsRole) -> User:
    return as_role(Role.COORDINATOR, city.office)


@pytest.fixture
def project(city: City, clerk: User) -> Project:
    return make_project(city, clerk)


@pytest.fixture
def draft(city: City) -> Draft:
    made: Draft = DraftFactory(document__owner=city.office)
    return made


@pytest.fixture
def signed_in(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


def address(name: str, draft: Draft, project: Project) -> str:
    numbers: dict[str, list[Any]] = {
        "": [],
        "draft": [draft.pk],
        "item": [draft.pk, "n2"],
        "programme": [project.programme_id],
        "area": [project.area_id],
        "project": [project.pk],
    }
    return reverse(f"workbench:{name}", args=numbers[PAGES[name][0]])


def test_every_page_has_a_row() -> None:
    assert {pattern.name for pattern in urlpatterns} == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_who_sees_what(
    client: Client, city: City, as_role: AsRole, draft: Draft, project: Project, clerk: User, name: str
) -> None:
    _kind, coordinator, carrier, elsewhere = PAGES[name]
    url = address(name, draft, project)
    assert client.get(url).status_code == 302
    people = [
        (clerk, coordinator),
        (as_role(Role.REPORTER, city.departments[0]), carrier),
        (as_role(Role.COORDINATOR, city.districts[1]), elsewhere),
    ]
    for person, expected in people:
        client.force_login(person)
        assert client.get(url).status_code == expected, person.memberships.get()


@pytest.mark.parametrize("name", ["plan_draft_change", "plan_draft_discard", "plan_project_remove", "plan_area_add"])
def test_nobody_else_changes_anything(
    client: Client, city: City, as_role: AsRole, draft: Draft, project: Project, name: str
) -> None:
    for role in Role:
        if role != Role.COORDINATOR:
            client.force_login(as_role(role, city.office))
            assert client.post(address(name, draft, project), {"title": "新"}).status_code in (403, 404)
    assert (Draft.objects.count(), Project.objects.count(), project.programme.areas.count()) == (1, 1, 1)


def test_lists_take_the_same_queries_with_one_row_and_with_many(
    signed_in: Client, city: City, clerk: User, draft: Draft, project: Project, django_assert_max_num_queries: Any
) -> None:
    pages = [reverse("workbench:plan_drafts"), reverse("workbench:plan", args=[project.programme_id])]
    counts = []
    for turn in range(2):
        for url in pages:
            with django_assert_max_num_queries(40) as taken:
                assert signed_in.get(url).status_code == 200
            counts.append(len(taken))
        for number in range(4):
            DraftFactory(document__owner=city.office, document__text_sha256=f"{turn}-{number}")
            plan.add_project(area=project.area, given=given(city, title=f"又一个{number}"), by=clerk)
    assert counts[:2] == counts[2:]


def test_a_pasted_document_becomes_a_draft_and_the_second_time_is_the_same(signed_in: Client, city: City) -> None:
    url = reverse("workbench:plan_take_in")
    for _time in range(2):
        answer = signed_in.post(url, {"owner": city.office.pk, "text": TEXT})
        assert answer.status_code == 302
    assert (SourceDocument.objects.count(), Draft.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("方案.docx", b"MZ\x90\x00" + b"\0" * 99, "可执行"),
        ("方案.txt", b"", "没有文字"),
        ("方案.txt", b"\n \n", "没有文字"),
    ],
)
def test_a_file_that_cannot_be_read_keeps_what_was_typed(
    signed_in: Client, city: City, name: str, content: bytes, says: str
) -> None:
    sent = {"owner": city.office.pk, "file": SimpleUploadedFile(name, content), "text": "已经写好的话"}
    answer = signed_in.post(reverse("workbench:plan_take_in"), sent)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "已经写好的话" in answer.content.decode()
    assert not SourceDocument.objects.exists()


def test_a_file_in_gb18030_is_read(signed_in: Client, city: City) -> None:
    sent = {"owner": city.office.pk, "file": SimpleUploadedFile("方案.txt", TEXT.encode("gb18030"))}
    assert signed_in.post(reverse("workbench:plan_take_in"), sent).status_code == 302
    assert SourceDocument.objects.get().text == TEXT


def test_a_step_without_htmx_comes_back_to_the_item(signed_in: Client, draft: Draft) -> None:
    url = reverse("workbench:plan_draft_change", args=[draft.pk])
    answer = signed_in.post(url, {"version": 1, "operation": "rename", "item": "n2", "title": "新名"})
    assert answer.headers["Location"] == reverse("workbench:plan_draft", args=[draft.pk]) + "#item-n2"
    draft.refresh_from_db()
    assert draft.version == 2


def test_a_step_that_is_refused_keeps_what_was_typed(signed_in: Client, draft: Draft) -> None:
    url = reverse("workbench:plan_draft_change", args=[draft.pk])
    sent = {
        "version": 1,
        "operation": "set_dates",
        "item": "n2",
        "panel": 1,
        "starts_on": "2019-09-01",
        "due_on": "2019-02-01",
    }
    for headers in ({}, {"HX-Request": "true"}):
        words = signed_in.post(url, sent, headers=headers).content.decode()
        assert "早于开始日期" in words
        assert 'value="2019-09-01"' in words
    draft.refresh_from_db()
    assert draft.version == 1


def test_a_broken_step_is_refused(signed_in: Client, draft: Draft) -> None:
    url = reverse("workbench:plan_draft_change", args=[draft.pk])
    for sent in ({}, {"version": "x", "operation": "undo"}, {"version": 1, "operation": "explode"}):
        assert signed_in.post(url, sent).status_code == 200
    draft.refresh_from_db()
    assert draft.version == 1


def test_import_lists_every_wrong_cell(signed_in: Client, project: Project) -> None:
    book = openpyxl.load_workbook(io.BytesIO(export_plan(project.programme)))
    book["项目"]["E2"] = "某局"
    book["项目"]["J2"] = "2月30日"
    out = io.BytesIO()
    book.save(out)
    answer = signed_in.post(reverse("workbench:plan_import"), {"file": SimpleUploadedFile("计划.xlsx", out.getvalue())})
    assert answer.status_code == 422
    words = answer.content.decode()
    assert all(each in words for each in ("E2", "某局", "J2", "2月没有30日", "2 处需要改正"))


def test_what_was_exported_changes_nothing_when_it_comes_back(signed_in: Client, project: Project) -> None:
    out = signed_in.get(reverse("workbench:plan_export", args=[project.programme_id]))
    assert "attachment" in out.headers["Content-Disposition"]
    answer = signed_in.post(
        reverse("workbench:plan_import"), {"file": SimpleUploadedFile("计划.xlsx", out.content)}, follow=True
    )
    assert "没有改动" in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "says"), [(b"MZ\x90\x00" + b"\0" * 99, "不是表格"), (b"", "空文件"), (b"PK\x03\x04broken", "损坏")]
)
def test_a_file_that_is_no_workbook_is_refused(signed_in: Client, content: bytes, says: str) -> None:
    answer = signed_in.post(reverse("workbench:plan_import"), {"file": SimpleUploadedFile("计划.xlsx", content)})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Programme.objects.exists()


def rows(prefix: str, *given_rows: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    """A formset's fields."""
    sent: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(given_rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(given_rows):
        sent |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return sent


def test_the_parts_of_a_project_are_saved_each_by_itself(signed_in: Client, city: City, project: Project) -> None:
    url = reverse("workbench:plan_project", args=[project.pk])
    indicator = {"name": "活动阵地", "unit": "个", "target": "12", "counting": "sum"}
    goal = {"label": "第二季度", "starts_on": "2019-04-01", "due_on": "2019-06-30", "text": "建成5个"}
    parts = [
        {"part": "supports"} | rows("supports", {"unit": city.chamber.pk, "reports": "on"}),
        {"part": "indicators"} | rows("indicators", indicator, {"name": ""}, initial=1),
        {"part": "goals"} | rows("goals", goal | {"indicator": "活动阵地", "threshold": "5"}, initial=1),
    ]
    for sent in parts:
        assert signed_in.post(url, sent).status_code == 302, sent
    support = project.assignments.get(role="support")
    assert (support.unit, support.reports) == (city.chamber, True)
    assert project.indicators.get().target == 12
    assert (project.goals.get().text, project.goals.get().threshold) == ("建成5个", 5)
    refused = signed_in.post(url, {"part": "goals"} | rows("goals", {"label": "第三季度", "text": "没有日期"}))
    assert refused.status_code == 422
    assert "还要写明" in refused.content.decode()
    assert project.goals.get().label == "第二季度"
