"""What the unit names of a document stand for in an office's tree."""

from __future__ import annotations

import difflib
import re
from typing import Any

from tongxin.organisations.enums import UnitKind
from tongxin.organisations.models import Unit, UnitName

# Words for all units of a kind: 各街道, 各镇(街道), 各辖市区, ...
_GROUPS = (
    (re.compile(r"各(乡镇|镇街|街镇|镇|街道)(街道|办事处)*"), UnitKind.STREET),
    (re.compile(r"(全市)?各(辖市区|辖区|市区|县市区|县区|区县|区)"), UnitKind.DISTRICT),
    (re.compile(r"各(民主)?党派(市委会|市委|组织)?"), UnitKind.PARTY_COMMITTEE),
    (re.compile(r"各(异地|行业|基层)?商会"), UnitKind.CHAMBER),
)
CHOICES = 5


class UnitMatcher:
    """Finds the open units of an office's tree that names stand for. Reads the tree once."""

    def __init__(self, owner: Unit) -> None:
        root = owner.get_root()
        units = list(Unit.objects.filter(path__startswith=root.path, closed_on__isnull=True))
        self._by_kind: dict[str, list[int]] = {}
        self._exact: dict[str, set[int]] = {}
        self._alias: dict[str, set[int]] = {}
        for unit in units:
            self._by_kind.setdefault(unit.kind, []).append(unit.pk)
            self._exact.setdefault(_bare(unit.name), set()).add(unit.pk)
            if unit.short_name:
                self._alias.setdefault(_bare(unit.short_name), set()).add(unit.pk)
        names = UnitName.objects.filter(unit__in=units).values_list("name", "unit_id")
        for name, unit_id in names:
            self._alias.setdefault(_bare(name), set()).add(unit_id)

    def match(self, name: str) -> dict[str, Any]:
        """What `drafting.parties.Match` asks for."""
        bare = _bare(name)
        for how, known in (("exact", self._exact), ("alias", self._alias)):
            found = known.get(bare, set())
            if len(found) == 1:
                return {"units": list(found), "how": how}
            if found:
                return {"units": [], "how": "nearest", "choices": sorted(found)}
        for pattern, kind in _GROUPS:
            if pattern.fullmatch(bare) and self._by_kind.get(kind):
                return {"units": self._by_kind[kind], "how": "group"}
        nearest = difflib.get_close_matches(bare, {*self._exact, *self._alias}, n=CHOICES, cutoff=0.5)
        choices = [pk for word in nearest for pk in (*self._exact.get(word, ()), *self._alias.get(word, ()))]
        if choices:
            return {"units": [], "how": "nearest", "choices": list(dict.fromkeys(choices))[:CHOICES]}
        return {"units": [], "how": ""}


def _bare(name: str) -> str:
    return re.sub(r"[\s()（）、·,，。]", "", name)
