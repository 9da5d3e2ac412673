"""Starting a draft, changing it step by step, undoing steps. Every step is kept until the draft becomes a programme."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.errors import Conflict, NotAllowed, WrongState
from tongxin.common.subjects import Subject
from tongxin.documents import drafting, rules
from tongxin.documents.matching import UnitMatcher
from tongxin.documents.models import Draft, DraftUndo, SourceDocument

# How many steps can be undone; older ones are dropped.
STEPS_KEPT = 200


def start_draft(*, document: SourceDocument, by: Any) -> Draft:
    """Start a draft of a document's outline, unit names matched to the tree.

    Raises NotAllowed unless `by` coordinates for the document's owner.
    """
    if not rules.may_draft_from(by, document):
        raise NotAllowed(_("只有“%(owner)s”或其上级的协调员可以起草计划。") % {"owner": document.owner})
    state = drafting.match_parties(
        drafting.state_of(document.outline, document.text), UnitMatcher(document.owner).match
    )
    with transaction.atomic():
        draft = Draft.objects.create(document=document, state=state, started_by_id=by.pk)
        audit.record(by, "draft.started", draft, document=document.pk)
    return draft


def change_draft(*, draft: Draft, version: int, operation: str, by: Any, **arguments: Any) -> Draft:
    """Do one operation of `drafting.OPERATIONS` with the draft as it stood at `version`.

    Names that come in are matched to units. A change that changes nothing leaves no step.
    Raises NotAllowed, Conflict when somebody changed the draft since `version`, WrongState when a programme was made
    of it, Invalid when the operation cannot be done.
    """
    with transaction.atomic():
        row = _locked(draft, version, by)
        after = drafting.change(row.state, operation, row.document.text, **arguments)
        if operation == "set_units":
            after = drafting.match_parties(after, UnitMatcher(row.document.owner).match)
        _step(row, after, operation, by, arguments)
    return row


def match_again(*, draft: Draft, version: int, by: Any) -> Draft:
    """Match the names that are still open once more: after units or aliases were added to the tree. Raises as above."""
    with transaction.atomic():
        row = _locked(draft, version, by)
        after = drafting.match_parties(row.state, UnitMatcher(row.document.owner).match)
        _step(row, after, "match_again", by, {})
    return row


def undo(*, draft: Draft, version: int, by: Any) -> Draft:
    """Take the last step back: the state is exactly what it was. The version goes on counting.

    Raises as `change_draft`; WrongState when there is no step to take back.
    """
    with transaction.atomic():
        row = _locked(draft, version, by)
        step = row.undo_steps.order_by("-version").first()
        if step is None:
            raise WrongState(_("没有可以撤销的步骤了。"))
        row.state = step.state
        row.version += 1
        row.save(update_fields=["state", "version", "changed_at"])
        audit.record(by, "draft.undone", row, what=step.what, version=row.version)
        step.delete()
    return row


def settle_draft(*, draft: Draft, became: Subject, by: Any) -> Draft:
    """Note what came of a draft, once; its steps are no longer needed. Called by the action above, in its transaction.

    Raises WrongState when something came of it before.
    """
    with transaction.atomic():
        taken = Draft.objects.filter(pk=draft.pk, became_id="").update(became_kind=became.kind, became_id=became.id)
        if not taken:
            raise WrongState(_("这份草稿已经建立过工作年。"))
        draft.became_kind, draft.became_id = became.kind, became.id
        draft.undo_steps.all().delete()
        audit.record(by, "draft.settled", draft, became=f"{became.kind}:{became.id}")
    return draft


def discard_draft(*, draft: Draft, by: Any) -> None:
    """Throw a draft away; the document stays. Raises NotAllowed, WrongState when a programme was made of it."""
    with transaction.atomic():
        row = _locked(draft, None, by)
        audit.record(by, "draft.discarded", row, document=row.document_id, version=row.version)
        row.delete()


def _locked(draft: Draft, version: int | None, by: Any) -> Draft:
    row = Draft.objects.select_for_update(of=("self",)).select_related("document__owner").get(pk=draft.pk)
    if not rules.may_change_draft(by, row):
        raise NotAllowed(_("只有“%(owner)s”或其上级的协调员可以修改这份草稿。") % {"owner": row.document.owner})
    if row.became_id:
        raise WrongState(_("这份草稿已经建立了工作年，不再修改。请到工作年里修改计划。"))
    if version is not None and row.version != version:
        raise Conflict(
            _("别人（或另一个窗口）刚改过这份草稿。现在显示的是最新内容，您刚才的这一步没有做，请再做一次。")
        )
    return row


def _step(row: Draft, after: drafting.State, what: str, by: Any, arguments: dict[str, Any]) -> None:
    if after == row.state:
        return
    DraftUndo.objects.create(draft=row, version=row.version, state=row.state, what=what)
    row.undo_steps.filter(version__lte=row.version - STEPS_KEPT).delete()
    row.state = after
    row.version += 1
    row.save(update_fields=["state", "version", "changed_at"])
    audit.record(by, "draft.changed", row, operation=what, version=row.version, arguments=arguments)
