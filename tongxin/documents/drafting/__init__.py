"""The draft of a plan: a tree of items that a clerk edits. Pure functions on plain JSON, no database.

A state is `{"title", "document_number", "issued_on", "issuer", "declared", "next", "items", "unplaced"}`. An item is
`{"id", "kind", "was", "ordinal", "marker", "title", "text", "spans", "leads", "supports", "starts_on", "due",
"targets", "children"}`; `spans` ([[start, end], ...], characters of the document) are its own words, its children's
left out. `unplaced` are `{"span", "reason"}`.

The law: no operation loses a word. Every span of the document stands in exactly one item or in `unplaced`.

What an item is follows from its place, so that dragging is enough: at the top an area, in an area a project, in a
project a measure. Two kinds stand beside that: a note (a heading or remark that is kept; what stands in it counts as
standing where the note stands) and "not a task" (with all that is in it left out of the plan, and lifted at will).
"""

from tongxin.documents.drafting.comparing import Comparison, declared_against
from tongxin.documents.drafting.defaults import state_of
from tongxin.documents.drafting.operations import OPERATIONS, Operation, change
from tongxin.documents.drafting.parties import match_parties, unmatched
from tongxin.documents.drafting.state import (
    AREA,
    MEASURE,
    NOT_A_TASK,
    NOTE,
    PROJECT,
    Item,
    State,
    areas,
    counted,
    covered,
    description,
    find,
    parts,
    projects_in,
    spans_with_children,
    walk,
)

__all__ = [
    "AREA",
    "MEASURE",
    "NOTE",
    "NOT_A_TASK",
    "OPERATIONS",
    "PROJECT",
    "Comparison",
    "Item",
    "Operation",
    "State",
    "areas",
    "change",
    "counted",
    "covered",
    "declared_against",
    "description",
    "find",
    "match_parties",
    "parts",
    "projects_in",
    "spans_with_children",
    "state_of",
    "unmatched",
    "walk",
]
