"""The three readings (初审、复审、终审): handing in, approving, sending back, and letting out after the third.

Wagtail's workflow keeps where a page stands; who may take which part, and what was said of which words, is decided here
and by the constraints of `models.review`. Nobody reads what he or she wrote, and nobody reads twice in one review.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import TaskState, WorkflowState

from tongxin.accounts.models import User
from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.editorial import publishing, rules
from tongxin.editorial.models.review import ReviewPart, ReviewVerdict, Step, digest_of
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.organisations.notices import notify
from tongxin.organisations.roles import account_numbers, holders

Verdict = ReviewVerdict.Verdict
LONGEST_REASON = 1000


def hand_in(*, page: Any, by: User) -> Any:
    """Hand in the latest draft for review. Raises WrongState where it is being read already, Invalid on what is amiss."""
    with transaction.atomic():
        state = page.current_workflow_state
        if state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS:
            raise WrongState(_("“%(title)s”已经在审了。") % {"title": page.title})
        if state is not None:
            state.resume(user=by)
            return state
        workflow = page.get_workflow()
        if workflow is None:
            raise WrongState(_("还没有设好三审流程，请系统管理员运行 tongxin prepare。"))
        return workflow.start(page, by)


def opened(task_state: TaskState, *, step: Step, role: str, by: User | None) -> None:
    """A reading begins: those who wrote take their part, and those who may read are told.

    Raises what `publishing.before` checks raise: nobody reads what could not go out anyway.
    """
    review = task_state.workflow_state
    page: Any = review.content_object
    revision: Any = task_state.revision
    if step == Step.FIRST:
        publishing.insist_ready(revision.as_object(), revision)
        for person in _writers(page, review, by):
            ReviewPart.objects.get_or_create(review=review, person_id=person, defaults={"step": Step.WRITING})
        audit.record(by, "page.handed_in", page, title=revision.object_str, revision=revision.pk)
    taken = set(ReviewPart.objects.filter(review=review).exclude(step=step).values_list("person_id", flat=True))
    notify(
        recipients=[reader for reader in readers(role) if reader.pk not in taken],
        key=f"page:{page.pk}:read:{task_state.pk}",
        title=format_lazy(gettext_lazy("待{step}：{title}"), step=step.label, title=revision.object_str),
        body=gettext_lazy("请读一读这一稿，通过或者写明理由退回。"),
        link=reverse("workbench:reading", args=[task_state.pk]),
    )


def _writers(page: Any, review: WorkflowState, by: User | None) -> set[int]:
    """Everybody whose words are in this draft: who saved since it last went out, who made the page, who hands it in."""
    revisions = page.revisions.all()
    if page.live_revision_id:
        revisions = revisions.filter(created_at__gt=page.live_revision.created_at)
    writers = set(revisions.order_by().exclude(user=None).values_list("user_id", flat=True))
    if not page.live_revision_id and page.owner_id:
        writers.add(page.owner_id)
    return writers | {pk for pk in (review.requested_by_id, by.pk if by else None) if pk}


def readers(role: str) -> list[User]:
    """The active people who hold a step's role for the whole site, own ones only."""
    return list(dict.fromkeys(person for top in Unit.get_root_nodes() for person in holders(Role(role), top)))


def why_not(task_state: TaskState, user: Any) -> str:
    """Why this person may not read at this step, in words; empty where he or she may."""
    return why_not_each([task_state], user)[task_state.pk]


def why_not_each(states: Sequence[TaskState], user: Any) -> dict[int, str]:
    """The same of several states, by their keys; many cost the database what one costs."""
    tasks = {state.pk: state.task.reviewtask for state in states}
    may_read = {role: rules.may_read(user, role) for role in {task.role for task in tasks.values()}}
    steps: dict[int, list[int]] = defaultdict(list)
    held = ReviewPart.objects.filter(
        review__in=[state.workflow_state_id for state in states], person_id__in=account_numbers(user)
    )
    for review, step in held.order_by("step").values_list("review_id", "step"):
        steps[review].append(step)
    return {
        state.pk: _why_not(tasks[state.pk], may_read[tasks[state.pk].role], steps[state.workflow_state_id])
        for state in states
    }


def _why_not(task: Any, has_role: bool, held: Sequence[int]) -> str:
    if not has_role:
        return _("%(step)s由“%(role)s”来做，您没有这个角色。") % {
            "step": task.get_step_display(),
            "role": task.get_role_display(),
        }
    other = next((step for step in held if step != task.step), None)
    if other is None:
        return ""
    if other == Step.WRITING:
        return _("这一稿里有您写的内容，请由别人来审。")
    return _("您已经做过这一稿的%(step)s，每人只能审一道，请由别人来审。") % {"step": Step(other).label}


def approve(*, task_state: TaskState, by: Any, comment: str = "") -> Any:
    """Pass a draft on to the next reading; after the third it goes out (or waits for its hour).

    Raises NotAllowed for who has another part in this review or lacks the role, WrongState where it is no longer waiting.
    """
    return _decide(task_state, by, Verdict.APPROVED, comment)


def send_back(*, task_state: TaskState, by: Any, reason: str) -> Any:
    """Return a draft to who handed it in, with a reason. Raises as `approve` does, and Invalid without a reason."""
    if not reason.strip():
        raise Invalid(_("请写明理由，让作者知道该怎么改。"), field="reason")
    return _decide(task_state, by, Verdict.SENT_BACK, reason)


def _decide(task_state: TaskState, by: Any, verdict: str, words: str) -> Any:
    words = words.strip()
    if len(words) > LONGEST_REASON:
        raise Invalid(_("意见不能超过 %(n)d 字。") % {"n": LONGEST_REASON}, field="reason")
    with transaction.atomic():
        # Two who decide at one moment: the second finds it decided.
        state = TaskState.objects.select_for_update().get(pk=task_state.pk)
        task = state.task.specific
        if state.status != TaskState.STATUS_IN_PROGRESS:
            raise WrongState(_("这一稿刚才已有人审过，或者作者已经撤回。请回到列表看最新的状态。"))
        refusal = why_not(state, by)
        if refusal:
            raise NotAllowed(refusal)
        review = state.workflow_state
        for person in {by.pk, by.acting_for_id or by.pk}:
            part, _is_new = ReviewPart.objects.get_or_create(
                review=review, person_id=person, defaults={"step": task.step}
            )
            if part.step != task.step:
                raise NotAllowed(_("每人只能审一道，请由别人来审。"))
        ReviewVerdict.objects.create(
            review=review,
            step=task.step,
            revision_id=state.revision_id,
            digest=digest_of(state.revision),
            verdict=verdict,
            reason=words,
            person=by,
        )
        page = review.content_object
        verb = "page.approved" if verdict == Verdict.APPROVED else "page.sent_back"
        audit.record(by, verb, page, step=task.step, revision=state.revision_id, reason=words)
        if verdict == Verdict.APPROVED:
            state.approve(user=by, comment=words)
        else:
            state.reject(user=by, comment=words)
        _tell_the_writer(state, task, verdict, words)
    return state


def _tell_the_writer(state: TaskState, task: Any, verdict: str, words: str) -> None:
    """Sent back, or out after the third reading; what happens between is only looked up."""
    review = WorkflowState.objects.get(pk=state.workflow_state_id)
    title = state.revision.object_str
    if verdict == Verdict.SENT_BACK:
        said = format_lazy(gettext_lazy("{step}退回：{title}"), step=Step(task.step).label, title=title)
    elif review.status == WorkflowState.STATUS_APPROVED:
        said = format_lazy(gettext_lazy("三审通过：{title}"), title=title)
    else:
        return
    notify(
        recipients=[review.requested_by] if review.requested_by else [],
        key=f"page:{review.object_id}:said:{state.pk}",
        title=said,
        body=words,
        link=reverse("wagtailadmin_pages:edit", args=[review.object_id]),
    )


def take_back(*, page: Any, by: Any, reason: str) -> None:
    """No longer show a page that is out, at once. For who holds the role of the third reading.

    Raises NotAllowed, WrongState where it is not out, Invalid without a reason.
    """
    last = page.get_workflow().tasks.last().specific
    if not rules.may_read(by, last.role):
        raise NotAllowed(_("撤下已发布的页面由终审的“%(role)s”决定。") % {"role": last.get_role_display()})
    if not reason.strip():
        raise Invalid(_("请写明为什么撤下。"), field="reason")
    with transaction.atomic():
        found = type(page).objects.select_for_update().get(pk=page.pk)
        if not found.live:
            raise WrongState(_("“%(title)s”现在没有对外显示。") % {"title": found.title})
        audit.record(by, "page.taken_back", found, reason=reason.strip())
        found.unpublish(user=by)
