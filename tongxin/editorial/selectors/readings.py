"""What waits to be read, and one reading with all that was said before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from wagtail.models import Page, TaskState

from tongxin.editorial import reviewing, rules
from tongxin.editorial.models import ReviewTask, StandardPage
from tongxin.editorial.models.pages import ArticlePage
from tongxin.editorial.models.review import READINGS, ReviewPart, ReviewVerdict, Step


@dataclass(frozen=True)
class Reading:
    """A draft that waits at a step. `why_not` says why this person may not decide; empty where he or she may."""

    state: TaskState
    step: Step
    title: str
    kind: str
    handed_in_by: Any
    why_not: str

    @property
    def pk(self) -> int:
        return int(self.state.pk)


def reads_anything(user: Any) -> bool:
    """Whether this person has the role of any step."""
    return any(rules.may_read(user, role) for role in _roles())


def _roles() -> list[str]:
    return sorted(set(ReviewTask.objects.values_list("role", flat=True)))


def waiting(user: Any) -> list[Reading]:
    """The drafts that wait for a word, oldest first, for those who read at some step; none for all others."""
    if not reads_anything(user):
        return []
    states = list(
        TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
        .select_related("task__reviewtask", "workflow_state__requested_by", "workflow_state__content_type", "revision")
        .order_by("started_at")
    )
    why_not = reviewing.why_not_each(states, user)
    return [_reading(state, why_not[state.pk]) for state in states]


def number_waiting(user: Any) -> int:
    """How many drafts wait for this person's word; asks the database twice for those who read nothing."""
    return sum(not one.why_not for one in waiting(user))


def _reading(state: TaskState, why_not: str) -> Reading:
    return Reading(
        state=state,
        step=Step(state.task.reviewtask.step),
        title=state.revision.object_str,
        kind=state.workflow_state.content_type.name,
        handed_in_by=state.workflow_state.requested_by,
        why_not=why_not,
    )


@dataclass(frozen=True)
class Draft:
    """A reading opened: the page as it would go out, what was said so far, and who has which part."""

    reading: Reading
    page: Any
    is_open: bool
    verdicts: list[ReviewVerdict]
    parts: list[ReviewPart]
    steps: list[tuple[Step, str]]


def draft_for(user: Any, pk: int) -> Draft:
    """One reading, for those who read at some step or have a part in it. Raises Http404 for all others."""
    state = (
        TaskState.objects.select_related("task__reviewtask", "workflow_state__requested_by", "revision")
        .filter(pk=pk, task__reviewtask__isnull=False)
        .first()
    )
    if state is None:
        raise Http404
    parts = list(ReviewPart.objects.filter(review=state.workflow_state).select_related("person").order_by("step", "pk"))
    if not reads_anything(user) and user.pk not in {part.person_id for part in parts}:
        raise Http404
    verdicts = list(ReviewVerdict.objects.filter(review=state.workflow_state).select_related("person"))
    return Draft(
        reading=_reading(state, reviewing.why_not(state, user)),
        page=state.revision.as_object(),
        is_open=state.status == TaskState.STATUS_IN_PROGRESS,
        verdicts=verdicts,
        parts=parts,
        steps=[(step, _place_of(step, state)) for step in READINGS],
    )


def _place_of(step: Step, state: TaskState) -> str:
    """ "done", "now" or "next" of a step beside the one that is open."""
    now = state.task.reviewtask.step
    return "done" if step < now else "now" if step == now else "next"


def takes_back(user: Any) -> bool:
    """Whether this person may take back what is out: the role of the third reading."""
    last = ReviewTask.objects.order_by("-step").first()
    return last is not None and rules.may_read(user, last.role)


def newest_out(number: int = 20) -> list[Any]:
    """What went out last, newest first: stories, notices, documents and pages that stand by themselves."""
    rows = Page.objects.live().type(ArticlePage, StandardPage).select_related("content_type")
    return list(rows.order_by("-last_published_at", "-pk")[:number])
