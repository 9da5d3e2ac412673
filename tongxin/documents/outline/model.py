"""What the outline reader hands over: a draft of the year's plan, every part of it tied to its words in the document.

All spans are half-open pairs of character offsets into the text that was read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypedDict

Span = tuple[int, int]


class Kind(StrEnum):
    """What a node of the outline is to the plan."""

    AREA = "area"
    PROJECT = "project"
    MEASURE = "measure"
    NOTE = "note"


class Reason(StrEnum):
    """Why a piece of the text is no part of the outline: a stable code and the words a clerk would use."""

    TITLE = "title 标题"
    MASTHEAD = "masthead 版头"
    DOCUMENT_NUMBER = "document_number 发文字号"
    PUBLICATION = "publication 发布信息"
    ADDRESSEE = "addressee 主送机关"
    PREAMBLE = "preamble 引言"
    NARRATIVE = "narrative 会议情况"
    ATTENDANCE = "attendance 出席人员"
    CLOSING = "closing 结语"
    SIGNATURE = "signature 落款"
    ATTACHMENT = "attachment 附件说明"
    IMPRINT = "imprint 版记"
    CONTACT = "contact 联系方式"
    TABLE_HEAD = "table_head 表头"
    PAGE = "page 页码"
    OTHER = "other 其他文字"


class DueJSON(TypedDict):
    text: str
    date: str | None


class TargetJSON(TypedDict):
    text: str
    value: int | float
    unit: str


class NodeJSON(TypedDict):
    id: str
    ordinal: str | None
    marker: str | None
    level: int
    kind: str
    title: str
    text: str
    span: list[int]
    lead_units: list[str]
    supporting_units: list[str]
    due: DueJSON | None
    targets: list[TargetJSON]
    children: list[NodeJSON]


class UnplacedJSON(TypedDict):
    span: list[int]
    reason: str


class DeclaredJSON(TypedDict, total=False):
    areas: int | None
    projects: int | None
    area_titles: list[str]


class DraftJSON(TypedDict):
    title: str | None
    document_number: str | None
    issued_on: str | None
    issuer: str | None
    declared: DeclaredJSON
    nodes: list[NodeJSON]
    unplaced: list[UnplacedJSON]


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as written; `date` is its last day, None where it has none (长期坚持) or an impossible one."""

    text: str
    date: date | None

    def as_json(self) -> DueJSON:
        return {"text": self.text, "date": self.date.isoformat() if self.date else None}


@dataclass(frozen=True, slots=True)
class Target:
    """A quantity as written: 不少于10场 is 10 of 场, 1.2亿元 is 1.2 of 亿元. Both ends of a range are given."""

    text: str
    value: int | float
    unit: str

    def as_json(self) -> TargetJSON:
        return {"text": self.text, "value": self.value, "unit": self.unit}


@dataclass(frozen=True, slots=True)
class Node:
    """An item of the outline. `level` is 1 for the outermost list of its part of the text."""

    id: str
    ordinal: str | None
    marker: str | None
    level: int
    kind: Kind
    title: str
    text: str
    span: Span
    lead_units: tuple[str, ...] = ()
    supporting_units: tuple[str, ...] = ()
    due: Due | None = None
    targets: tuple[Target, ...] = ()
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """This node and everything below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()

    def as_json(self) -> NodeJSON:
        return {
            "id": self.id,
            "ordinal": self.ordinal,
            "marker": self.marker,
            "level": self.level,
            "kind": self.kind.value,
            "title": self.title,
            "text": self.text,
            "span": list(self.span),
            "lead_units": list(self.lead_units),
            "supporting_units": list(self.supporting_units),
            "due": self.due.as_json() if self.due else None,
            "targets": [target.as_json() for target in self.targets],
            "children": [child.as_json() for child in self.children],
        }


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A piece of the text that is no part of the outline, and why."""

    span: Span
    reason: Reason

    def as_json(self) -> UnplacedJSON:
        return {"span": list(self.span), "reason": self.reason.value}


@dataclass(frozen=True, slots=True)
class Declared:
    """What the text itself says of its size, to be held against what the outline has."""

    areas: int | None = None
    projects: int | None = None
    area_titles: tuple[str, ...] = ()

    def as_json(self) -> DeclaredJSON:
        declared: DeclaredJSON = {"areas": self.areas, "projects": self.projects}
        if self.area_titles:
            declared["area_titles"] = list(self.area_titles)
        return declared


@dataclass(frozen=True, slots=True)
class Draft:
    """The outline of a document; the spans of `nodes` and `unplaced` cover every character but white space, once."""

    title: str | None
    document_number: str | None
    issued_on: date | None
    issuer: str | None
    declared: Declared
    nodes: tuple[Node, ...]
    unplaced: tuple[Unplaced, ...]

    def walk(self) -> Iterator[Node]:
        """Every node of the outline, in the order of the text."""
        for node in self.nodes:
            yield from node.walk()

    def as_json(self) -> DraftJSON:
        """The object described in docs/draft-format.md."""
        return {
            "title": self.title,
            "document_number": self.document_number,
            "issued_on": self.issued_on.isoformat() if self.issued_on else None,
            "issuer": self.issuer,
            "declared": self.declared.as_json(),
            "nodes": [node.as_json() for node in self.nodes],
            "unplaced": [piece.as_json() for piece in self.unplaced],
        }
