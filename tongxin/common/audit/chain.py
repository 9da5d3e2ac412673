"""The audit chain: adding a row, and finding a row that was changed, removed or inserted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.utils import timezone

from tongxin.common import page_cache, search
from tongxin.common.audit.models import AuditEntry, ChainHead
from tongxin.common.subjects import Subject

START = "0" * 64
PROGRESS_EVERY = 1000
# What nobody outside sees: all other changes may show on a public page.
UNSEEN = (
    "account.",
    "attachment.",
    "correction.asked",
    "delegation.",
    "draft.",
    "personal.",
    "reminder.",
    "unit.members_read",
)


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


def _locked_head() -> ChainHead:
    """The end of the chain, locked until the transaction ends; made on first use."""
    head = ChainHead.objects.select_for_update().first()
    if head is None:
        ChainHead.objects.get_or_create(only=True)
        head = ChainHead.objects.select_for_update().get(only=True)
    return head


def record(by: Any, verb: str, about: models.Model | Subject, /, **detail: Any) -> AuditEntry:
    """Add one row to the chain. Must be called inside the transaction of the change that it tells of.

    `by` is the user, or None for the system itself. `verb` reads "thing.done" ("report.sent_back"). `detail` must be
    plain data: dates and decimals are kept as text.
    Raises RuntimeError outside a transaction: a row that could outlive its change would lie.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("audit.record outside a transaction")
    plain = json.loads(json.dumps(detail, cls=DjangoJSONEncoder, ensure_ascii=False, default=str))
    head = _locked_head()
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
    if not verb.startswith(UNSEEN):
        page_cache.changed()
        search.touched(subject)
    return entry


@dataclass(frozen=True)
class Break:
    """A place where the chain does not hold.

    `what` is "changed" (a row's content was rewritten), "removed" (rows are missing), "cut" (rows are missing at the
    end), "inserted" (a row that `record` did not write) or "replaced" (the chain no longer contains a noted end).
    `number` to `last` are the rows meant: one row, save for "removed" and "cut".
    """

    what: str
    number: int
    last: int
    subject: Subject | None = None
    at: datetime | None = None

    @classmethod
    def at_entry(cls, what: str, entry: AuditEntry) -> Break:
        return cls(what, entry.number, entry.number, Subject(entry.subject_kind, entry.subject_id), entry.at)


@dataclass(frozen=True)
class Noted:
    """An end of the chain, written down outside the database: whoever rewrites the whole chain cannot rewrite this."""

    number: int
    hash: str


@dataclass(frozen=True)
class Verdict:
    """`checked` rows were read; `end` is the chain's end, to be noted; `breaks` are in the order of the numbers."""

    checked: int
    end: Noted
    breaks: tuple[Break, ...]

    @property
    def holds(self) -> bool:
        return not self.breaks


def verify(noted: Noted | None = None, progress: Callable[[int, int], None] = lambda done, of: None) -> Verdict:
    """Walk the whole chain and name every row that was changed, removed or inserted. Changes nothing.

    `progress` is told now and then how many rows were read, of how many.

    The walk goes from the end, which the head vouches for, to the beginning: a sound row vouches for the one before
    it, so that a row which was rewritten together with its own hash is named, and not its neighbour.
    """
    with transaction.atomic():
        # Whoever adds a row holds this lock: under it, head and rows belong together.
        head = _locked_head()
        beyond = list(AuditEntry.objects.filter(number__gt=head.number))
    breaks = [Break.at_entry("inserted", entry) for entry in beyond]
    checked = len(beyond)
    # `vouched` is the hash that the row above expects here, None where it is missing; where that row was itself
    # tampered with (`is_doubtful`), what it expects proves nothing against this one.
    vouched: str | None = head.hash
    is_doubtful = False
    above = head.number + 1
    noted_hash = START if noted is not None and noted.number == 0 else None
    for entry, before in _with_row_before(head.number):
        checked += 1
        if checked % PROGRESS_EVERY == 0:
            progress(checked, head.number)
        if entry.number < 1:
            breaks.append(Break.at_entry("inserted", entry))
            continue
        if entry.number < above - 1:
            breaks.append(Break(_missing(above, head), entry.number + 1, above - 1))
            vouched = None
        if noted is not None and entry.number == noted.number:
            noted_hash = entry.hash
        above = entry.number
        is_expected = vouched is None or entry.hash == vouched
        if not is_expected and before is not None and before.hash == vouched:
            # The row above follows on the one below: this one was put between them.
            breaks.append(Break.at_entry("inserted", entry))
            continue
        is_sound = entry_hash(entry) == entry.hash and (is_expected or is_doubtful)
        if not is_sound:
            breaks.append(Break.at_entry("changed", entry))
        vouched, is_doubtful = entry.previous_hash, not is_sound
    if above > 1:
        breaks.append(Break(_missing(above, head), 1, above - 1))
    elif vouched != START and not is_doubtful and head.number:
        breaks.append(Break("changed", 1, 1))
    if noted is not None and noted_hash != noted.hash:
        breaks.append(Break("replaced", noted.number, noted.number))
    return Verdict(checked, Noted(head.number, head.hash), tuple(sorted(breaks, key=lambda one: one.number)))


def _missing(above: int, head: ChainHead) -> str:
    return "cut" if above == head.number + 1 else "removed"


def _with_row_before(last: int) -> Iterator[tuple[AuditEntry, AuditEntry | None]]:
    """Every row up to number `last`, from the end, with the row that stands before it."""
    rows = AuditEntry.objects.filter(number__lte=last).order_by("-number").iterator(chunk_size=2000)
    entry = next(rows, None)
    while entry is not None:
        before = next(rows, None)
        yield entry, before
        entry = before


def history(about: models.Model | Subject) -> Iterator[AuditEntry]:
    """What was done to one thing, oldest first."""
    subject = Subject.of(about)
    return AuditEntry.objects.filter(subject_kind=subject.kind, subject_id=subject.id).order_by("number").iterator()
