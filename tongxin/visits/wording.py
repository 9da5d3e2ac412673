"""How slots are told."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from tongxin.common.clock.wording import day as day_words


def slot_words(slot: Any) -> str:
    """ "12月3日（周四） 09:30–10:30", with the year where it is another one."""
    return f"{day_words(slot.day, year=timezone.localdate().year)} {slot.starts:%H:%M}–{slot.ends:%H:%M}"
