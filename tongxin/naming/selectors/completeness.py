"""What an application still lacks before it can be handed in."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from tongxin.naming.models import Application


@dataclass(frozen=True)
class Missing:
    """Something that is missing: its name, and the form's field where it is given."""

    title: str
    field: str


def missing_items(application: Application) -> list[Missing]:
    """In the order of the form; empty where everything is there. One query."""
    found = []
    if not application.statement.strip():
        found.append(Missing(_("申报理由"), "statement"))
    answers = application.answers.select_related("criterion").annotate(files=Count("evidence"))
    for answer in answers.order_by("criterion__position"):
        if not answer.text.strip():
            found.append(Missing(_("“%(item)s”的情况") % {"item": answer.criterion.title}, f"text-{answer.pk}"))
        if answer.criterion.needs_evidence and not answer.files:
            found.append(Missing(_("“%(item)s”的佐证") % {"item": answer.criterion.title}, f"files-{answer.pk}"))
    return found
