"""Reads of documents and drafts, limited to what a person may see; what is not in them is 404."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from tongxin.documents import drafting
from tongxin.documents.models import Draft, SourceDocument
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.organisations.roles import units_where


def owners_for(user: Any) -> QuerySet[Unit]:
    """The open units for which the person may take in documents and make plans."""
    return Unit.objects.filter(units_where(user, Role.COORDINATOR), closed_on__isnull=True).order_by("path")


def visible_documents(user: Any) -> QuerySet[SourceDocument]:
    """Documents of the offices that the person coordinates. Their text is loaded when it is asked for."""
    return (
        SourceDocument.objects.filter(owner__in=Unit.objects.filter(units_where(user, Role.COORDINATOR)))
        .select_related("owner")
        .defer("text", "outline")
    )


def visible_drafts(user: Any) -> QuerySet[Draft]:
    """Drafts of the offices that the person coordinates, latest change first."""
    return (
        Draft.objects.filter(document__owner__in=Unit.objects.filter(units_where(user, Role.COORDINATOR)))
        .select_related("document__owner")
        .defer("document__outline")
    )


@dataclass(frozen=True)
class DraftRow:
    """A draft as it stands in a list."""

    draft: Draft
    comparison: drafting.Comparison

    @property
    def is_done(self) -> bool:
        """Whether a programme came of it."""
        return bool(self.draft.became_id)


def draft_rows(drafts: Iterable[Draft]) -> list[DraftRow]:
    """Drafts with what each has, for a list."""
    return [DraftRow(draft, drafting.declared_against(draft.state)) for draft in drafts]


def declared_against(draft: Draft) -> drafting.Comparison:
    """What the document says of its own size, held against what the draft has."""
    return drafting.declared_against(draft.state)
