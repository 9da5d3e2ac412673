"""Booking codes: unguessable, and easy to read out and to type."""

from __future__ import annotations

import secrets

# Without those that look or sound alike.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH = 12


def new_code() -> str:
    """Twelve characters of 31: some 59 bits."""
    return "".join(secrets.choice(LETTERS) for _place in range(LENGTH))


def plain_code(text: str) -> str:
    """A code as it is kept, from however it was typed; empty for what can be none."""
    code = "".join(part for part in text.upper() if part.isalnum())
    return code if len(code) == LENGTH and set(code) <= set(LETTERS) else ""


def shown_code(code: str) -> str:
    """K7MP-3XQA-9TRB."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
