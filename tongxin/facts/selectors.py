"""Reads of the ledger: kept totals, which never sum history, and single facts, limited to what a person may see.

Totals are of the subjects that the caller names: whether a person may see a subject is decided by the app that owns it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, IntegerField, Q, QuerySet, Sum, Value

from tongxin.common.subjects import Subject
from tongxin.facts import rules
from tongxin.facts.models import Fact, FactKind, MonthlyTotal, SubjectTotal
from tongxin.facts.totals import UNIT, entries_of, standing
from tongxin.organisations.models import Unit
from tongxin.organisations.roles import units_where

PAGE_SIZE = 50


@dataclass(frozen=True)
class Total:
    """`count` facts that stand, together `total` in the kind's unit; `latest` is the quantity of the latest of them."""

    count: int = 0
    total: Decimal = Decimal(0)
    latest: Decimal | None = None
    latest_on: date | None = None


@dataclass(frozen=True)
class MonthRow:
    """One kind in one month (its first day), over all units."""

    month: date
    kind: str
    count: int
    total: Decimal


@dataclass(frozen=True)
class UnitMonthRow:
    """One unit in one month (its first day): `total` is None where kinds of different units of measure are together."""

    organisation_id: int
    month: date
    count: int
    total: Decimal | None


@dataclass(frozen=True)
class FactPage:
    """One page of facts, newest first; numbered from 1."""

    facts: tuple[Fact, ...]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1


@dataclass(frozen=True)
class Explained:
    """The life of a figure: from the first entry on, each counter-entry and each right figure, as recorded.

    `stands` is the fact that counts now, None where it was cancelled.
    """

    entries: tuple[Fact, ...]
    stands: Fact | None


def totals_for(subjects: Iterable[Subject]) -> dict[Subject, dict[str, Total]]:
    """The kept totals of many subjects, by kind code, in one query. A subject without facts has an empty table."""
    found: dict[Subject, dict[str, Total]] = {subject: {} for subject in subjects}
    rows = SubjectTotal.objects.filter(_any_of(found)).values_list(
        "subject_kind", "subject_id", "kind__code", "count", "total", "latest_quantity", "latest_on"
    )
    for kind, pk, code, count, total, latest, latest_on in rows if found else ():
        found[Subject(kind, pk)][code] = Total(count, total, latest, latest_on)
    return found


def kept_totals(subjects: Iterable[Subject], wanted: Q) -> list[SubjectTotal]:
    """The kept totals of many subjects that a condition holds for, with their kinds, in the order of kinds; one query."""
    rows = SubjectTotal.objects.filter(_any_of(subjects), wanted).select_related("kind")
    return list(rows.order_by("kind__position", "kind__code"))


def totals_filtered(
    subject: Subject,
    kind: FactKind,
    organisations: Collection[Unit] | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Total:
    """One kind's total within units and days (`since` and `until` included): whole months kept, their edges counted.

    At most three queries, of which none sums whole months of facts.
    """
    whole, edges = split_days(since, until)
    wanted = Q() if organisations is None else Q(organisation__in=organisations)
    count, total = 0, Decimal(0)
    if whole is not None:
        months = MonthlyTotal.objects.filter(
            whole, wanted, subject_kind=subject.kind, subject_id=subject.id, kind=kind
        ).aggregate(facts=Sum("count"), total=Sum("total"))
        count, total = months["facts"] or 0, months["total"] or Decimal(0)
    facts = standing(entries_of(subject)).filter(wanted, kind=kind)
    if edges is not None:
        part = facts.filter(edges).aggregate(facts=Count("pk"), total=Sum("quantity"))
        count, total = count + part["facts"], total + (part["total"] or Decimal(0))
    if since is not None:
        facts = facts.filter(happened_on__gte=since)
    if until is not None:
        facts = facts.filter(happened_on__lte=until)
    latest = facts.order_by("-happened_on", "-id").values_list("quantity", "happened_on").first() if count else None
    return Total(count, total, *(latest or (None, None)))


@dataclass(frozen=True)
class Span:
    """One kind of a subject between two days, both included; None is without end."""

    subject: Subject
    kind: FactKind
    since: date | None = None
    until: date | None = None


def totals_of_spans(spans: Iterable[Span]) -> list[Decimal]:
    """The total of each span, as `totals_filtered` counts it; one query, however many."""
    totals: list[Decimal] = []
    parts: list[QuerySet[Any, Any]] = []
    for number, span in enumerate(spans):
        totals.append(Decimal(0))
        whole, edges = split_days(span.since, span.until)
        if whole is not None:
            months = MonthlyTotal.objects.filter(subject_kind=span.subject.kind, subject_id=span.subject.id)
            parts.append(_summed(months.filter(whole, kind=span.kind), "total", number))
        if edges is not None:
            facts = standing(entries_of(span.subject)).filter(edges, kind=span.kind)
            parts.append(_summed(facts, "quantity", number))
    if parts:
        first, *others = parts
        for number, total in first.union(*others, all=True):
            totals[number] += total or Decimal(0)
    return totals


def _summed(rows: QuerySet[Any], field: str, number: int) -> QuerySet[Any, Any]:
    span = Value(number, output_field=IntegerField())
    found: QuerySet[Any, Any] = rows.order_by().values(span=span).annotate(sum=Sum(field)).values_list("span", "sum")
    return found


def split_days(since: date | None, until: date | None) -> tuple[Q | None, Q | None]:
    """The whole months between two days as a condition on `month`, and the days at the edges as one on `happened_on`.

    None where there are no such months or days.
    """
    first = None if since is None else since if since.day == 1 else next_month(since)
    end = None if until is None else next_month(until) if is_month_end(until) else until.replace(day=1)
    since_day = Q() if since is None else Q(happened_on__gte=since)
    until_day = Q() if until is None else Q(happened_on__lte=until)
    if since is not None and until is not None and since > until:
        return None, None
    if first is not None and end is not None and first >= end:
        return None, since_day & until_day
    whole = Q() if first is None else Q(month__gte=first)
    whole &= Q() if end is None else Q(month__lt=end)
    edges: Q | None = None
    if since is not None and first is not None and since < first:
        edges = since_day & Q(happened_on__lt=first)
    if until is not None and end is not None and end <= until:
        after = until_day & Q(happened_on__gte=end)
        edges = after if edges is None else edges | after
    return whole, edges


def next_month(day: date) -> date:
    """The first day of the month after `day`."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def is_month_end(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def by_month(subject: Subject, kinds: Iterable[FactKind] | None = None) -> list[MonthRow]:
    """A subject's totals by month and kind, oldest first; one query."""
    rows = MonthlyTotal.objects.filter(subject_kind=subject.kind, subject_id=subject.id)
    if kinds is not None:
        rows = rows.filter(kind__in=list(kinds))
    summed = rows.values_list("month", "kind__code").annotate(facts=Sum("count"), sum=Sum("total"))
    return [MonthRow(*row) for row in summed.order_by("month", "kind__position", "kind__code")]


def by_unit_and_month(
    subject: Subject, kind: FactKind | None = None, since: date | None = None, until: date | None = None
) -> list[UnitMonthRow]:
    """A subject's totals by unit and month, for the heat map; of all kinds they are counted, not
    summed.

    `since` and `until` are first days of months, both included. One query.
    """
    rows = MonthlyTotal.objects.filter(subject_kind=subject.kind, subject_id=subject.id)
    if kind is not None:
        rows = rows.filter(kind=kind)
    if since is not None:
        rows = rows.filter(month__gte=since)
    if until is not None:
        rows = rows.filter(month__lte=until)
    summed = rows.values_list("organisation_id", "month").annotate(facts=Sum("count"), sum=Sum("total"))
    return [
        UnitMonthRow(unit, month, count, None if kind is None else total)
        for unit, month, count, total in summed.order_by("organisation_id", "month")
    ]


def kinds_kept_by(user: Any) -> QuerySet[FactKind]:
    """All kinds for those who keep them; none for anybody else."""
    return FactKind.objects.all() if rules.may_keep_kinds(user) else FactKind.objects.none()


def visible_to(user: Any, *, through: Q | None = None) -> Q:
    """A condition on Fact: what a person may see. Staff see the facts of units where they hold a role, and below them.

    `through` is a condition on Fact that the app above adds for what it shows to this person; it must not join to many
    rows. Nobody signed in (None) sees public kinds only, and only through the app above.
    """
    shown = Q(pk__in=[]) if through is None else through
    if user is None or not user.is_authenticated:
        return Q(kind__is_public=True) & shown
    return Q(organisation__in=Unit.objects.filter(units_where(user, rules.READERS))) | shown


def facts_of(
    subject: Subject, user: Any, *, through: Q | None = None, number: int = 1, size: int = PAGE_SIZE
) -> FactPage:
    """A page of the entries that count for a subject, counter-entries too, newest first (by day, then as recorded)."""
    number = max(number, 1)
    start = (number - 1) * size
    by_subject = ("-happened_on", "-id") if subject.kind == UNIT else ("-subjects__happened_on", "-subjects__fact_id")
    seen = entries_of(subject).filter(visible_to(user, through=through)).order_by(*by_subject)
    facts = list(seen.select_related("kind", "organisation", "corrects", "replaces")[start : start + size + 1])
    return FactPage(tuple(facts[:size]), number, len(facts) > size)


def get_fact(pk: int, user: Any, *, through: Q | None = None) -> Fact:
    """One fact that the person may see. Raises Fact.DoesNotExist for any other, as if it were not there."""
    return (
        Fact.objects.filter(visible_to(user, through=through))
        .select_related("kind", "organisation")
        .distinct()
        .get(pk=pk)
    )


def explain(fact: Fact) -> Explained:
    """The entries from the first record of a figure to what stands today, whichever of them is given."""
    rows = Fact.objects.select_related("kind", "organisation")
    first = fact
    while before := first.corrects_id or first.replaces_id:
        first = rows.get(pk=before)
    entries = []
    standing_now: Fact | None = first
    while standing_now is not None:
        entries.append(standing_now)
        counter = rows.filter(corrects=standing_now).first()
        if counter is None:
            break
        entries.append(counter)
        standing_now = rows.filter(replaces=standing_now).first()
    return Explained(tuple(entries), standing_now)


def _any_of(subjects: Iterable[Subject]) -> Q:
    """A condition on rows with subject_kind and subject_id: one list of ids for each kind."""
    ids: dict[str, list[str]] = defaultdict(list)
    for subject in subjects:
        ids[subject.kind].append(subject.id)
    condition = Q(pk__in=[])
    for kind, of_kind in ids.items():
        condition |= Q(subject_kind=kind, subject_id__in=of_kind)
    return condition
