"""Writes of the ledger. Each takes its place in the queue, changes rows and totals, and adds its audit row."""

from tongxin.facts.actions.batch import Recorded, record_many
from tongxin.facts.actions.corrections import Correction, correct
from tongxin.facts.actions.kinds import add_kind, change_kind
from tongxin.facts.actions.recording import count_all_also_for, count_also_for, rebuild_totals, record
from tongxin.facts.kinds import ensure_kinds
from tongxin.facts.validators import NewFact

__all__ = [
    "Correction",
    "NewFact",
    "Recorded",
    "add_kind",
    "change_kind",
    "correct",
    "count_all_also_for",
    "count_also_for",
    "ensure_kinds",
    "rebuild_totals",
    "record",
    "record_many",
]
