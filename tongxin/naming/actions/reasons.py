"""Reasons are kept and published word for word: one that is too long is refused, never cut."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tongxin.common.errors import Invalid

# As long as the columns that keep them.
LONGEST_REASON = 500


def whole(reason: str) -> str:
    """The reason without blanks around it. Raises Invalid for one that is too long."""
    reason = reason.strip()
    if len(reason) > LONGEST_REASON:
        raise Invalid(_("最多 %(longest)d 个字，请精简。") % {"longest": LONGEST_REASON}, field="reason")
    return reason
