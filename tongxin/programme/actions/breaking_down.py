"""A unit's own plan for a project that it carries. What is done in it counts for the project by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.subjects import Subject
from tongxin.facts.actions import count_also_for
from tongxin.facts.totals import entries_of, standing
from tongxin.organisations.models import Unit
from tongxin.programme import rules
from tongxin.programme.cascade import counts_for, would_circle
from tongxin.programme.enums import Insight, ProjectStatus
from tongxin.programme.models import Area, Programme, Project

# Where one measure ends and the next begins in a project's words: a line, a semicolon, a full stop.
BETWEEN_MEASURES = re.compile(r"[\n；;。]+")
NUMBERED = re.compile(r"^\s*(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]|[①-⑳]|[一二三四五六七八九十]是)\s*")
MOST_AREAS = 20


def measures_of(project: Project) -> list[str]:
    """The measures that a project's description names, in its order; its title where it names none."""
    found = dict.fromkeys(_measures(project.description))
    return list(found)[:MOST_AREAS] or [project.title]


def _measures(text: str) -> Iterator[str]:
    for part in BETWEEN_MEASURES.split(text):
        words = NUMBERED.sub("", part).strip(" ，,、")
        if len(words) >= 4:
            yield words[:200]


def break_down(*, project: Project, by: Any, name: str, unit: Unit | None = None) -> Programme:
    """Start a unit's own plan for a project that it carries, filled in from the project: period, rhythm, areas.

    Without `unit` it is for the unit that `by` stands for, the lead before a supporting one. Raises NotAllowed unless
    `by` coordinates or reviews for that unit, WrongState unless the project was handed out and is open, Invalid without
    a name or where the unit has such a plan already.
    """
    name = name.strip()
    carrying = [assignment.unit for assignment in project.assignments.select_related("unit")]
    allowed = [one for one in carrying if rules.may_break_down_for(by, one)]
    owner = next((one for one in allowed if unit is None or one.pk == unit.pk), None)
    if owner is None:
        raise NotAllowed(_("只有承办单位的协调员或审核员可以为本单位分解项目。"))
    if not project.is_open or project.status == ProjectStatus.PLANNED:
        raise WrongState(_("项目还没有交办或已经办结，不能分解。"))
    if not name:
        raise Invalid(_("请给本单位的分解方案起个名称。"), field="name")
    above = project.programme
    with transaction.atomic():
        Project.objects.select_for_update().get(pk=project.pk)
        if Programme.objects.filter(owner=owner, year=above.year, name=name).exists():
            raise Invalid(_("本单位这一年已有同名的方案，请换个名称。"), field="name")
        plan = Programme.objects.create(
            owner=owner,
            name=name[:120],
            year=above.year,
            starts_on=project.starts_on,
            ends_on=project.due_on,
            document=None,
            parent_project=project,
            rhythm=project.own_rhythm,
            # One day before the unit itself reports, so that what its own units did is there by then.
            report_working_day=max(1, above.report_working_day - 1),
            light_rules=above.light_rules,
            is_sample=above.is_sample,
            shown_as_of=above.shown_as_of,
        )
        Area.objects.bulk_create(
            Area(programme=plan, position=position, title=title)
            for position, title in enumerate(measures_of(project), start=1)
        )
        audit.record(by, "programme.broken_down", plan, project=project.pk, owner=owner.pk)
    return plan


def attach(*, programme: Programme, project: Project, by: Any) -> int:
    """Make a plan that a unit has already the plan for a project it carries; what was done in it counts there from now.

    Facts recorded before are counted for the project and all above it, each once. Returns how many. Attaching again to
    the same project counts nothing twice. Raises NotAllowed unless `by` stands for the plan's owner and that unit
    carries the project, WrongState where the plan belongs to another project, Invalid where the plan would become a
    part of itself.
    """
    carries = project.assignments.filter(unit_id=programme.owner_id).exists()
    if not carries or not rules.may_break_down_for(by, programme.owner):
        raise NotAllowed(_("只有承办单位的协调员或审核员可以把本单位的方案并入这个项目。"))
    with transaction.atomic():
        # One at a time per tree of plans: two attachments at once could close a circle between them.
        list(Programme.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
        current = Programme.objects.get(pk=programme.pk)
        if current.parent_project_id not in (None, project.pk):
            raise WrongState(_("这个方案已经属于另一个项目，不能再并入别的项目。"))
        fresh = Project.objects.select_related("programme").get(pk=project.pk)
        if would_circle(current, fresh):
            raise Invalid(_("不能并入：这个项目本身就在该方案之下，会形成循环。请选上级交办的项目。"), field="project")
        current.parent_project = fresh
        current.save(update_fields=["parent_project"])
        counted = 0
        for below in _all_below(current):
            subjects = counts_for(below)
            for fact in standing(entries_of(Subject.of(below))):
                counted += sum(count_also_for(fact=fact, subject=subject, by=by) for subject in subjects) > 0
        audit.record(by, "programme.attached", current, project=project.pk, facts=counted)
    programme.parent_project = project
    return counted


def set_insight(*, programme: Programme, insight: Insight, by: Any) -> Programme:
    """Say how far the office above sees into a unit's own plan. Raises NotAllowed unless `by` stands for the unit."""
    if not rules.may_set_insight(by, programme):
        raise NotAllowed(_("只有本单位可以决定上级能看到多少。"))
    with transaction.atomic():
        programme.insight = Insight(insight)
        programme.save(update_fields=["insight"])
        audit.record(by, "programme.insight_set", programme, insight=programme.insight)
    return programme


def _all_below(programme: Programme) -> Iterator[Project]:
    """The projects of a plan and of all plans below it."""
    for project in programme.projects.select_related("programme"):
        yield project
        for plan in project.sub_programmes.all():
            yield from _all_below(plan)
