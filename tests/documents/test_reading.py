"""Files of every usual kind become text; the others are refused with what to do."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tongxin.documents.outline import read_outline
from tongxin.documents.reading import MOST_BYTES, UnreadableDocument, read_document
from tongxin.documents.reading.numbering import chinese_counting, written

WORDS = "一、加强基层组织建设\r\n1.开展走访活动，责任单位：市工商联。\r\n"
TRADITIONAL = "一、加強基層組織建設\n1.開展走訪活動，責任單位：市工商聯、縣政府，推動經濟發展。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_plain_text_as_it_stands(encoding: str) -> None:
    document = read_document(WORDS.encode(encoding), "方案.txt")
    assert (document.text, document.kind) == (WORDS, "txt")


def test_big5_where_it_reads_better() -> None:
    assert read_document(TRADITIONAL.encode("big5"), "a.txt").text == TRADITIONAL


def test_a_byte_order_mark_keeps_its_place_as_the_first_character() -> None:
    assert read_document(WORDS.encode("utf-8-sig"), "a.txt").text == "\ufeff" + WORDS


def docx(build: Any) -> bytes:
    document = Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_document_with_merged_cells() -> None:
    rows = [
        ["序号", "工作领域", "工作任务", "牵头单位", "责任单位", "完成时限"],
        ["1", "基层组织", "建设活动阵地10个。\n完善管理制度。", "市甲局", "市乙局、各辖市（区）", "2022年10月底前"],
        ["2", "", "培训骨干300人次", "市丙局", "", "长期坚持"],
    ]

    def build(document: Any) -> None:
        document.add_paragraph("示例市2022年任务分解表")
        table = document.add_table(rows=3, cols=6)
        for at, row in enumerate(rows):
            for column, words in enumerate(row):
                table.cell(at, column).text = words
        table.cell(1, 1).merge(table.cell(2, 1))
        document.add_paragraph("示例市政府")

    text = read_document(docx(build), "表.docx").text
    assert text == (
        "示例市2022年任务分解表\n"
        "序号 | 工作领域 | 工作任务 | 牵头单位 | 责任单位 | 完成时限\n"
        "1 | 基层组织 | 建设活动阵地10个。 完善管理制度。 | 市甲局 | 市乙局、各辖市（区） | 2022年10月底前\n"
        "2 | 〃 | 培训骨干300人次 | 市丙局 |  | 长期坚持\n"
        "示例市政府\n"
    )
    draft = read_outline(text)
    assert [(n.kind.value, n.ordinal, n.title, n.lead_units, n.supporting_units) for n in draft.walk()] == [
        ("area", None, "基层组织", (), ()),
        ("project", "1", "建设活动阵地10个", ("市甲局",), ("市乙局", "各辖市（区）")),
        ("measure", None, "完善管理制度", (), ()),
        ("project", "2", "培训骨干300人次", ("市丙局",), ()),
    ]


def test_automatic_numbers_insertions_and_deletions() -> None:
    def build(document: Any) -> None:
        numbering = document.part.numbering_part.element
        numbering.insert(
            0,
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="91"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
                '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
                '<w:lvl w:ilvl="1"><w:start w:val="1"/>'
                '<w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum>'
            ),
        )
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="91"/></w:num>'))
        for level, words in ((0, "基层组织"), (1, "建设阵地"), (1, "培训骨干"), (0, "服务群众"), (1, "组织义诊")):
            paragraph = document.add_paragraph(words)
            paragraph._p.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="91"/></w:numPr>')
            )
        changed = document.add_paragraph("完成")._p
        changed.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>十</w:t></w:r></w:ins>"))
        changed.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>五</w:delText></w:r></w:del>"))
        changed.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>场</w:t></w:r>"))

    text = read_document(docx(build), "a.docx").text
    assert text == "一、基层组织\n1.建设阵地\n2.培训骨干\n二、服务群众\n1.组织义诊\n完成十场\n"


def test_numbers_as_word_writes_them() -> None:
    assert [chinese_counting(n) for n in (1, 10, 12, 20, 101, 110, 345)] == [
        "一",
        "十",
        "十二",
        "二十",
        "一百零一",
        "一百一十",
        "三百四十五",
    ]
    assert [
        written(4, f) for f in ("decimalEnclosedCircle", "upperLetter", "lowerRoman", "decimalZero", "decimal")
    ] == ["④", "D", "iv", "04", "4"]


def test_a_web_page_in_gb2312_says_so_itself() -> None:
    head = '<html><head><meta charset="gb2312"><title>不要</title></head>'
    page = head + "<body><p>一、加强<b>建设</b></p><div>（一）开展<br>活动</div></body></html>"
    document = read_document(page.encode("gb18030"), "a.htm")
    assert (document.text, document.kind) == ("一、加强建设\n（一）开展\n活动\n", "html")


def test_a_deeply_nested_page_is_read() -> None:
    page = "<html><body>" + "<div>" * 200 + "一、加强" + "</div>" * 200 + "</body></html>"
    assert read_document(page.encode(), "a.html").text == "一、加强\n"


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"<a/>")
        for number in range(5):
            package.writestr(f"word/media/{number}", b"\0" * 45_000_000)
    return out.getvalue()


def package(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("content", "name", "code", "remedy"),
    [
        (b"", "空.txt", "empty", "检查文件是否选对"),
        (b" \r\n\xef\xbb\xbf", "a.txt", "empty", "检查文件是否选对"),
        (b"MZ\x90\0" + b"\0" * 400, "方案.docx", "program", "请上传文件原件"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "密.docx", "encrypted", "取消密码"),
        (OLE, "旧.doc", "old_word", "另存为 .docx"),
        (b"PK\x03\x04" + b"\x01" * 300, "坏.docx", "broken", "重新保存为 .docx"),
        ("不是压缩包".encode(), "a.docx", "broken", "重新保存为 .docx"),
        (package(a_xml=b"<a/>"), "a.zip", "not_word", "请上传 .docx"),
        (package(word__document_xml=b"<a><b></a>"), "a.docx", "broken", "重新保存为 .docx"),
        (
            package(word__document_xml=b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'),
            "a.docx",
            "broken",
            "重新保存为 .docx",
        ),
        (b"%PDF-1.7\n" + b"1" * 300, "a.pdf", "pdf", "复制全文"),
        (b"{\\rtf1 " + b"a" * 300, "a.doc", "rtf", "另存为 .docx"),
        (b"\x89PNG\r\n\x1a\n" + b"\1" * 300, "a.txt", "binary", "请上传 .docx"),
        (bytes(range(1, 32)) * 40, "a.txt", "binary", "请上传 .docx"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(content: bytes, name: str, code: str, remedy: str) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read_document(content, name)
    assert refused.value.reason_code == code
    assert remedy in refused.value.source
    assert name in refused.value.source


def test_what_is_too_large_is_not_read() -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read_document(b"a" * (MOST_BYTES + 1), "大.txt")
    assert (refused.value.reason_code, str(refused.value.message)) == ("too_large", refused.value.source)
    with pytest.raises(UnreadableDocument) as refused:
        read_document(bomb(), "弹.docx")
    assert refused.value.reason_code == "bomb"


def test_only_the_last_part_of_a_path_is_named() -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read_document(b"", str(Path("/secret/place/空.txt")))
    assert "secret" not in refused.value.source
