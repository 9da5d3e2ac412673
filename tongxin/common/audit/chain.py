"""The audit chain: adding a row, and finding a row that was changed, removed or inserted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.utils import timezone

from tongxin.common.audit.models import AuditEntry, ChainHead
from tongxin.common.subjects import Subject

START = "0" * 64


class Actor:
    """Who acts: anything with a primary key; `acting_for_id` is set while somebody stands in for another."""

    pk: int
    acting_for_id: int | None


def entry_hash(entry: AuditEntry) -> str:
    """SHA-256 over the previous hash and every column of the row, in one canonical form."""
    body = json.dumps(
        [
            entry.number,
            entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            entry.actor_id,
            entry.acting_for_id,
            entry.verb,
            entry.subject_kind,
            entry.subject_id,
            entry.detail,
        ],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256((entry.previous_hash + body).encode()).hexdigest()


def record(by: Any, verb: str, about: models.Model | Subject, /, **detail: Any) -> AuditEntry:
    """Add one row to the chain. Must be called inside the transaction of the change that it tells of.

    `by` is the user, or None for the system itself. `verb` reads "thing.done" ("report.sent_back"). `detail` must be
    plain data: dates and decimals are kept as text.
    Raises RuntimeError outside a transaction: a row that could outlive its change would lie.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("audit.record outside a transaction")
    plain = json.loads(json.dumps(detail, cls=DjangoJSONEncoder, ensure_ascii=False, default=str))
    ChainHead.objects.get_or_create(only=True)
    head = ChainHead.objects.select_for_update().get(only=True)
    subject = Subject.of(about)
    entry = AuditEntry(
        number=head.number + 1,
        at=timezone.now(),
        actor_id=getattr(by, "pk", None),
        acting_for_id=getattr(by, "acting_for_id", None),
        verb=verb,
        subject_kind=subject.kind,
        subject_id=subject.id,
        detail=plain,
        previous_hash=head.hash,
    )
    entry.hash = entry_hash(entry)
    entry.save(force_insert=True)
    ChainHead.objects.filter(only=True).update(number=entry.number, hash=entry.hash)
    return entry


@dataclass(frozen=True)
class Break:
    """A place where the chain does not hold. `what` is changed, removed, inserted or cut (the end is missing)."""

    number: int
    what: str
    subject: Subject | None
    at: datetime | None


@dataclass(frozen=True)
class Verdict:
    checked: int
    breaks: tuple[Break, ...]

    @property
    def holds(self) -> bool:
        return not self.breaks


def verify() -> Verdict:
    """Walk the whole chain and name every row that was changed, removed or inserted. Reads only."""
    with transaction.atomic():
        head = ChainHead.objects.filter(only=True).first() or ChainHead()
        checked = 0
        breaks: list[Break] = []
        expected, previous = 1, START
        for entry in AuditEntry.objects.order_by("number", "pk").iterator(chunk_size=2000):
            checked += 1
            subject = Subject(entry.subject_kind, entry.subject_id)
            breaks.extend(
                Break(number, "removed", None, None) for number in range(expected, min(entry.number, expected + 100))
            )
            own = entry_hash(entry)
            if own != entry.hash:
                breaks.append(Break(entry.number, "changed", subject, entry.at))
            elif (entry.number == expected and entry.previous_hash != previous) or entry.number > head.number:
                breaks.append(Break(entry.number, "inserted", subject, entry.at))
            expected, previous = entry.number + 1, entry.hash
        if expected - 1 < head.number:
            breaks.extend(
                Break(number, "removed", None, None) for number in range(expected, min(head.number, expected + 99) + 1)
            )
        elif checked and not breaks and previous != head.hash:
            breaks.append(Break(expected - 1, "changed", None, None))
    return Verdict(checked, tuple(breaks))


def history(about: models.Model | Subject) -> Iterator[AuditEntry]:
    """What was done to one thing, oldest first."""
    subject = Subject.of(about)
    return AuditEntry.objects.filter(subject_kind=subject.kind, subject_id=subject.id).order_by("number").iterator()
