"""The outline reader: a document that orders a year's work becomes a draft of the plan (docs/draft-format.md)."""

from tongxin.documents.outline.assemble import read_outline
from tongxin.documents.outline.model import Declared, Draft, Due, Kind, Node, Reason, Target, Unplaced

__all__ = ["Declared", "Draft", "Due", "Kind", "Node", "Reason", "Target", "Unplaced", "read_outline"]
