"""Reads of members' homes: each with its verdict, for staff; totals of all, for the public."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.http import Http404
from django.utils import timezone

from tongxin.common.subjects import Subject
from tongxin.facts.models import Fact, FactKind
from tongxin.facts.suppression import Table, suppress
from tongxin.places.enums import Aspect, FundFlow
from tongxin.places.homes import HOME_KIND, Finding, Verdict, judge, year_before
from tongxin.places.models import HomeCriterion, HomeEvidence, HomeFund, Place
from tongxin.places.selectors import places_for


@dataclass(frozen=True)
class Money:
    """Yuan of one year."""

    year: int
    granted: Decimal = Decimal(0)
    used: Decimal = Decimal(0)

    @property
    def left(self) -> Decimal:
        return self.granted - self.used


@dataclass(frozen=True)
class HomeView:
    """A home with how it stands; `used` are the last twelve months' facts by the kind's code."""

    home: Place
    verdict: Verdict
    money: Money
    used: dict[str, Decimal]


@dataclass(frozen=True)
class HomesTotals:
    """All homes together, as the public may see them. Persons are None where they are too few to be published."""

    homes: int
    up_to_standard: int
    by_aspect: tuple[tuple[Aspect, int], ...]
    money: tuple[Money, ...]
    events: Decimal
    persons: Decimal | None
    is_sample: bool


def homes_for(user: Any) -> QuerySet[Place]:
    """The members' homes that the person may see."""
    return places_for(user).filter(kind__code=HOME_KIND).order_by("owner__path", "name")


def home_for(user: Any, pk: int) -> Place:
    """One of them. Raises Http404 for any other."""
    found = homes_for(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def active_criteria() -> list[HomeCriterion]:
    return list(HomeCriterion.objects.filter(is_active=True).select_related("fact_kind"))


def views_of(homes: Sequence[Place], criteria: Sequence[HomeCriterion], today: date, year: int) -> list[HomeView]:
    """How homes stand today, with the money of a year; three queries, however many homes."""
    evidence = _latest_evidence(homes)
    facts, codes = _facts_since(homes, year_before(today), today)
    money = _money(homes, year)
    return [
        HomeView(
            home,
            judge(criteria, evidence[home.pk], facts[home.pk], today),
            money.get(home.pk, Money(year)),
            {codes[kind]: total for kind, total in facts[home.pk].items()},
        )
        for home in homes
    ]


def _latest_evidence(homes: Iterable[Place]) -> dict[int, dict[int, HomeEvidence]]:
    """Of each home and criterion the latest that stands; one query."""
    latest = HomeEvidence.objects.filter(
        home=OuterRef("home"), criterion=OuterRef("criterion"), withdrawn_at__isnull=True
    ).order_by("-seen_on", "-pk")
    rows = HomeEvidence.objects.filter(home__in=homes, pk=Subquery(latest.values("pk")[:1])).select_related(
        "attachment"
    )
    found: dict[int, dict[int, HomeEvidence]] = defaultdict(dict)
    for row in rows:
        found[row.home_id][row.criterion_id] = row
    return found


def _facts_since(
    homes: Iterable[Place], since: date, until: date
) -> tuple[dict[int, dict[int, Decimal]], dict[int, str]]:
    """Facts that stand, by home and kind, after `since` and up to `until`; and the kinds' codes. One query."""
    subjects = {Subject.of(home).id: home.pk for home in homes}
    rows = (
        Fact.objects.filter(
            subjects__subject_kind=Subject.of(Place, 0).kind,
            subjects__subject_id__in=subjects,
            happened_on__gt=since,
            happened_on__lte=until,
        )
        .values_list("subjects__subject_id", "kind_id", "kind__code")
        .annotate(total=Sum("quantity"))
        .order_by()
    )
    totals: dict[int, dict[int, Decimal]] = defaultdict(dict)
    codes: dict[int, str] = {}
    for subject, kind, code, total in rows:
        totals[subjects[subject]][kind] = total
        codes[kind] = code
    return totals, codes


def _money(homes: Iterable[Place], year: int) -> dict[int, Money]:
    rows = HomeFund.objects.filter(home__in=homes, year=year, withdrawn_at__isnull=True)
    sums: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for home, flow, total in rows.values_list("home", "flow").annotate(total=Sum("amount")).order_by():
        sums[home][flow] = total
    nothing = Decimal(0)
    return {
        home: Money(year, of.get(FundFlow.GRANTED, nothing), of.get(FundFlow.USED, nothing))
        for home, of in sums.items()
    }


def totals() -> HomesTotals:
    """All homes that are shown, together; the money of the last three years that have any. For the public."""
    homes = list(Place.objects.filter(kind__code=HOME_KIND, is_public=True).select_related("kind", "owner"))
    today = timezone.localdate()
    views = views_of(homes, active_criteria(), today, today.year)
    persons = sum((one.used.get("persons-reached", Decimal(0)) for one in views), Decimal(0))
    events = sum((one.used.get("event-held", Decimal(0)) for one in views), Decimal(0))
    years = HomeFund.objects.filter(home__in=homes, withdrawn_at__isnull=True).values_list("year", flat=True)
    money = []
    for year in sorted(set(years.order_by()), reverse=True)[:3]:
        of_year = _money(homes, year).values()
        granted = sum((one.granted for one in of_year), Decimal(0))
        used = sum((one.used for one in of_year), Decimal(0))
        money.append(Money(year, granted, used))
    shown = suppress(Table({("homes", "year"): persons}, counts_persons=True)).cell("homes", "year")
    return HomesTotals(
        homes=len(homes),
        up_to_standard=sum(one.verdict.is_up_to_standard for one in views),
        by_aspect=tuple((aspect, sum(_all_met(one.verdict.of(aspect)) for one in views)) for aspect in Aspect),
        money=tuple(money),
        events=events,
        persons=shown,
        is_sample=any(one.is_sample for one in homes),
    )


def _all_met(findings: Sequence[Finding]) -> bool:
    return bool(findings) and all(one.is_met for one in findings)


def countable_kinds() -> QuerySet[FactKind]:
    """The kinds of fact that a criterion may count."""
    return FactKind.objects.filter(is_active=True)
