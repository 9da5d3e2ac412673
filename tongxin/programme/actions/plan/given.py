"""A plan as it is given, before it is rows: what a draft, a workbook or a form says, with units and kinds resolved."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from tongxin.facts.models import FactKind
from tongxin.organisations.models import Unit
from tongxin.programme.enums import Counting
from tongxin.programme.models.plan import every_public_field


@dataclass(frozen=True)
class IndicatorGiven:
    """A number to be measured by; `kind` None is entered by hand. `filters` as in `Indicator`."""

    name: str
    unit: str
    target: Decimal | None = None
    kind: FactKind | None = None
    counting: str = Counting.SUM
    filters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class GoalGiven:
    """What is to be reached at the end of a stage. `indicator` is the name of one of the project's indicators."""

    label: str
    starts_on: date
    due_on: date
    text: str
    indicator: str = ""
    threshold: Decimal | None = None


@dataclass(frozen=True)
class SupportGiven:
    """A supporting unit, and whether it reports by itself."""

    unit: Unit
    reports: bool = False


@dataclass(frozen=True)
class ProjectGiven:
    code: str
    title: str
    lead_unit: Unit
    starts_on: date
    due_on: date
    description: str = ""
    supports: tuple[SupportGiven, ...] = ()
    contact_role: str = ""
    rhythm: str = ""
    is_public: bool = True
    public_fields: tuple[str, ...] = field(default_factory=lambda: tuple(every_public_field()))
    spans: tuple[tuple[int, int], ...] = ()
    indicators: tuple[IndicatorGiven, ...] = ()
    goals: tuple[GoalGiven, ...] = ()


@dataclass(frozen=True)
class AreaGiven:
    title: str
    projects: tuple[ProjectGiven, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
