"""`tongxin draft`: a document becomes the draft of a plan, in the terminal, as JSON or as a workbook."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from tongxin.documents.outline import Draft, Node, read_outline
from tongxin.documents.outline.workbook import write_workbook
from tongxin.documents.reading import MOST_BYTES, read_document


def draft(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A .txt, .docx or .html file; - reads standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the draft as one JSON object.")] = False,
    xlsx: Annotated[
        Path | None, typer.Option("--xlsx", metavar="OUT", help="Write one row per item to a workbook.")
    ] = None,
) -> None:
    """Read a document that orders a year's work into the draft of a plan (docs/draft-format.md)."""
    if as_json and xlsx is not None:
        raise typer.BadParameter("choose one of --json and --xlsx")
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    document = read_document(_content(file), "stdin" if file == "-" else file)
    read = read_outline(document.text)
    if as_json:
        sys.stdout.write(json.dumps(read.as_json(), ensure_ascii=False, indent=2) + "\n")
    elif xlsx is not None:
        write_workbook(read, xlsx)
    else:
        sys.stdout.writelines(f"{line}\n" for line in _lines(read))


def _content(file: str) -> bytes:
    """The bytes of the file; no more than one past the limit, so that a huge one is refused without being loaded."""
    if file == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with Path(file).open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def _lines(read: Draft) -> Iterator[str]:
    """The draft as a person reads it."""
    for label, value in (
        ("标题", read.title),
        ("文号", read.document_number),
        ("日期", read.issued_on),
        ("发文单位", read.issuer),
        ("文中所称领域数", read.declared.areas),
        ("文中所称项目数", read.declared.projects),
    ):
        if value is not None:
            yield f"{label}：{value}"
    yield ""
    for node in read.walk():
        yield "  " * (node.level - 1) + _line(node)
    yield ""
    yield f"共 {sum(1 for _ in read.walk())} 项；另有 {len(read.unplaced)} 段文字不属于任务。"


def _line(node: Node) -> str:
    marker = f"{node.marker} " if node.marker else "· "
    parts = [marker + " ".join(node.title.split())]
    if node.lead_units:
        parts.append("牵头：" + "、".join(node.lead_units))
    if node.supporting_units:
        parts.append("配合：" + "、".join(node.supporting_units))
    if node.due is not None:
        parts.append("时限：" + node.due.text + (f"（{node.due.date}）" if node.due.date else ""))
    if node.targets:
        parts.append("指标：" + "、".join(target.text for target in node.targets))
    return "  |  ".join(parts)
