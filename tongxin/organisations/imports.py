"""Units from a spreadsheet: all wrong cells are told at once, and nothing is written until there is none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.common.errors import Invalid, WrongState
from tongxin.common.tables import (
    CellError,
    ChoiceColumn,
    Layout,
    Row,
    Sheet,
    TextColumn,
    WrongCells,
    read_rows,
    read_workbook,
)
from tongxin.organisations import actions
from tongxin.organisations.enums import UnitKind
from tongxin.organisations.models import Unit, UnitName
from tongxin.organisations.rules import Actor
from tongxin.organisations.tree import lock_tree

BETWEEN_ALIASES = re.compile(r"[、，,;；\n]+")

UNITS = Layout(
    gettext_lazy("单位"),
    [
        TextColumn("code", gettext_lazy("单位代码"), required=True, max_length=40),
        TextColumn("name", gettext_lazy("单位名称"), required=True, max_length=100),
        TextColumn("short_name", gettext_lazy("简称"), max_length=40),
        ChoiceColumn("kind", gettext_lazy("类别"), choices=UnitKind.choices),
        TextColumn("parent", gettext_lazy("上级单位代码"), max_length=40),
        TextColumn("aliases", gettext_lazy("别称"), max_length=1000),
    ],
    key=("code",),
)


@dataclass(frozen=True)
class UnitsImported:
    """How many units were set up, and how many that stood before were changed in something."""

    created: int
    changed: int
    unchanged: int


def import_units(*, by: Actor, content: bytes, name: str) -> UnitsImported:
    """Set up or change the units of a spreadsheet; `name` is the file's name for messages.

    A unit is known by its code. What the sheet does not name stays as it is; an empty cell changes nothing; aliases are
    added, never taken away. Importing the same sheet twice changes nothing.
    Raises UnreadableTable, or WrongCells with every wrong cell; NotAllowed where `by` may not administer the units.
    """
    sheet = read_workbook(content, name).sheet(UNITS.sheet)
    read = read_rows(sheet, UNITS)
    if read.errors:
        raise WrongCells(read.errors)
    with transaction.atomic():
        lock_tree()
        wrong = [*_unknown_parents(sheet, read.values), *_circles(sheet, read.values)]
        if wrong:
            raise WrongCells(wrong)
        outcomes = []
        for row in _parents_first(read.values):
            try:
                outcomes.append(_put(by, row))
            except (Invalid, WrongState) as refusal:
                column = refusal.field if refusal.field in row.values else "code"
                wrong.append(row.error(sheet, column or "code", str(refusal)))
            except Unit.DoesNotExist:
                # Its parent could not be set up, and the reason for that is told already.
                continue
        if wrong:
            raise WrongCells(sorted(wrong, key=lambda one: _row_number(one.cell)))
    return UnitsImported(outcomes.count("created"), outcomes.count("changed"), outcomes.count("unchanged"))


def _row_number(cell: str) -> int:
    return int(re.sub(r"\D", "", cell))


def _unknown_parents(sheet: Sheet, rows: list[Row]) -> list[CellError]:
    named = {row.values["parent"] for row in rows if row.values["parent"]}
    known = {row.values["code"] for row in rows} | set(
        Unit.objects.filter(code__in=named).values_list("code", flat=True)
    )
    reason = _("表里和系统里都没有这个代码的单位，请核对，或先在表里加上这个上级单位")
    return [
        row.error(sheet, "parent", reason) for row in rows if row.values["parent"] and row.values["parent"] not in known
    ]


def _circles(sheet: Sheet, rows: list[Row]) -> list[CellError]:
    """Each circle once, at the first row of it, with the way round. What the sheet leaves open stands as in the tree."""
    parents: dict[str, str | None] = {}
    units = {unit.path: unit.code for unit in Unit.objects.all()}
    for path, code in units.items():
        parents[code] = units.get(path[: -Unit.steplen])
    parents.update({row.values["code"]: row.values["parent"] for row in rows if row.values["parent"]})
    wrong: list[CellError] = []
    told: set[str] = set()
    for row in rows:
        way = [row.values["code"]]
        above = parents.get(way[0])
        while above is not None and above not in way:
            way.append(above)
            above = parents.get(above)
        if above != way[0] or told & set(way):
            continue
        told.update(way)
        reason = _("上下级形成循环：%(way)s，请改正其中一个上级") % {"way": " → ".join([*way, way[0]])}
        wrong.append(row.error(sheet, "parent", reason))
    return wrong


def _parents_first(rows: list[Row]) -> list[Row]:
    """The rows in such an order that a unit's parent, where it stands in the sheet too, comes before it."""
    by_code = {row.values["code"]: row for row in rows}
    ordered: dict[str, Row] = {}
    for row in rows:
        line = [row]
        while (above := by_code.get(line[-1].values["parent"])) is not None and above.values["code"] not in ordered:
            line.append(above)
        for one in reversed(line):
            ordered.setdefault(one.values["code"], one)
    return list(ordered.values())


def _put(by: Actor, row: Row) -> str:
    """Make one unit what its row says, through the actions that a person would use. Says what was done."""
    values = row.values
    parent = Unit.objects.get(code=values["parent"]) if values["parent"] else None
    unit = Unit.objects.filter(code=values["code"]).first()
    if unit is None:
        unit = actions.create_unit(
            by=by,
            parent=parent,
            code=values["code"],
            name=values["name"],
            kind=values["kind"] or UnitKind.DEPARTMENT,
            short_name=values["short_name"] or "",
        )
        _add_aliases(by, unit, values["aliases"])
        return "created"
    before = (unit.name, unit.short_name, unit.kind, unit.path)
    if values["name"] != unit.name:
        unit = actions.rename_unit(by=by, unit=unit, name=values["name"])
    above = unit.get_parent()
    if parent is not None and (above is None or above.pk != parent.pk):
        unit = actions.move_unit(by=by, unit=unit, parent=parent)
    unit = actions.change_unit(
        by=by,
        unit=unit,
        short_name=values["short_name"] or unit.short_name,
        kind=values["kind"] or unit.kind,
        is_sensitive_by_association=unit.is_sensitive_by_association,
    )
    added = _add_aliases(by, unit, values["aliases"])
    return "changed" if added or before != (unit.name, unit.short_name, unit.kind, unit.path) else "unchanged"


def _add_aliases(by: Actor, unit: Unit, aliases: str | None) -> int:
    wanted = {" ".join(alias.split()) for alias in BETWEEN_ALIASES.split(aliases or "")} - {""}
    missing = wanted - set(UnitName.objects.filter(unit=unit).values_list("name", flat=True))
    for alias in sorted(missing):
        actions.add_alias(by=by, unit=unit, alias=alias)
    return len(missing)
