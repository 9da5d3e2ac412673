"""Several names in one sentence."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _


def listed(words: Iterable[object]) -> str:
    """The words with the mark of a list between them: 甲局、乙局. For sentences; the cells of a table keep their own."""
    return _("、").join(str(word) for word in words)
