"""Whether a members' home meets its standard: worked out from evidence and facts, never ticked by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from tongxin.places.enums import Aspect
from tongxin.places.models import HomeCriterion, HomeEvidence

# The code of the kind of place that is a members' home (`places.kinds`).
HOME_KIND = "members-home"


class State(StrEnum):
    """How a criterion stands at a home."""

    MET = "met"
    NOT_MET = "not_met"
    STALE = "stale"
    MISSING = "missing"


@dataclass(frozen=True)
class Finding:
    """A criterion at a home, with what says so: the latest evidence, or how many facts of the last twelve months."""

    criterion: HomeCriterion
    state: State
    evidence: HomeEvidence | None = None
    counted: Decimal | None = None

    @property
    def is_met(self) -> bool:
        return self.state == State.MET

    @property
    def light(self) -> str:
        return {State.MET: "good", State.NOT_MET: "late", State.STALE: "risk", State.MISSING: "idle"}[self.state]

    @property
    def words(self) -> str:
        """ "达到", "2 / 4 场", "依据过期", "无依据"."""
        kind = self.criterion.fact_kind
        if self.counted is not None and kind is not None:
            return f"{self.counted.normalize():f} / {self.criterion.minimum} {kind.unit}"
        return {
            State.MET: _("达到"),
            State.NOT_MET: _("未达到"),
            State.STALE: _("依据过期"),
            State.MISSING: _("无依据"),
        }[self.state]


@dataclass(frozen=True)
class Verdict:
    """All criteria at a home."""

    findings: tuple[Finding, ...]

    @property
    def gaps(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if not one.is_met)

    @property
    def is_up_to_standard(self) -> bool:
        """Whether every criterion is met; with no criteria there is no standard to meet."""
        return bool(self.findings) and not self.gaps

    def of(self, aspect: Aspect) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.criterion.aspect == aspect)

    @property
    def words(self) -> str:
        """ "达标", "差 3 项"."""
        return _("达标") if self.is_up_to_standard else _("差 %(count)d 项") % {"count": len(self.gaps)}


def judge(
    criteria: Sequence[HomeCriterion],
    evidence: Mapping[int, HomeEvidence],
    counted: Mapping[int, Decimal],
    today: date,
) -> Verdict:
    """Judge a home. `evidence` is the latest by criterion, `counted` the last twelve months' facts by kind."""
    findings = []
    for criterion in criteria:
        if criterion.fact_kind_id is not None:
            number = counted.get(criterion.fact_kind_id, Decimal(0))
            enough = number >= (criterion.minimum or 1)
            findings.append(Finding(criterion, State.MET if enough else State.NOT_MET, counted=number))
            continue
        latest = evidence.get(criterion.pk)
        if latest is None:
            state = State.MISSING
        elif not latest.is_met:
            state = State.NOT_MET
        elif criterion.valid_months and months_after(latest.seen_on, criterion.valid_months) <= today:
            state = State.STALE
        else:
            state = State.MET
        findings.append(Finding(criterion, state, latest))
    return Verdict(tuple(findings))


def months_after(day: date, months: int) -> date:
    """The same day so many months on; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError(f"{months} months after {day} lie beyond the calendar.")


def year_before(day: date) -> date:
    """The first day of the twelve months that end on `day`."""
    return months_after(day, -12)
