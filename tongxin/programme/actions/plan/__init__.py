"""Writes of the plan: the year, its areas and projects, before and while it is carried out."""

from tongxin.programme.actions.plan.from_draft import create_programme_from_draft
from tongxin.programme.actions.plan.given import AreaGiven, GoalGiven, IndicatorGiven, ProjectGiven, SupportGiven
from tongxin.programme.actions.plan.light_rules import set_light_rules
from tongxin.programme.actions.plan.programmes import (
    add_area,
    create_programme,
    edit_area,
    edit_programme,
    remove_area,
)
from tongxin.programme.actions.plan.projects import (
    add_project,
    edit_project,
    next_code,
    remove_project,
    set_assignments,
    set_goals,
    set_indicators,
)

__all__ = [
    "AreaGiven",
    "GoalGiven",
    "IndicatorGiven",
    "ProjectGiven",
    "SupportGiven",
    "add_area",
    "add_project",
    "create_programme",
    "create_programme_from_draft",
    "edit_area",
    "edit_programme",
    "edit_project",
    "next_code",
    "remove_area",
    "remove_project",
    "set_assignments",
    "set_goals",
    "set_indicators",
    "set_light_rules",
]
