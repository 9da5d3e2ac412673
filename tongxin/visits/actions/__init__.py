"""Writes of visits: each checks who asks, changes rows and adds its audit row in one transaction."""

from tongxin.visits.actions.booking import Wanted, book, cancel, change_persons, correct_contact, forget_contact
from tongxin.visits.actions.planning import (
    OpenDayGiven,
    PlanGiven,
    add_open_day,
    remove_open_day,
    set_plan,
)
from tongxin.visits.actions.receiving import close_slots, confirm_arrival, mark_missed, mark_told, reopen_slot

__all__ = [
    "OpenDayGiven",
    "PlanGiven",
    "Wanted",
    "add_open_day",
    "book",
    "cancel",
    "change_persons",
    "close_slots",
    "confirm_arrival",
    "correct_contact",
    "forget_contact",
    "mark_missed",
    "mark_told",
    "remove_open_day",
    "reopen_slot",
    "set_plan",
]
