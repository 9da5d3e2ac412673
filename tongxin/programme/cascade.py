"""The cascade: a unit breaks its project down into a plan of its own, to any depth; what is done below counts above."""

from __future__ import annotations

from collections.abc import Iterator

from tongxin.common.subjects import Subject
from tongxin.programme.models import Programme, Project


def climb(project: Project) -> Iterator[Project]:
    """The project itself, then the one that its programme breaks down, and so on to the top. Ends even in a circle."""
    seen: set[int] = set()
    step: Project | None = project
    while step is not None and step.pk not in seen:
        yield step
        seen.add(step.pk)
        step = step.programme.parent_project


def counts_for(project: Project) -> tuple[Subject, ...]:
    """What a fact of this project counts for, each once: project, programme, and all projects and programmes above."""
    subjects: dict[Subject, None] = {}
    for step in climb(project):
        subjects[Subject.of(step)] = None
        subjects[Subject.of(step.programme)] = None
    return tuple(subjects)


def would_circle(programme: Programme, project: Project) -> bool:
    """Whether making `programme` the plan for `project` would make it a part of itself."""
    return any(step.programme_id == programme.pk for step in climb(project))
