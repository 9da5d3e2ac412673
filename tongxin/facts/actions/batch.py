"""Recording many facts at once: imports and sample years."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.errors import Conflict, Invalid
from tongxin.common.subjects import Subject
from tongxin.facts import totals
from tongxin.facts.actions.recording import check_same, entry_for
from tongxin.facts.counting import also_counted
from tongxin.facts.models import Fact, FactEvidence
from tongxin.facts.statements import insert_rows
from tongxin.facts.validators import NewFact, check, check_evidence

CHUNK = 5000
ADD_SUBJECTS = "INSERT INTO facts_factsubject (fact_id, subject_kind, subject_id, happened_on) VALUES ROWS"


@dataclass(frozen=True)
class Recorded:
    """What a batch did: facts written, facts that stood in the ledger before, and the SHA-256 of the rows written."""

    written: int
    known: int
    digest: str


def record_many(facts: Iterable[NewFact], *, by: Any, today: date | None = None) -> Recorded:
    """Record many facts as `record` would one by one, in one transaction: all of them or none.

    One audit row tells of the batch, with the number of facts and the SHA-256 digest of their rows. Raises Invalid or
    Conflict for the first fact that cannot be taken, naming its place in the batch (`rows.3.quantity`, from 1).
    """
    today = today or timezone.localdate()
    coming = iter(facts)
    digest = hashlib.sha256()
    changes = totals.Changes()
    written = known = 0
    with transaction.atomic():
        totals.queue()
        while chunk := list(islice(coming, CHUNK)):
            _check_all(chunk, first=written + known + 1, today=today)
            fresh = _not_known(chunk, first=written + known + 1)
            check_evidence({file for new in fresh for file in new.evidence})
            counted_for = also_counted([new.subjects for new in fresh])
            fresh = [replace(new, subjects=subjects) for new, subjects in zip(fresh, counted_for, strict=True)]
            for new, fact in zip(fresh, _insert(fresh, by), strict=True):
                digest.update(_canonical(new))
                changes.add(fact, dict.fromkeys(new.subjects))
            written += len(fresh)
            known += len(chunk) - len(fresh)
        result = Recorded(written, known, digest.hexdigest())
        if written:
            changes.apply()
            audit.record(by, "fact.batch_recorded", Subject("facts.fact", "batch"), count=written, sha256=result.digest)
    return result


def _check_all(chunk: Sequence[NewFact], *, first: int, today: date) -> None:
    for number, new in enumerate(chunk, start=first):
        try:
            check(new, today=today)
        except Invalid as refusal:
            raise Invalid(_at(number, refusal), field=f"rows.{number}.{refusal.field}") from refusal


def _not_known(chunk: Sequence[NewFact], *, first: int) -> list[NewFact]:
    """Those that are not in the ledger yet under their source key, each key once."""
    keys = {new.source_key for new in chunk if new.source_key}
    there = Fact.objects.select_related("kind", "organisation").filter(source_key__in=keys)
    known: dict[str, Fact | NewFact] = {fact.source_key: fact for fact in (there if keys else ())}
    fresh = []
    for number, new in enumerate(chunk, start=first):
        before = known.get(new.source_key)
        if before is None:
            fresh.append(new)
            if new.source_key:
                known[new.source_key] = new
            continue
        try:
            check_same(before, new)
        except Conflict as refusal:
            raise Conflict(_at(number, refusal), field=f"rows.{number}.source_key") from refusal
    return fresh


def _insert(fresh: Sequence[NewFact], by: Any) -> list[Fact]:
    facts = Fact.objects.bulk_create([entry_for(new, by=by) for new in fresh])
    insert_rows(
        ADD_SUBJECTS,
        [
            (fact.pk, subject.kind, subject.id, totals.stored_date(fact.happened_on))
            for new, fact in zip(fresh, facts, strict=True)
            for subject in dict.fromkeys(new.subjects)
        ],
    )
    FactEvidence.objects.bulk_create(
        FactEvidence(fact=fact, attachment_id=file)
        for new, fact in zip(fresh, facts, strict=True)
        for file in dict.fromkeys(new.evidence)
    )
    return facts


def _at(number: int, refusal: Invalid | Conflict) -> str:
    return _("第 %(number)d 条：%(reason)s") % {"number": number, "reason": refusal.message}


def _canonical(new: NewFact) -> bytes:
    """One line of text that says everything of a fact, the same however it was written down."""
    row = [
        new.kind.code,
        f"{new.quantity.normalize():f}",
        new.organisation.pk,
        new.happened_on.isoformat(),
        new.place,
        new.summary,
        f"{new.source.kind}:{new.source.id}",
        new.source_key,
        [f"{subject.kind}:{subject.id}" for subject in sorted(set(new.subjects))],
        sorted(str(file) for file in set(new.evidence)),
    ]
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
