"""List pages: filtered, sorted and paged by the query string, linked to, and exported as they stand.

A face declares a `Listing` once and calls `page` (or `export`) with the rows this person may see. Whatever the query
string holds that the list does not know is left out, and the page says so; every link keeps all the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tongxin.common.tables.download import FORMS, download
from tongxin.common.tables.filters import IGNORED_VALUE, Filter
from tongxin.common.tables.writing import OutValue

SORT, PAGE, EXPORT = "sort", "page", "export"
COUNTED_UP_TO = 10_000
CHUNK_ROWS = 2_000


@dataclass(frozen=True)
class ListColumn:
    """A column of a list. `value` gives what stands in it (and in an export) for a row.

    `sort` names the database columns to sort by; none makes it unsortable. `link` gives the address a cell leads to;
    the values of a column with `is_number` are numbers.
    """

    key: str
    heading: str | Promise
    value: Callable[[Any], OutValue]
    sort: tuple[str, ...] = ()
    link: Callable[[Any], str] | None = None
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading: `link` sorts by it (empty where it cannot), `order` is "", "ascending" or "descending"."""

    column: ListColumn
    link: str
    order: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, with the address it leads to."""

    column: ListColumn
    value: OutValue
    link: str

    @property
    def is_filled(self) -> bool:
        return self.value not in (None, "")


@dataclass(frozen=True, slots=True)
class Choosable:
    """A value of a filter with the link that sets (or, chosen, removes) it."""

    value: str
    label: str
    is_chosen: bool
    link: str


@dataclass(frozen=True)
class FilterField:
    """A filter as a page shows it: what it is set to and what it can be set to."""

    filter: Filter
    values: list[str]
    options: list[Choosable]

    @property
    def value(self) -> str:
        return self.values[-1] if self.values else ""


@dataclass(frozen=True)
class ListPage:
    """One page of a list, ready for `common/listing.html`.

    `total` is exact up to 10,000; beyond, `is_more` is true and `total` is 10,000. Links are query strings ("?…"),
    empty where they lead nowhere. `kept` are the other parameters as hidden fields for a filter form.
    """

    objects: list[Any]
    columns: Sequence[ListColumn]
    headings: list[Heading]
    filters: list[FilterField]
    chosen: list[Choosable]
    notices: list[str]
    number: int
    per_page: int
    total: int
    is_more: bool
    previous_link: str
    next_link: str
    clear_link: str
    export_links: Mapping[str, str]
    kept: list[tuple[str, str]]

    @property
    def rows(self) -> Iterator[list[Cell]]:
        """The cells of each row."""
        for thing in self.objects:
            yield [
                Cell(column, column.value(thing), column.link(thing) if column.link else "") for column in self.columns
            ]

    @property
    def first(self) -> int:
        """The number of the first row shown, 0 on an empty page."""
        return (self.number - 1) * self.per_page + 1 if self.objects else 0

    @property
    def last(self) -> int:
        return self.first + len(self.objects) - 1 if self.objects else 0


@dataclass(frozen=True)
class Listing:
    """What a list page has. `name` is the title of its export; `sort` the first order: a column's key, "-key" down."""

    name: str | Promise
    columns: Sequence[ListColumn]
    filters: Sequence[Filter] = ()
    sort: str = ""
    per_page: int = 50
    _by_key: dict[str, ListColumn] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._by_key.update({column.key: column for column in self.columns})
        keys = [item.key for item in self.filters] + [SORT, PAGE, EXPORT]
        if len(set(keys)) < len(keys):
            raise ValueError("Two filters share a key, or one is called sort, page or export.")

    def page(self, rows: QuerySet[Any], query: QueryDict) -> ListPage:
        """The page that the query string asks for: two queries, and one per filter with choices in the database."""
        return replace(self, filters=[item.resolved() for item in self.filters])._page(rows, query)

    def _page(self, rows: QuerySet[Any], query: QueryDict) -> ListPage:
        notices: list[str] = []
        values = self._values(query, notices)
        order = self._order(query, notices)
        found = self._narrowed(rows, values, order)
        total = found.order_by()[: COUNTED_UP_TO + 1].count()
        number = self._page_number(query, total, notices)
        start = (number - 1) * self.per_page
        objects = list(found[start : start + self.per_page + 1])
        current = self._query(values, order)
        fields = [self._field(item, values, current) for item in self.filters]
        return ListPage(
            objects=objects[: self.per_page],
            columns=self.columns,
            headings=[self._heading(column, order, current) for column in self.columns],
            filters=fields,
            chosen=[
                Choosable(
                    value,
                    _("%(label)s：%(message)s") % {"label": item.label, "message": item.shown(value)},
                    True,
                    _link(_toggled(current, item.key, value)),
                )
                for item in self.filters
                for value in values[item.key]
            ],
            notices=notices,
            number=number,
            per_page=self.per_page,
            total=min(total, COUNTED_UP_TO),
            is_more=total > COUNTED_UP_TO,
            previous_link=_link(current, page=number - 1) if number > 1 else "",
            next_link=_link(current, page=number + 1) if len(objects) > self.per_page else "",
            clear_link=_link(self._query({item.key: [] for item in self.filters}, order)),
            export_links={kind: _link(current, export=kind) for kind in ("xlsx", "csv")},
            kept=[(SORT, order)] if order != self.sort else [],
        )

    def rows(self, rows: QuerySet[Any], query: QueryDict) -> QuerySet[Any]:
        """All rows that the query string asks for, in its order."""
        ignored: list[str] = []
        return self._narrowed(rows, self._values(query, ignored), self._order(query, ignored))

    def export(self, rows: QuerySet[Any], query: QueryDict) -> HttpResponseBase | None:
        """The filtered list as a file when the query string asks for one (export=xlsx or csv), else None.

        Raises UnwritableCell for a text that .xlsx cannot hold.
        """
        kind = query.get(EXPORT)
        if kind not in FORMS:
            return None
        headings = [column.heading for column in self.columns]
        cells = (
            [column.value(thing) for column in self.columns]
            for thing in self.rows(rows, query).iterator(chunk_size=CHUNK_ROWS)
        )
        return download(self.name, headings, cells, "csv" if kind == "csv" else "xlsx")

    def _values(self, query: QueryDict, notices: list[str]) -> dict[str, list[str]]:
        values: dict[str, list[str]] = {}
        for item in self.filters:
            values[item.key] = []
            for value in dict.fromkeys(part.strip() for part in query.getlist(item.key)):
                if not value:
                    continue
                if item.accepts(value):
                    values[item.key].append(value)
                else:
                    notices.append(IGNORED_VALUE % {"label": item.label, "value": value[:40]})
        return values

    def _order(self, query: QueryDict, notices: list[str]) -> str:
        order = query.get(SORT, "")
        if not order:
            return self.sort
        column = self._by_key.get(order.removeprefix("-"))
        if column is not None and column.sort:
            return order
        notices.append(_("这个列表不能按“%(key)s”排序，已按默认顺序排列。") % {"key": order[:40]})
        return self.sort

    def _narrowed(self, rows: QuerySet[Any], values: Mapping[str, list[str]], order: str) -> QuerySet[Any]:
        for item in self.filters:
            if values[item.key]:
                rows = item.narrow(rows, values[item.key])
        down = "-" if order.startswith("-") else ""
        column = self._by_key.get(order.removeprefix("-"))
        # The primary key last, so that pages neither repeat nor miss a row among equals.
        return rows.order_by(*(f"{down}{lookup}" for lookup in (column.sort if column else ())), f"{down}pk")

    def _page_number(self, query: QueryDict, total: int, notices: list[str]) -> int:
        text = query.get(PAGE, "1")
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
        last = max(1, -(-total // self.per_page))
        if 1 <= number <= last or (number > last and total > COUNTED_UP_TO):
            return number
        notices.append(
            _("没有第“%(page)s”页，已显示第%(shown)s页。") % {"page": text[:20], "shown": last if number else 1}
        )
        return last if number else 1

    def _query(self, values: Mapping[str, list[str]], order: str) -> QueryDict:
        query = QueryDict(mutable=True)
        for item in self.filters:
            if values[item.key]:
                query.setlist(item.key, values[item.key])
        if order != self.sort:
            query[SORT] = order
        return query

    def _field(self, item: Filter, values: Mapping[str, list[str]], current: QueryDict) -> FilterField:
        options = [
            Choosable(value, label, value in values[item.key], _link(_toggled(current, item.key, value)))
            for value, label in item.options()
        ]
        return FilterField(item, values[item.key], options)

    def _heading(self, column: ListColumn, order: str, current: QueryDict) -> Heading:
        if not column.sort:
            return Heading(column, "", "")
        if order == column.key:
            return Heading(column, _link(current, sort=f"-{column.key}"), "ascending")
        return Heading(column, _link(current, sort=column.key), "descending" if order == f"-{column.key}" else "")


def _link(query: QueryDict, **changes: object) -> str:
    changed = query.copy()
    for key, value in changes.items():
        changed[key] = str(value)
    return f"?{changed.urlencode()}"


def _toggled(query: QueryDict, key: str, value: str) -> QueryDict:
    changed = query.copy()
    values = changed.getlist(key)
    changed.setlist(key, [other for other in values if other != value] if value in values else [*values, value])
    return changed
