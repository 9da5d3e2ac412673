"""An official document as a PDF, set by Typst in the fonts that come with Tongxin."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from tongxin.documents.typesetting import measures, wording
from tongxin.documents.typesetting.faces import FONT_FOLDER, printable
from tongxin.documents.typesetting.model import Block, Heading, OfficialDocument, PageBreak, Paragraph, Table

TEMPLATE: Final = Path(__file__).resolve().parent / "official.typ"

# Where the dash's stroke lies above the baseline in the page number's face, in em.
DASH_HEIGHT_EM: Final = 0.2675

_ZERO_WIDTH_SPACE: Final = "\u200b"
_INSET_PT: Final = 3.0
_LINE_OF_TABLE_PT: Final = 18.0


@cache
def _fonts() -> typst.Fonts:
    """The fonts, read once for the process. Those of the machine are left out: they would change the result."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)])


def to_pdf(document: OfficialDocument) -> bytes:
    """The document as a PDF with its fonts embedded. The same document always gives the same bytes.

    A character that no font has is printed as 〓; `missing_characters` lists them beforehand.
    """
    compiler = typst.Compiler(
        input=TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(_content(document))},
    )
    result = compiler.compile(format="pdf")
    if not isinstance(result, bytes):
        raise TypeError(f"Typst returned {type(result).__name__} where the bytes of one PDF were expected.")
    return result


def breakable(text: str, limit: float) -> str:
    """The text with places to break inside every word of more than `limit` characters of the grid.

    Without them a long web address or number would run over the edge of the line or cell.
    """
    result: list[str] = []
    word: list[str] = []

    def close_word() -> None:
        joint = _ZERO_WIDTH_SPACE if measures.width_in_characters("".join(word)) > limit else ""
        result.append(joint.join(word))
        word.clear()

    for character in text:
        if character.isspace() or (measures.is_wide(character) and character.isalnum()):
            close_word()
            result.append(character)
        else:
            word.append(character)
    close_word()
    return "".join(result)


def _line(text: str) -> str:
    return breakable(printable(text), measures.CHARACTERS_PER_LINE / 2)


def _content(document: OfficialDocument) -> dict[str, Any]:
    mark = measures.mark_of(printable(document.issuer_mark))
    blocks = list(document.body)
    while blocks and isinstance(blocks[-1], PageBreak):
        blocks.pop()
    width_mm = measures.TYPE_HEIGHT_MM if document.layout == "table" else measures.TYPE_WIDTH_MM
    imprint = document.imprint
    return {
        "layout": document.layout,
        "author": printable(document.signatory or document.issuer_mark),
        "title": _line(document.title),
        "issuer_mark": printable(document.issuer_mark),
        "mark_size": mark.size_pt,
        "mark_scale": mark.horizontal_scale,
        "number": _line(str(document.number or "")),
        "addressees": _line(wording.addressee_line(document)),
        "blocks": [_block(block, width_mm * measures.POINTS_PER_MM) for block in blocks],
        "attachments_label": wording.ATTACHMENTS_LABEL,
        "attachments": [
            {"label": label, "name": _line(name)}
            for label, name in zip(wording.attachment_labels(document), document.attachments, strict=True)
        ],
        "signatory": _line(document.signatory),
        "date": wording.date_line(document),
        "issue": wording.issue_line(document),
        "editor": _line(document.editor),
        "masthead_date": wording.date_line(document),
        "has_imprint": not imprint.is_empty,
        "copies_label": wording.COPIES_LABEL,
        "copies": _line(wording.copies_line(imprint)),
        "printed_by": _line(imprint.printed_by),
        "printed_on": wording.printed_on_line(imprint),
        "sample_mark": wording.SAMPLE_MARK if document.sample else "",
        "measures": _measures(),
    }


def _block(block: Block, width_pt: float) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": _line(block.text)}
        case Paragraph():
            return {"kind": "paragraph", "text": _line(block.text)}
        case PageBreak():
            return {"kind": "break"}
        case Table():
            return _table(block, width_pt)


def _table(table: Table, width_pt: float) -> dict[str, Any]:
    # How many characters a cell's line takes; at least one, however narrow the column.
    capacities = [max(1.0, (share * width_pt - 2 * _INSET_PT) / measures.TABLE_PT) for share in table.shares]
    tallest = measures.TYPE_WIDTH_MM * measures.POINTS_PER_MM / 2

    def cells(row: tuple[str, ...]) -> list[str]:
        return [breakable(printable(cell), capacity) for cell, capacity in zip(row, capacities, strict=True)]

    def is_tall(row: tuple[str, ...]) -> bool:
        lines = max(
            measures.width_in_characters(cell) / capacity for cell, capacity in zip(row, capacities, strict=True)
        )
        return lines * _LINE_OF_TABLE_PT > tallest

    return {
        "kind": "table",
        "caption": _line(table.caption),
        "headers": cells(table.headers),
        # Only a row of more than half a page may be split.
        "rows": [{"cells": cells(row), "breakable": is_tall(row)} for row in table.full_rows],
        "shares": table.shares,
        "alignments": table.column_alignments,
    }


@cache
def _measures() -> dict[str, Any]:
    millimetres = {
        "page_width": measures.PAGE_WIDTH_MM,
        "page_height": measures.PAGE_HEIGHT_MM,
        "top_margin": measures.TOP_MARGIN_MM,
        "bottom_margin": measures.BOTTOM_MARGIN_MM,
        "binding_margin": measures.BINDING_MARGIN_MM,
        "right_margin": measures.RIGHT_MARGIN_MM,
        "type_width": measures.TYPE_WIDTH_MM,
        "type_height": measures.TYPE_HEIGHT_MM,
        "mark_top": measures.MARK_TOP_MM,
        "red_rule_gap": measures.RED_RULE_GAP_MM,
        "page_number_gap": measures.PAGE_NUMBER_GAP_MM,
        "letter_mark_top": measures.LETTER_MARK_TOP_MM,
        "letter_rule": measures.LETTER_RULE_MM,
        "letter_rule_bottom": measures.LETTER_RULE_BOTTOM_MM,
        "imprint_outer_rule": measures.IMPRINT_OUTER_RULE_MM,
        "imprint_inner_rule": measures.IMPRINT_INNER_RULE_MM,
    }
    return {name: value * measures.POINTS_PER_MM for name, value in millimetres.items()} | {
        "line_pitch": measures.LINE_PITCH_PT,
        "character_pitch": measures.CHARACTER_PITCH_PT,
        "body": measures.BODY_PT,
        "title": measures.TITLE_PT,
        "small": measures.SMALL_PT,
        "table": measures.TABLE_PT,
        "red_rule": measures.RED_RULE_PT,
        "red": measures.RED,
        "date_inset": measures.DATE_INSET_CHARACTERS,
        "dash_height": DASH_HEIGHT_EM,
    }
