"""Recording one fact, and counting it for one more subject."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.errors import Conflict, WrongState
from tongxin.common.subjects import Subject
from tongxin.facts import recount, totals
from tongxin.facts.counting import also_counted
from tongxin.facts.models import Fact, FactEvidence, FactKind, FactSubject
from tongxin.facts.validators import NewFact, check, check_evidence, check_subjects
from tongxin.organisations.models import Unit


def record(
    *,
    kind: FactKind,
    quantity: Decimal,
    organisation: Unit,
    happened_on: date,
    source: Subject,
    subjects: Iterable[Subject] = (),
    by: Any,
    summary: str = "",
    place: str = "",
    source_key: str = "",
    evidence: Iterable[UUID] = (),
    today: date | None = None,
) -> Fact:
    """Write down what was done, once, and count it for its unit and for `subjects`.

    `quantity` is in `kind.unit`. Whether `by` may write for `source` is decided by the caller. With a `source_key` that
    was recorded before, the fact of that time is returned and nothing is written. `today` is for sample years only.
    Raises Invalid (with the field) where the fact cannot be taken, Conflict where the same `source_key` stands in the
    ledger with another content.
    """
    new = NewFact(
        kind=kind,
        quantity=quantity,
        organisation=organisation,
        happened_on=happened_on,
        source=source,
        source_key=source_key,
        summary=summary,
        place=place,
        subjects=tuple(dict.fromkeys(subjects)),
        evidence=tuple(dict.fromkeys(evidence)),
    )
    check(new, today=today or timezone.localdate())
    with transaction.atomic():
        totals.queue()
        known = known_by(source_key) if source_key else None
        if known:
            check_same(known, new)
            return known
        check_evidence(new.evidence)
        (counted_for,) = also_counted([new.subjects])
        fact = entry_for(new, by=by)
        fact.save()
        add_with(fact, counted_for, new.evidence)
        audit.record(
            by,
            "fact.recorded",
            fact,
            kind=kind.code,
            quantity=fact.quantity,
            organisation=organisation.pk,
            happened_on=happened_on,
            source=f"{source.kind}:{source.id}",
        )
        changes = totals.Changes()
        changes.add(fact, counted_for)
        changes.apply()
    return fact


def known_by(source_key: str) -> Fact | None:
    return Fact.objects.select_related("kind", "organisation").filter(source_key=source_key).first()


def entry_for(new: NewFact, *, by: Any) -> Fact:
    """The unsaved row of a new fact."""
    return Fact(
        kind=new.kind,
        quantity=new.quantity,
        organisation=new.organisation,
        happened_on=new.happened_on,
        place=new.place,
        summary=new.summary,
        source_kind=new.source.kind,
        source_id=new.source.id,
        source_key=new.source_key,
        recorded_by_id=getattr(by, "pk", None),
    )


def add_with(fact: Fact, subjects: Iterable[Subject], evidence: Iterable[UUID]) -> None:
    """Insert the rows that go with a fact."""
    FactSubject.objects.bulk_create(subject_row(fact, subject) for subject in subjects)
    FactEvidence.objects.bulk_create(FactEvidence(fact=fact, attachment_id=file) for file in evidence)


def subject_row(fact: Fact, subject: Subject) -> FactSubject:
    return FactSubject(fact=fact, subject_kind=subject.kind, subject_id=subject.id, happened_on=fact.happened_on)


def check_same(known: Fact | NewFact, new: NewFact) -> None:
    """Raise Conflict unless what stands under a source key is what is to be recorded."""
    if any(getattr(known, name) != getattr(new, name) for name in ("quantity", "happened_on", "kind", "organisation")):
        raise Conflict(
            _("这件事已经记过实绩（%(day)s，%(quantity)s），这次的内容不同。要改请对原来那一条做更正。")
            % {"day": known.happened_on.isoformat(), "quantity": f"{known.quantity.normalize():f}"}
        )


def count_also_for(*, fact: Fact, subject: Subject, by: Any) -> bool:
    """Count a fact for one more subject; whether `by` may is decided by the caller.

    Returns False, and writes nothing, where it counts for that subject already. Raises WrongState where the fact was
    taken back or is itself a counter-entry.
    """
    check_subjects([subject])
    with transaction.atomic():
        totals.queue()
        if fact.is_counter_entry or fact.corrections.exists():
            raise WrongState(_("这条实绩已被更正，请改用更正后的那一条。"))
        if fact.subjects.filter(subject_kind=subject.kind, subject_id=subject.id).exists():
            return False
        subject_row(fact, subject).save()
        audit.record(by, "fact.counted_also", fact, subject=f"{subject.kind}:{subject.id}")
        changes = totals.Changes()
        changes.add_for(fact, subject)
        changes.apply()
    return True


def count_all_also_for(*, of: Subject, subject: Subject, by: Any) -> int:
    """Count every standing fact of one subject for one more; whether `by` may is decided by the caller.

    Those that count for it already stay as they are. Returns how many were added; one audit row tells of them.
    """
    check_subjects([subject])
    with transaction.atomic():
        totals.queue()
        known = FactSubject.objects.filter(subject_kind=subject.kind, subject_id=subject.id).values("fact_id")
        facts = list(totals.standing(totals.entries_of(of)).exclude(pk__in=known))
        FactSubject.objects.bulk_create([subject_row(fact, subject) for fact in facts], batch_size=500)
        changes = totals.Changes()
        for fact in facts:
            changes.add_for(fact, subject)
        if facts:
            changes.apply()
            audit.record(by, "fact.all_counted_also", subject, of=f"{of.kind}:{of.id}", count=len(facts))
    return len(facts)


def rebuild_totals(subject: Subject | None = None, *, by: Any = None) -> int:
    """Count the ledger again and replace the kept totals, of one subject or of all. Returns the number of cells.

    Totals are right without it; it is for a database that was changed by hand, and for those who want to see it proved.
    """
    with transaction.atomic():
        totals.queue()
        cells = recount.rebuild(subject)
        audit.record(by, "fact.totals_rebuilt", subject or Subject("facts.fact", "all"), cells=cells)
    return cells
