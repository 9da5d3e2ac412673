"""Documents of further layouts, each held against what a careful clerk reads in it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from docx import Document

from tests.documents.outline.draft_laws import check
from tests.documents.outline.expectations import misses
from tongxin.documents.outline import read_outline
from tongxin.documents.reading import read_document

LAYOUTS = Path(__file__).parents[1] / "samples" / "layouts"
NAMES = sorted(path.name for path in LAYOUTS.iterdir() if path.suffix != ".json")


@pytest.mark.parametrize("name", NAMES)
def test_what_a_clerk_reads_is_read(name: str) -> None:
    text = read_document((LAYOUTS / name).read_bytes(), name).text
    expected = json.loads((LAYOUTS / name).with_suffix(".expected.json").read_text(encoding="utf-8"))
    draft = read_outline(text)
    check(text, draft)
    assert misses(text, draft, expected) == []


def test_a_table_in_word_with_merged_areas_and_several_units_in_a_cell() -> None:
    document = Document()
    document.add_paragraph("示例区2024年民生实事任务分解表")
    table = document.add_table(rows=5, cols=6)
    rows = (
        ("序号", "工作领域", "重点任务", "牵头单位", "配合单位", "完成时限"),
        ("1", "教育", "新建幼儿园2所", "区教育局", "区财政局\n区住建局", "2024年8月底前"),
        ("2", "", "改造食堂5个", "区教育局", "各街道", "10月底前"),
        ("3", "养老", "建设助餐点8家", "区民政局\n区卫健局", "各街道", "年底前"),
        ("4", "", "适老化改造200户", "区民政局", "", "长期"),
    )
    for cells, words in zip(table.rows, rows, strict=True):
        for cell, word in zip(cells.cells, words, strict=True):
            cell.text = word
    for first, last in ((1, 2), (3, 4)):
        table.cell(first, 1).merge(table.cell(last, 1))
    content = io.BytesIO()
    document.save(content)
    text = read_document(content.getvalue(), "任务分解表.docx").text
    draft = read_outline(text)
    check(text, draft)
    expected = {
        "title": "示例区2024年民生实事任务分解表",
        "headings": [
            {"ordinal": None, "level": 1, "starts": "教育"},
            {"ordinal": "1", "level": 2, "starts": "新建幼儿园2所"},
            {"ordinal": "2", "level": 2, "starts": "改造食堂5个"},
            {"ordinal": None, "level": 1, "starts": "养老"},
            {"ordinal": "3", "level": 2, "starts": "建设助餐点8家"},
            {"ordinal": "4", "level": 2, "starts": "适老化改造200户"},
        ],
        "assignments": [
            {"starts": "新建幼儿园", "lead_units": ["区教育局"], "supporting_units": ["区财政局", "区住建局"]},
            {"starts": "建设助餐点", "lead_units": ["区民政局", "区卫健局"], "supporting_units": ["各街道"]},
            {"starts": "适老化改造", "lead_units": ["区民政局"], "supporting_units": []},
        ],
        "due": [
            {"starts": "新建幼儿园", "date": "2024-08-31"},
            {"starts": "改造食堂", "date": "2024-10-31"},
            {"starts": "建设助餐点", "date": "2024-12-31"},
            {"starts": "适老化改造", "date": None},
        ],
    }
    assert misses(text, draft, expected) == []


def test_a_page_number_inside_a_heading_ends_its_title_and_loses_nothing() -> None:
    text = (
        "一、甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛\n壬癸甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛\n— 2 —\n"
        "壬癸甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛\n壬癸甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛\n结束。\n"
        "二、加强管理。\n三、完善制度。\n四、建设平台。\n— 3 —\n"
    )
    draft = read_outline(text)
    check(text, draft)
    assert [node.ordinal for node in draft.nodes] == ["一", "二", "三", "四"]
    assert draft.nodes[0].title == "甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛"
    assert draft.nodes[0].text.endswith("结束。")
    assert [text[slice(*piece.span)] for piece in draft.unplaced] == ["— 3 —"]


def test_what_a_page_number_cuts_in_two_is_read_as_one() -> None:
    """A heading and a paragraph go on behind the number; the text of a heading does not become a part of it."""
    text = """关于开展示例工作年的通知

一、重点任务
（一）加强党外代表人士
— 2 —
队伍建设
举办培训班2期。牵头单位：市委组织部。
（二）走访企业
— 3 —
走访企业30家。牵头单位：市工商联。
（三）加强领导，落实责任，各单位要把这项工作摆上重要议事日程，主要负责同志亲自抓，分管负责同志具体抓，层层压实
— 4 —
责任，定期研究。
"""
    draft = read_outline(text)
    check(text, draft)
    first, second, third = draft.nodes[0].children
    assert first.text.startswith("加强党外代表人士队伍建设\n")
    assert first.lead_units == ("市委组织部",)
    assert second.title == "走访企业"
    assert "层层压实责任，定期研究" in third.text
    assert [piece.reason.value.split()[0] for piece in draft.unplaced].count("page") == 0
