from __future__ import annotations

from io import BytesIO

import docx
import pdfplumber
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.workbench.papers.conftest import Scene
from tongxin.documents.models import IssuedDocument
from tongxin.programme.actions import papers


@pytest.fixture
def office(scene: Scene, client: Client) -> Client:
    client.force_login(scene.year.coordinator)
    return client


def new(scene: Scene) -> str:
    return reverse("workbench:paper_new", args=[scene.year.programme.pk])


def test_the_list_links_both_forms(scene: Scene, office: Client) -> None:
    page = office.get(reverse("workbench:papers")).content.decode()
    assert scene.issued.title in page
    assert "2019年第1号" in page
    for form in ("pdf", "docx"):
        assert reverse("workbench:paper_file", args=[scene.issued.pk, form]) in page
    assert new(scene) in page


def test_the_list_is_narrowed_by_kind_and_year(scene: Scene, office: Client) -> None:
    def titles(query: str) -> list[str]:
        context = office.get(reverse("workbench:papers") + query).context
        return [paper.title for paper in context["page"]]

    assert len(titles("")) == 2
    assert titles("?series=progress_table") == [scene.issued.title]
    assert titles("?series=briefing") == []
    assert len(titles("?year=2019")) == 2
    assert titles("?year=2018") == []
    assert len(titles("?year=²&series=none&page=x")) == 2


def test_the_list_takes_the_same_queries_for_many(scene: Scene, office: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            office.get(reverse("workbench:papers"))
        return len(captured)

    few = queries()
    for _number in range(3):
        papers.issue_paper(
            programme=scene.year.programme, wanted=papers.Wanted("year_report"), by=scene.year.coordinator
        )
    assert queries() == few


def test_the_forms_are_what_they_say(scene: Scene, office: Client) -> None:
    address = reverse("workbench:paper_file", args=[scene.issued.pk, "pdf"])
    pdf = office.get(address)
    assert (pdf["Content-Type"], pdf["Content-Disposition"].split(";")[0]) == ("application/pdf", "inline")
    assert office.get(address + "?save=1")["Content-Disposition"].split(";")[0] == "attachment"
    word = office.get(reverse("workbench:paper_file", args=[scene.issued.pk, "docx"]))
    assert word["Content-Disposition"].split(";")[0] == "attachment"
    assert docx.Document(BytesIO(b"".join(word.streaming_content))).tables  # type: ignore[attr-defined]
    assert office.get(reverse("workbench:paper_file", args=[scene.issued.pk, "txt"])).status_code == 404


def test_first_it_is_chosen_then_looked_at_then_issued(scene: Scene, office: Client) -> None:
    before = IssuedDocument.objects.count()
    chosen = office.get(new(scene))
    assert chosen.context["draft"] is None
    assert chosen.context["form"]["month"].value() == "2019-03"
    looked = office.get(new(scene), {"series": "briefing", "month": "2019-03"})
    page = looked.content.decode()
    assert "走访了7家示例企业" in page
    assert "逾期1个工作日" in page or "逾期2个工作日" in page
    preview = office.get(looked.context["preview_url"])
    assert (preview["Content-Type"], preview["Content-Disposition"]) == ("application/pdf", "inline")
    with pdfplumber.open(BytesIO(preview.content)) as pdf:
        words = "".join(each.extract_text() for each in pdf.pages).replace(" ", "")
    assert "工作简报" in words
    assert "第1期" not in words
    assert IssuedDocument.objects.count() == before
    issued = office.post(new(scene), {"series": "briefing", "month": "2019-03"}, follow=True)
    assert issued.redirect_chain == [(reverse("workbench:papers"), 302)]
    assert "2019年第1期" in issued.content.decode()
    paper = IssuedDocument.objects.get(series="briefing")
    assert (paper.serial, paper.issued_by_id) == (1, scene.year.coordinator.pk)


@pytest.mark.parametrize(
    "query",
    [
        {"series": "briefing"},
        {"series": "briefing", "month": "2019-05"},
        {"series": "supervision"},
        {"series": "", "month": "2019-03"},
    ],
)
def test_what_cannot_be_made_is_said_at_the_form(scene: Scene, office: Client, query: dict[str, str]) -> None:
    before = IssuedDocument.objects.count()
    for response in (office.get(new(scene), query), office.post(new(scene), query)):
        assert response.status_code == 422
        assert response.context["form"].errors
    address = reverse("workbench:paper_preview", args=[scene.year.programme.pk])
    assert office.get(address, query).status_code == 404
    assert IssuedDocument.objects.count() == before


@pytest.mark.parametrize("series", ["progress_table", "year_report"])
def test_the_other_papers_need_no_month(scene: Scene, office: Client, series: str) -> None:
    response = office.get(new(scene), {"series": series})
    assert response.status_code == 200
    assert any(block.kind == "table" for block in response.context["blocks"])


def test_characters_without_a_shape_are_told_before_issuing(scene: Scene, office: Client) -> None:
    scene.year.project.__class__.objects.update(title="示例\U0002a700项目")
    page = office.get(new(scene), {"series": "progress_table"}).content.decode()
    assert "\U0002a700。请改用常用字" in page


def test_the_board_and_the_notice_lead_here(scene: Scene, office: Client, client: Client) -> None:
    board = reverse("workbench:board", args=[scene.year.programme.pk])
    assert new(scene) in office.get(board).content.decode()
    document = scene.notice.document
    assert document is not None
    notice = office.get(reverse("workbench:supervision", args=[scene.notice.pk])).content.decode()
    assert reverse("workbench:paper_file", args=[document.pk, "pdf"]) in notice
    client.force_login(scene.year.reporter)
    assert new(scene) not in client.get(board).content.decode()
