"""Bad input at every door, as people meet it: a clear Chinese message with the remedy, and nothing written."""

from __future__ import annotations

import io
import tracemalloc
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.common.files.samples import ENCRYPTED_OFFICE, EXECUTABLE, OLE, PDF, XLSX
from tests.programme.factories import Year, make_year
from tongxin.documents.models import SourceDocument
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.programme.models import Programme, Report

pytestmark = pytest.mark.django_db
DOOR_DOCUMENT, DOOR_PLAN, DOOR_EVIDENCE = "document", "plan", "evidence"
HEADINGS = ["编号", "领域", "项目", "牵头单位", "配合单位", "开始", "完成时限"]


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def year(db: None) -> Year:
    return make_year().begin().on(date(2019, 4, 1))


def everything() -> dict[str, int]:
    """How many rows each table of the product has."""
    mine = [config for config in apps.get_app_configs() if config.name.startswith("tongxin.")]
    return {model._meta.label: model._default_manager.count() for config in mine for model in config.get_models()}


def kept_files(place: Path) -> list[str]:
    return [str(one) for one in place.rglob("*") if one.is_file() and one.name != ".lock"]


def door_of(year: Year, door: str, client: Client) -> tuple[str, str]:
    """The page's address and the name of its file field; the right person is signed in."""
    if door == DOOR_EVIDENCE:
        client.force_login(year.reporter)
        return reverse("workbench:evidence_add", args=[year.report(3).pk]), "evidence"
    client.force_login(year.coordinator)
    return reverse("workbench:plan_take_in" if door == DOOR_DOCUMENT else "workbench:plan_import"), "file"


@pytest.mark.parametrize(
    ("door", "name", "content", "words"),
    [
        (DOOR_DOCUMENT, "方案.docx", EXECUTABLE, ["方案.docx", "可执行程序", "请上传"]),
        (DOOR_DOCUMENT, "方案.docx", ENCRYPTED_OFFICE, ["方案.docx", "密码", "取消密码"]),
        (DOOR_DOCUMENT, "方案.doc", OLE + bytes(2000), ["方案.doc", "旧版", "另存为 .docx"]),
        (DOOR_DOCUMENT, "方案.docx", b"PK\x03\x04" + b"x" * 500, ["方案.docx", "已损坏", "重新保存"]),
        (DOOR_DOCUMENT, "方案.docx", XLSX, ["方案.docx", "不是 Word 文档", "请上传"]),
        (DOOR_DOCUMENT, "方案.pdf", PDF, ["方案.pdf", "PDF", "粘贴"]),
        (DOOR_DOCUMENT, "方案.txt", b"", ["方案.txt", "没有文字", "是否选对"]),
        (DOOR_PLAN, "计划.xlsx", EXECUTABLE, ["计划.xlsx", "请"]),
        (DOOR_PLAN, "计划.xlsx", ENCRYPTED_OFFICE, ["计划.xlsx", "密码", "请"]),
        (DOOR_PLAN, "计划.xlsx", b"PK\x03\x04" + b"x" * 500, ["计划.xlsx", "请"]),
        (DOOR_PLAN, "计划.xlsx", b"", ["计划.xlsx", "空文件", "是否选错"]),
        (DOOR_EVIDENCE, "照片.jpg", EXECUTABLE, ["照片.jpg", "程序"]),
        (DOOR_EVIDENCE, "情况.docx", EXECUTABLE, ["情况.docx", "程序"]),
        (DOOR_EVIDENCE, "照片.jpg", b"", ["照片.jpg", "空文件", "是否选错"]),
        (DOOR_EVIDENCE, "照片.jpg", PDF, ["照片.jpg", "PDF"]),
    ],
)
def test_a_file_that_cannot_be_taken(
    year: Year, client: Client, own_files: Path, door: str, name: str, content: bytes, words: list[str]
) -> None:
    address, field = door_of(year, door, client)
    before = everything()
    answer = client.post(address, {field: SimpleUploadedFile(name, content), "owner": year.office.pk})
    assert answer.status_code in (200, 422)
    told = unescape(answer.content.decode())
    for word in words:
        assert word in told, word
    assert everything() == before
    assert kept_files(own_files) == []


class Endless(io.RawIOBase):
    """A multipart body of so many bytes, made as it is read."""

    def __init__(self, field: str, name: str, size: int, **fields: object) -> None:
        self.head = "".join(
            f'--x\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in fields.items()
        ).encode()
        self.head += (
            f'--x\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        ).encode()
        self.tail = b"\r\n--x--\r\n"
        self.left, self.length = size, size + len(self.head) + len(self.tail)
        self.given_head = self.given_tail = False

    def read(self, size: int = -1) -> bytes:
        size = 65536 if size is None or size < 0 else size
        if not self.given_head:
            self.given_head = True
            return self.head
        if self.left:
            part = min(self.left, size)
            self.left -= part
            return b"\x00" * part
        if not self.given_tail:
            self.given_tail = True
            return self.tail
        return b""


@pytest.mark.parametrize("door", [DOOR_DOCUMENT, DOOR_PLAN, DOOR_EVIDENCE])
def test_500_mb_are_refused_with_little_memory_and_nothing_kept(
    year: Year, client: Client, own_files: Path, door: str
) -> None:
    address, field = door_of(year, door, client)
    client.get("/workbench/")
    before = everything()
    body = Endless(field, "大文件.docx", 500 * 1024 * 1024, owner=year.office.pk)
    tracemalloc.start()
    try:
        answer = client.generic(
            "POST",
            address,
            **{
                "wsgi.input": body,
                "CONTENT_TYPE": "multipart/form-data; boundary=x",
                "CONTENT_LENGTH": str(body.length),
            },
        )
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert answer.status_code in (200, 422)
    told = unescape(answer.content.decode())
    assert "大文件.docx" in told
    assert "MB" in told
    assert body.left == 0
    assert peak < 120 * 1024 * 1024
    assert everything() == before
    assert kept_files(own_files) == []


def test_text_in_gb18030_is_read(year: Year, client: Client) -> None:
    address, field = door_of(year, DOOR_DOCUMENT, client)
    text = "示例市2019年重点工作分工方案\n一、建设活动阵地\n1．建成10个活动阵地，牵头单位：示例单位lead。\n㐂字㑇字也在。\n"
    upload = SimpleUploadedFile("方案.txt", text.encode("gb18030"))
    answer = client.post(address, {field: upload, "owner": year.office.pk})
    assert answer.status_code == 302
    assert SourceDocument.objects.get().text.splitlines() == text.splitlines()


def plan_file(*rows: list[Any]) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    first.title = "年度"
    first.append(["名称", "年份", "开始", "结束"])
    first.append(["示例工作年其二", 2019, date(2019, 1, 1), date(2019, 12, 31)])
    sheet = book.create_sheet("项目")
    sheet.append(HEADINGS)
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("计划.xlsx", out.getvalue())


def test_wrong_cells_are_all_named_and_nothing_is_imported(year: Year, client: Client) -> None:
    address, field = door_of(year, DOOR_PLAN, client)
    before = everything()
    upload = plan_file(
        ["1-01", "甲", "建设阵地", "示例单位lead", "", date(2019, 3, 1), "2月30日"],
        ["1-02", "甲", "走访企业", "没有这个单位", "", date(2019, 3, 1), date(2019, 6, 30)],
        ["1-03", "甲", '=HYPERLINK("http://example.org","点")', "示例单位lead", "", "", date(2019, 6, 30)],
        ["1-03", "甲", "座谈", "示例单位lead", "示例单位support", date(2019, 7, 1), date(2019, 6, 30)],
    )
    answer = client.post(address, {field: upload, "owner": year.office.pk})
    assert answer.status_code == 422
    told = unescape(answer.content.decode())
    for cell, reason in (("G2", "2月没有30日"), ("D3", "没有这个单位"), ("C4", "公式")):
        assert cell in told, cell
        assert reason in told
    assert "没有导入任何内容" in told
    assert everything() == before


def test_text_that_looks_like_a_formula_goes_out_as_text(year: Year, client: Client) -> None:
    year.project.title = '=cmd|" /C calc"!A0'
    year.project.save()
    client.force_login(year.coordinator)
    answer = client.get(reverse("workbench:plan_export", args=[year.programme.pk]))
    book = openpyxl.load_workbook(
        io.BytesIO(b"".join(answer.streaming_content) if answer.streaming else answer.content)
    )
    cells = [cell for row in book["项目"].iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    Programme.objects.update(is_public=True)
    shown = client.get(reverse("portal:year_csv", args=[year.programme.pk])).content.decode("utf-8-sig")
    assert ",=cmd" not in shown
    assert "cmd|" in shown


def unit_form(year: Year, client: Client, page: str, unit: Unit, **fields: Any) -> str:
    client.force_login(year.who("office", Role.ADMINISTRATOR))
    answer = client.post(reverse(f"workbench:{page}", args=[unit.pk]), fields, follow=True)
    return unescape(answer.content.decode())


def test_a_unit_cannot_stand_below_itself(year: Year, client: Client) -> None:
    street = Unit.objects.get(pk=year.lead.pk).add_child(name="示例街道", code="street")
    before, paths = everything(), list(Unit.objects.order_by("pk").values_list("path", flat=True))
    unit_form(year, client, "unit_move", year.lead, confirmed="1", parent=street.pk)
    unit_form(year, client, "unit_move", year.lead, confirmed="1", parent=year.lead.pk)
    assert list(Unit.objects.order_by("pk").values_list("path", flat=True)) == paths
    assert everything() == before


@pytest.mark.parametrize(("page", "extra"), [("unit_close", {}), ("unit_merge", {"into": "support"})])
def test_a_unit_that_owes_reports_is_not_ended(year: Year, client: Client, page: str, extra: dict[str, str]) -> None:
    before = everything()
    fields: dict[str, Any] = {name: getattr(year, value).pk for name, value in extra.items()}
    told = unit_form(year, client, page, year.lead, confirmed="1", reason="机构改革", on="2019-04-01", **fields)
    assert "没有了结" in told
    assert "示例项目" in told
    assert Unit.objects.get(pk=year.lead.pk).closed_on is None
    assert Report.objects.filter(unit=year.lead).exists()
    assert everything() == before


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/workbench/facts/?project=999999999999999999999", 200),
        ("/workbench/facts/?project=²", 200),
        ("/workbench/facts/?month=2019-13&unit=x&kind=', '", 200),
        ("/workbench/year/{year}/?area=999999999999999999999&q=%00&light=none&pick=x", 200),
        ("/workbench/year/{year}/timeline/?page=99999999999&unit=-1", 200),
        ("/workbench/year/{year}/units/?kind=%F0%9F%98%80", 200),
        ("/years/{year}/?light=<script>", 200),
        ("/years/999999999999999999999/", 404),
        ("/workbench/projects/999999999999999999999/", 404),
    ],
)
def test_an_address_with_nonsense_in_it_is_answered(year: Year, client: Client, address: str, status: int) -> None:
    Programme.objects.update(is_public=True)
    client.force_login(year.coordinator)
    answer = client.get(address.format(year=year.programme.pk))
    assert answer.status_code == status
    assert "<script>" not in answer.content.decode().replace("<script src", "")
