"""Plans that could become a unit's plan for a project it carries."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet

from tongxin.programme import rules
from tongxin.programme.cascade import climb
from tongxin.programme.models import Programme, Project


def attachable_plans(project: Project, user: Any) -> QuerySet[Programme]:
    """Plans of the carrying units that the person stands for, which belong to no project yet and are not above this one.

    Each has `size`, the number of its projects.
    """
    own = [
        assignment.unit_id
        for assignment in project.assignments.select_related("unit")
        if rules.may_break_down_for(user, assignment.unit)
    ]
    above = [step.programme_id for step in climb(project)]
    return (
        Programme.objects.filter(owner_id__in=own, parent_project=None)
        .exclude(pk__in=above)
        .select_related("owner")
        .annotate(size=Count("projects"))
        .order_by("-year", "name")
    )
