"""The parts of WordprocessingML that python-docx has no words for: East Asian fonts, grid, frames, borders, fields."""

from math import floor
from typing import Final, cast

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.settings import Settings
from docx.shared import Length, Pt
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FANG_SONG: Final = "仿宋_GB2312"
KAI: Final = "楷体_GB2312"
HEI: Final = "黑体"
SONG: Final = "宋体"
TITLE_SONG: Final = "方正小标宋简体"

# Elements that come before or after ours inside w:pPr, w:sectPr and w:tblPr: Word refuses a file with the wrong order.
_AFTER_FRAME = ("w:widowControl", "w:numPr", "w:suppressLineNumbers", "w:pBdr")
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct")
_AFTER_GRID = (
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:mirrorIndents",
    "w:jc",
    "w:textAlignment",
    "w:outlineLvl",
)
_TAIL = ("w:rPr", "w:sectPr", "w:pPrChange")


def element(name: str, **attributes: str | int) -> BaseOxmlElement:
    """A w: element with w: attributes."""
    made = cast(BaseOxmlElement, OxmlElement(f"w:{name}"))
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def twips(length: Length) -> int:
    return round(float(length.pt) * 20)


def set_font(target: Run | CharacterStyle, name: str, size_pt: float | None = None) -> None:
    """One font for Latin and Chinese alike, as the standard asks; theme fonts would win over it and go."""
    properties = target.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for key in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{key}"), name)
    if size_pt is not None:
        target.font.size = Pt(size_pt)


def narrow(run: Run, scale: float) -> None:
    """Narrow the characters of a run to a part of their width."""
    if scale < 1:
        properties = run._r.get_or_add_rPr()
        properties.insert_element_before(
            element("w", val=floor(scale * 100)), "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u"
        )


def set_line_grid(section: Section, line_pitch_pt: float) -> None:
    """Every line of the section stands on this pitch."""
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(element("docGrid", type="lines", linePitch=int(line_pitch_pt * 20)))


def set_character_space(target: Run | CharacterStyle, space_pt: float) -> None:
    """Widen or, below 0, narrow the space after every character."""
    properties = target.element.get_or_add_rPr()
    properties.insert_element_before(
        element("spacing", val=round(space_pt * 20)),
        "w:w",
        "w:kern",
        "w:position",
        "w:sz",
        "w:szCs",
        "w:highlight",
        "w:u",
    )


def leave_grid(paragraph: Paragraph) -> None:
    """Let a paragraph's own line height count instead of the grid's."""
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(element("snapToGrid", val=0), *_AFTER_GRID, *_TAIL)


def indent_first_line(target: Paragraph | ParagraphStyle, characters: int, character: Length) -> None:
    """Indent in characters, which Word keeps when the type size changes, and in twips for other programs."""
    indent = target.paragraph_format.element.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), str(characters * 100))
    indent.set(qn("w:firstLine"), str(twips(character) * characters))


def indent_right(paragraph: Paragraph, characters: float, character: Length) -> None:
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:rightChars"), str(round(characters * 100)))
    indent.set(qn("w:right"), str(round(twips(character) * characters)))


def set_rule(paragraph: Paragraph, side: str, *, style: str, size_pt: float, space_pt: float, colour: str) -> None:
    """A rule along one side ("top" or "bottom") of a paragraph, `space_pt` (at most 31) away from its text."""
    borders = element("pBdr")
    borders.append(
        element(side, val=style, sz=round(size_pt * 8), space=round(space_pt), color=colour.removeprefix("#").upper())
    )
    _insert_borders(paragraph, borders)


def set_box_rules(paragraph: Paragraph, *, size_pt: float) -> None:
    """Black rules above and below; neighbours with the same rules and indents share one pair."""
    borders = element("pBdr")
    for side in ("top", "bottom"):
        borders.append(element(side, val="single", sz=round(size_pt * 8), space=2, color="000000"))
    _insert_borders(paragraph, borders)


def shade(paragraph: Paragraph, colour: str) -> None:
    """Fill a paragraph's lines; an empty one that is thin enough becomes a rule."""
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        element("shd", val="clear", color="auto", fill=colour),
        *_AFTER_BORDERS[1:],
        "w:snapToGrid",
        *_AFTER_GRID,
        *_TAIL,
    )


def _insert_borders(paragraph: Paragraph, borders: BaseOxmlElement) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, *_AFTER_BORDERS, "w:snapToGrid", *_AFTER_GRID, *_TAIL)


def put_in_frame(paragraph: Paragraph, *, width: Length, top: Length | None) -> None:
    """Place a paragraph on the page: its top edge so far from the page's, or, without `top`, at the type area's end.

    Neighbours with the same place share one frame; the text goes on above or below it.
    """
    place: dict[str, str | int] = (
        {"vAnchor": "margin", "hAnchor": "margin", "xAlign": "left", "yAlign": "bottom"}
        if top is None
        else {"vAnchor": "page", "hAnchor": "page", "xAlign": "center", "y": twips(top)}
    )
    frame = element("framePr", w=twips(width), hSpace=0, wrap="notBeside", **place)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(frame, *_AFTER_FRAME, *_AFTER_BORDERS, "w:snapToGrid", *_AFTER_GRID, *_TAIL)


def add_page_field(paragraph: Paragraph) -> Run:
    """The page's number, which the reader's program fills in."""
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("value", "1"), ("end", "")):
        if kind == "value":
            part = element("t")
            part.text = text
        elif text:
            part = element("instrText")
            part.text = text
        else:
            part = element("fldChar", fldCharType=kind)
        run._r.append(part)
    return run


def set_facing_pages(settings: Settings, *, mirrored: bool) -> None:
    """Odd and even pages have footers of their own; if mirrored, the binding edge changes sides."""
    settings.odd_and_even_pages_header_footer = True
    if mirrored:
        # Right after w:zoom is where the schema wants it.
        settings.element.find(qn("w:zoom")).addnext(element("mirrorMargins"))


def repeat_header(row: _Row) -> None:
    """The row is printed again on every page that the table runs over."""
    row._tr.get_or_add_trPr().append(element("tblHeader"))


def keep_row_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(element("cantSplit"))


def set_table_borders(table: Table, **sides: float) -> None:
    """Rules by side in points; a side that is not named has none."""
    borders = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        size = sides.get(side, 0.0)
        borders.append(element(side, val="single" if size else "nil", sz=round(size * 8), space=0, color="000000"))
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblBorders")):
        properties.remove(old)
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
