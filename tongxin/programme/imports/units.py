"""Unit names in a plan's workbook: looked up in the whole tree, closed units too, since a plan may still have them."""

from __future__ import annotations

import difflib
import re
import unicodedata

from django.utils.translation import gettext as _

from tongxin.common.enumeration import listed
from tongxin.common.tables import WrongCell
from tongxin.organisations.models import Unit, UnitName

SEPARATORS = re.compile(r"[、，,;；\n]+")


class Units:
    """Finds units by name, short name, alias, former name or code. Reads the tree once; a name is looked up once."""

    def __init__(self) -> None:
        self._units: dict[int, Unit] = {unit.pk: unit for unit in Unit.objects.all()}
        self._known: dict[str, set[int]] = {}
        self._names: set[str] = set()
        self._codes: dict[str, Unit] = {_bare(unit.code): unit for unit in self._units.values()}
        self._found: dict[str, Unit] = {}
        self._lists: dict[str, tuple[Unit, ...]] = {}
        for unit in self._units.values():
            for name in filter(None, (unit.name, unit.short_name)):
                self._add(name, unit.pk)
        for name, pk in UnitName.objects.values_list("name", "unit_id"):
            self._add(name, pk)

    def _add(self, name: str, pk: int) -> None:
        self._known.setdefault(_bare(name), set()).add(pk)
        self._names.add(name)

    def name_of(self, unit: Unit) -> str:
        """What to write for a unit so that it is found again: its name, or its code where the name is not its alone."""
        alone = self._known.get(_bare(unit.name)) == {unit.pk} and not SEPARATORS.search(unit.name)
        return unit.name if alone else unit.code

    def one(self, written: str) -> Unit:
        """The unit that a name stands for. Raises WrongCell with the nearest names."""
        if written in self._found:
            return self._found[written]
        bare = _bare(written)
        matches = self._known.get(bare, set())
        open_matches = {pk for pk in matches if self._units[pk].is_open}
        if len(open_matches or matches) == 1:
            found: Unit = self._units[next(iter(open_matches or matches))]
        elif not matches and bare in self._codes:
            found = self._codes[bare]
        elif matches:
            codes = listed(sorted(self._units[pk].code for pk in matches))
            raise WrongCell(_("“%(name)s”不止一个单位，请改写单位代码：%(codes)s") % {"name": written, "codes": codes})
        else:
            raise WrongCell(self._unknown(written))
        self._found[written] = found
        return found

    def many(self, written: str) -> tuple[Unit, ...]:
        """The units in a list such as 甲局、乙局, each once. Raises WrongCell that names every unknown one."""
        if written in self._lists:
            return self._lists[written]
        found: dict[int, Unit] = {}
        wrong = []
        for name in SEPARATORS.split(written):
            if not name.strip():
                continue
            try:
                unit = self.one(name.strip())
            except WrongCell as error:
                wrong.append(str(error))
                continue
            found[unit.pk] = unit
        if wrong:
            raise WrongCell(_("；").join(wrong))
        self._lists[written] = tuple(found.values())
        return self._lists[written]

    def _unknown(self, written: str) -> str:
        nearest = difflib.get_close_matches(written, self._names, n=3, cutoff=0.4)
        if nearest:
            return _("没有“%(name)s”这个单位，最相近的有：%(nearest)s") % {
                "name": written,
                "nearest": listed(nearest),
            }
        return _("没有“%(name)s”这个单位，请先在单位树里添加，或改成已有的名称") % {"name": written}


def _bare(name: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name)).casefold()
