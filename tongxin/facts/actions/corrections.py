"""Correcting the ledger: nothing is changed, a counter-entry takes the wrong fact back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.subjects import Subject
from tongxin.facts import rules, totals, validators
from tongxin.facts.actions.recording import add_with
from tongxin.facts.counting import also_counted
from tongxin.facts.models import Fact, FactKind
from tongxin.organisations.models import Unit

REASON_LENGTH = 500


@dataclass(frozen=True)
class Correction:
    """`counter` takes the wrong fact back; `right` is the fact in its place, None where it was only cancelled."""

    counter: Fact
    right: Fact | None


def correct(
    *,
    fact: Fact,
    quantity: Decimal | None,
    reason: str,
    by: Any,
    kind: FactKind | None = None,
    organisation: Unit | None = None,
    happened_on: date | None = None,
    place: str | None = None,
    summary: str | None = None,
    subjects: Iterable[Subject] | None = None,
    evidence: Iterable[UUID] | None = None,
    today: date | None = None,
) -> Correction:
    """Take a fact back and, unless `quantity` is None (a pure cancellation), write the right one.

    What is not given stays as it was. Raises NotAllowed unless `by` reports or reviews for the unit or coordinates
    above it, WrongState where the fact was corrected before or is a counter-entry, Invalid where the reason is missing,
    nothing changes, or the right fact cannot be taken.
    """
    reason = _checked_reason(reason)
    if not rules.may_correct(by, fact):
        raise NotAllowed(_("只有该单位的填报员、审核员或上级协调员可以更正这条实绩。"))
    changed = {
        name: value
        for name, value in {
            "kind": kind,
            "organisation": organisation,
            "happened_on": happened_on,
            "place": place,
            "summary": summary,
        }.items()
        if value is not None
    }
    with transaction.atomic():
        totals.queue()
        if fact.is_counter_entry or fact.corrections.exists():
            raise WrongState(_("这条实绩已经更正过，请刷新页面，对更正后的那一条再做更正。"))
        counted_for = [row.subject for row in fact.subjects.all()]
        files = [row.attachment_id for row in fact.evidence.all()]
        right = None
        right_subjects = counted_for if subjects is None else list(also_counted([list(subjects)])[0])
        right_files = files if evidence is None else list(dict.fromkeys(evidence))
        if quantity is not None:
            right = _entry(fact, {"quantity": quantity, **changed}, reason, by)
            right.replaces = fact
            _check_right(right, fact, by, today or timezone.localdate())
            validators.check_subjects(right_subjects)
            validators.check_evidence(right_files if evidence is not None else ())
            same_facts = all(getattr(right, name) == getattr(fact, name) for name in CHANGEABLE)
            if same_facts and set(right_subjects) == set(counted_for) and set(right_files) == set(files):
                raise Invalid(_("更正前后完全一样，没有要改的内容。"), field="quantity")
        counter = _entry(fact, {"quantity": -fact.quantity}, reason, by)
        counter.corrects = fact
        counter.save()
        add_with(counter, counted_for, ())
        changes = totals.Changes()
        changes.add(counter, counted_for)
        if right:
            right.save()
            add_with(right, right_subjects, right_files)
            changes.add(right, right_subjects)
        audit.record(
            by,
            "fact.corrected" if right else "fact.cancelled",
            fact,
            reason=reason,
            was=fact.quantity,
            now=right and right.quantity,
            counter=counter.pk,
            right=right and right.pk,
        )
        changes.apply()
        totals.recompute_latest(fact)
    return Correction(counter, right)


CHANGEABLE = ("kind_id", "quantity", "organisation_id", "happened_on", "place", "summary")


def _checked_reason(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise Invalid(_("请写明更正的理由。"), field="reason")
    if len(reason) > REASON_LENGTH:
        raise Invalid(_("理由最多 %(longest)d 个字，请精简。") % {"longest": REASON_LENGTH}, field="reason")
    return reason


def _entry(fact: Fact, changed: dict[str, Any], reason: str, by: Any) -> Fact:
    """An unsaved entry like `fact` but for what changed; without a source key, which stays with the first fact."""
    kept: dict[str, Any] = {
        "kind": fact.kind,
        "organisation": fact.organisation,
        "happened_on": fact.happened_on,
        "place": fact.place,
        "summary": fact.summary,
    }
    return Fact(
        **(kept | changed),
        source_kind=fact.source_kind,
        source_id=fact.source_id,
        recorded_by_id=getattr(by, "pk", None),
        correction_reason=reason,
    )


def _check_right(right: Fact, wrong: Fact, by: Any, today: date) -> None:
    """What a correction leaves as it was may be of a kind or unit that has been closed since."""
    if right.kind_id != wrong.kind_id:
        validators.check_kind(right.kind)
    if right.organisation_id != wrong.organisation_id:
        validators.check_organisation(right.organisation)
        if not rules.may_correct_for(by, right.organisation):
            raise NotAllowed(_("您不能把实绩改记到“%(unit)s”。") % {"unit": right.organisation.name})
    validators.check_quantity(right.kind, right.quantity)
    validators.check_day(right.happened_on, today=today)
    validators.check_texts(right.place, right.summary)
