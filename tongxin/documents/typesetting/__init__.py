"""Official documents after GB/T 9704-2012: one model, laid out as .docx and as PDF.

`to_docx` names the standard's fonts, for an office that has them and edits on; `to_pdf` embeds the open fonts that come
with Tongxin. Both are pure functions of the document.
"""

from tongxin.documents.typesetting.faces import missing_characters
from tongxin.documents.typesetting.model import (
    Alignment,
    Block,
    DocumentNumber,
    Heading,
    Imprint,
    Layout,
    OfficialDocument,
    PageBreak,
    Paragraph,
    Table,
)
from tongxin.documents.typesetting.pdf import to_pdf
from tongxin.documents.typesetting.word import to_docx

__all__ = [
    "Alignment",
    "Block",
    "DocumentNumber",
    "Heading",
    "Imprint",
    "Layout",
    "OfficialDocument",
    "PageBreak",
    "Paragraph",
    "Table",
    "missing_characters",
    "to_docx",
    "to_pdf",
]
