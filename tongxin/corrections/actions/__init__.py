"""Writes of corrections: asked by anybody, answered by the unit, noted on the page."""

from tongxin.corrections.actions.answering import answer, hand_over, read_contact, reopen, set_aside
from tongxin.corrections.actions.asking import ask
from tongxin.corrections.actions.noting import note_correction
from tongxin.corrections.actions.reminding import remind_due

__all__ = ["answer", "ask", "hand_over", "note_correction", "read_contact", "remind_due", "reopen", "set_aside"]
