"""Writing to the tree: one writer at a time, so that places (`path`) are never given twice or lost."""

from __future__ import annotations

from tongxin.organisations.models import Unit


def lock_tree() -> None:
    """Make other writers of the tree wait until this transaction ends. SQLite has one writer by its nature."""
    list(Unit.objects.select_for_update().filter(depth=1).order_by("path").values_list("pk", flat=True))


def fresh(unit: Unit) -> Unit:
    """The unit as it stands now: a place read earlier may be out of date."""
    now: Unit = Unit.objects.get(pk=unit.pk)
    return now
