"""Issued papers that a person may read. What is not in it is 404."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from tongxin.documents.models import IssuedDocument
from tongxin.programme.models import Programme
from tongxin.programme.selectors.access import visible_notices
from tongxin.programme.selectors.heat import months_of
from tongxin.programme.selectors.sight import Depth, sight_of


def visible_papers(user: Any) -> QuerySet[IssuedDocument]:
    """Papers of the programmes that one sees in full: an issued paper goes to all who carry the year. Of supervision
    notices those that one may read. What names places is public.
    """
    programmes = [str(pk) for pk in sight_of(user).at_least(Depth.FULL)]
    of_programmes = Q(subject_kind=Programme._meta.label_lower, subject_id__in=programmes)
    of_notices = Q(pk__in=visible_notices(user).order_by().values("document_id"))
    of_naming = Q(series=IssuedDocument.Series.NAMING)
    return IssuedDocument.objects.filter(of_programmes | of_notices | of_naming).select_related("owner", "docx", "pdf")


def briefing_months(programme: Programme) -> list[date]:
    """The first days of the months of which a briefing can be written, the latest first."""
    return [month for month in reversed(months_of(programme)) if month <= programme.today]
