"""What a list can be filtered by: each filter reads its own part of the query string and narrows a queryset."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Choices: TypeAlias = Iterable[tuple[str, str | Promise]]
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Filter:
    """One filter. `key` stands in the query string; `lookup` is Django's, e.g. "lead__name" or "status"."""

    key: str
    label: str | Promise
    lookup: str

    @property
    def widget(self) -> str:
        """Which field a page shows for it: choice, text or date."""
        return "text"

    def resolved(self) -> Filter:
        """The same filter with its choices at hand, so that they are fetched once a page."""
        return self

    def options(self) -> list[tuple[str, str]]:
        """Value and label of everything it can be set to; empty where that is open."""
        return []

    def accepts(self, value: str) -> bool:
        """Whether the value from the query string means something."""
        return True

    def narrow(self, rows: QuerySet[Any], values: Sequence[str]) -> QuerySet[Any]:
        """The rows that match one of the accepted values (at least one is given)."""
        return rows.filter(**{f"{self.lookup}__in": values})

    def shown(self, value: str) -> str:
        """The value as a person reads it."""
        return dict(self.options()).get(value, value)


@dataclass(frozen=True)
class ChoiceFilter(Filter):
    """One or more of a list. `choices` may be a function, for lists that come from the database."""

    choices: Choices | Callable[[], Choices] = ()

    @property
    def widget(self) -> str:
        return "choice"

    def resolved(self) -> Filter:
        return replace(self, choices=tuple(self.options()))

    def options(self) -> list[tuple[str, str]]:
        pairs = self.choices() if callable(self.choices) else self.choices
        return [(str(value), str(label)) for value, label in pairs]

    def accepts(self, value: str) -> bool:
        return value in {option for option, _label in self.options()}


@dataclass(frozen=True)
class YesNoFilter(Filter):
    """A boolean column, or a lookup that takes a boolean ("closed_at__isnull")."""

    @property
    def widget(self) -> str:
        return "choice"

    def options(self) -> list[tuple[str, str]]:
        return [("yes", _("是")), ("no", _("否"))]

    def accepts(self, value: str) -> bool:
        return value in ("yes", "no")

    def narrow(self, rows: QuerySet[Any], values: Sequence[str]) -> QuerySet[Any]:
        return rows.filter(**{self.lookup: "yes" in values}) if len(values) == 1 else rows


@dataclass(frozen=True)
class TextFilter(Filter):
    """A search for words in `lookup` and the `also` columns; every word must be found in one of them."""

    also: tuple[str, ...] = ()

    def accepts(self, value: str) -> bool:
        return len(value) <= LONGEST_SEARCH and "\x00" not in value

    def narrow(self, rows: QuerySet[Any], values: Sequence[str]) -> QuerySet[Any]:
        for word in " ".join(values).split():
            match = Q()
            for lookup in (self.lookup, *self.also):
                match |= Q(**{f"{lookup}__icontains": word})
            rows = rows.filter(match)
        return rows


@dataclass(frozen=True)
class DateFilter(Filter):
    """A bound on a date column: `lookup` ends in a comparison, e.g. "due_on__gte". The value is an ISO date."""

    @property
    def widget(self) -> str:
        return "date"

    def accepts(self, value: str) -> bool:
        try:
            datetime.date.fromisoformat(value)
        except ValueError:
            return False
        return True

    def narrow(self, rows: QuerySet[Any], values: Sequence[str]) -> QuerySet[Any]:
        return rows.filter(**{self.lookup: datetime.date.fromisoformat(values[-1])})


IGNORED_VALUE = gettext_lazy("筛选条件“%(label)s”没有“%(value)s”这个选项，已忽略。")
