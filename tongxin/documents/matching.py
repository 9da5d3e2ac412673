"""What the unit names of a document stand for: one unit, or all units of a kind (各街道)."""

from __future__ import annotations

import re
from typing import Any

from tongxin.organisations.enums import UnitKind
from tongxin.organisations.matching import UnitIndex, plain
from tongxin.organisations.models import Unit

# Words for all units of a kind: 各街道, 各镇(街道), 各辖市区, ...
_GROUPS = (
    (re.compile(r"各(乡镇|镇街|街镇|镇|街道)(街道|办事处)*"), UnitKind.STREET),
    (re.compile(r"(全市)?各(辖市区|辖区|市区|县市区|县区|区县|区)"), UnitKind.DISTRICT),
    (re.compile(r"各(民主)?党派(市委会|市委|组织)?"), UnitKind.PARTY_COMMITTEE),
    (re.compile(r"各(异地|行业|基层)?商会"), UnitKind.CHAMBER),
)
_SURE = {"exact": "exact", "alias": "alias", "former": "alias"}


class UnitMatcher:
    """Finds what names in a document of `owner` stand for. Reads the tree once."""

    def __init__(self, owner: Unit) -> None:
        self._owner = owner
        self._index = UnitIndex()
        self._by_kind: dict[str, list[int]] = {}
        below = Unit.objects.filter(path__startswith=owner.path, closed_on__isnull=True).order_by("path")
        for pk, kind in below.values_list("pk", "kind"):
            self._by_kind.setdefault(kind, []).append(pk)

    def match(self, name: str) -> dict[str, Any]:
        """What `drafting.parties.Match` asks for. A closed unit is only a guess: somebody has to choose another."""
        bare = plain(name)
        for pattern, kind in _GROUPS:
            if pattern.fullmatch(bare) and self._by_kind.get(kind):
                return {"units": self._by_kind[kind], "how": "group"}
        found = self._index.match(name, near=self._owner)
        if found.unit is not None and found.unit.is_open and found.how in _SURE:
            return {"units": [found.unit.pk], "how": _SURE[found.how]}
        guesses = [unit.pk for unit in (found.unit, *found.candidates) if unit is not None and unit.is_open]
        if guesses:
            return {"units": [], "how": "nearest", "choices": list(dict.fromkeys(guesses))}
        return {"units": [], "how": ""}
