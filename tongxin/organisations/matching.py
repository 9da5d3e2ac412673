"""Finding the unit that a document means: by its name, a former name, an alias, or the nearest there is.

Documents write 区发改局 or 市委统战部; the tree has full names. `UnitIndex` is built once for a document and asked for
each name in it. What is not certain comes with a warning; nothing is guessed where two units are equally near.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import opencc
from django.utils.translation import gettext as _

from tongxin.common.enumeration import listed
from tongxin.organisations.models import Unit, UnitName

_to_simplified = opencc.OpenCC("t2s")
# What a document puts before a name it takes for known: 市发改委, 区商务局, 县（市、区）..., 各街道.
_BEFORE = re.compile(r"^(各|全|本)?(省|市|县|区|镇|乡)(委|政府)?(?=.{2,})")
# The place that a full name begins with: 示例市文化广电和旅游局, 中共示例市委统一战线工作部; not 城市管理局.
_PLACE = re.compile(r"^(中共)?.{1,6}?((?<!城)市|(?<![社园发城])区|县|省)(委(?!员)|政府)?(?=.{2,})")
# Sørensen's coefficient over pairs of neighbouring characters, 0 to 1: so alike is worth proposing, and so much more
# alike than the next one.
NEAR_ENOUGH = 0.5
CLEARLY_NEARER = 0.08
CANDIDATES = 5


@dataclass(frozen=True)
class Match:
    """What was found for one name.

    `how` is "exact" (today's name, short name or code), "former", "alias" (a name registered as used by documents, or a
    unique ending or abbreviation of a name), "nearest", or "none". `unit` is None with "none" only. `warning` is a
    sentence for the user, empty where there is nothing to check. `candidates` are the next best, the best first.
    """

    unit: Unit | None
    how: str
    warning: str = ""
    candidates: tuple[Unit, ...] = ()


@lru_cache(maxsize=20_000)
def plain(name: str) -> str:
    """A name as it is compared: simplified, half-width, lower case, without spaces and punctuation."""
    simplified: str = _to_simplified.convert(unicodedata.normalize("NFKC", name))
    return re.sub(r"[\W_]+", "", simplified).lower()


def _bigrams(text: str) -> Counter[str]:
    return Counter(text[at : at + 2] for at in range(len(text) - 1)) if len(text) > 1 else Counter(text)


def _is_abbreviation(short: str, long: str) -> bool:
    """Whether the characters of `short` stand in `long` in the same order, from its first character on: 发改委."""
    if not 3 <= len(short) < len(long) or short[0] != long[0]:
        return False
    rest = iter(long)
    return all(character in rest for character in short)


class UnitIndex:
    """All names of all units, ready to be asked many times. Built with two queries; holds no connection."""

    def __init__(self, units: Iterable[Unit] | None = None, names: Iterable[UnitName] | None = None) -> None:
        known = list(Unit.objects.order_by("path") if units is None else units)
        self._units = {unit.pk: unit for unit in known}
        self._names: dict[str, defaultdict[str, list[int]]] = {
            how: defaultdict(list) for how in ("exact", "former", "alias")
        }
        for unit in known:
            for name in (unit.name, unit.short_name, unit.code):
                self._add("exact", name, unit.pk)
        kinds = {UnitName.Kind.OFFICIAL: "exact", UnitName.Kind.FORMER: "former", UnitName.Kind.ALIAS: "alias"}
        for row in UnitName.objects.all() if names is None else names:
            if row.unit_id in self._units:
                self._add(kinds[UnitName.Kind(row.kind)], row.name, row.unit_id)
        spoken: defaultdict[str, set[int]] = defaultdict(set)
        for by_name in self._names.values():
            for name, pks in by_name.items():
                spoken[name].update(pks)
        self._spoken = {name: pks for name, pks in spoken.items() if not name.isascii()}
        # Names, and what remains of them without the place in front: by each ending of three characters or more, and by
        # first and last character with the set of all (for abbreviations).
        self._by_end: defaultdict[str, set[int]] = defaultdict(set)
        self._by_edges: defaultdict[tuple[str, str], list[tuple[str, frozenset[str], set[int]]]] = defaultdict(list)
        self._by_gram: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for name in self._spoken:
            meant, bare = self._spoken[name], _PLACE.sub("", _BEFORE.sub("", name))
            for ending in {bare, *(name[at:] for at in range(len(name) - 2))}:
                self._by_end[ending].update(meant)
            for form in {name, bare}:
                self._by_edges[form[0], form[-1]].append((form, frozenset(form), meant))
            for gram, count in _bigrams(name).items():
                self._by_gram[gram].append((name, count))

    def _add(self, how: str, name: str, pk: int) -> None:
        key = plain(name)
        if key and pk not in self._names[how][key]:
            self._names[how][key].append(pk)

    def match(self, text: str, *, near: Unit | None = None) -> Match:
        """The unit that `text` names. Of several of one name, those in the same branch as `near` go before others."""
        wanted = plain(text)
        if not wanted:
            return Match(None, "none", _("没有写单位名称。"))
        for how in ("exact", "former", "alias"):
            found = self._choose(self._names[how].get(wanted, []), near)
            if found:
                return self._answer(text, found, how)
        found = self._choose(self._by_ending(wanted), near)
        if len(found) == 1:
            return self._answer(text, found, "alias", is_derived=True)
        return self._nearest(text, wanted, found, near)

    def _choose(self, pks: Iterable[int], near: Unit | None) -> list[Unit]:
        """Open units before closed ones, those of the same branch before others; all that are equally good."""
        units = [self._units[pk] for pk in dict.fromkeys(pks)]
        units = [unit for unit in units if unit.is_open] or units
        if near is not None and len(units) > 1:
            branch = near.path[: 2 * Unit.steplen]
            units = [unit for unit in units if unit.path.startswith(branch)] or units
        return units

    def _answer(self, text: str, found: list[Unit], how: str, *, is_derived: bool = False) -> Match:
        if len(found) > 1:
            names = listed(self._full_name(unit) for unit in found[:CANDIDATES])
            return Match(
                None,
                "none",
                _("“%(text)s”有 %(count)d 个同名单位（%(names)s），请选定是哪一个。")
                % {"text": text, "count": len(found), "names": names},
                tuple(found[:CANDIDATES]),
            )
        unit, warnings = self._successor(found[0])
        if how == "former" and not warnings:
            warnings.append(_("“%(text)s”是曾用名，现名“%(unit)s”。") % {"text": text, "unit": found[0].name})
        if is_derived:
            warnings.append(_("“%(text)s”按简称认作“%(unit)s”，请核对。") % {"text": text, "unit": found[0].name})
        return Match(unit, how, "".join(warnings))

    def _successor(self, unit: Unit) -> tuple[Unit, list[str]]:
        """The unit that carries on what this one did, with what has to be said about it."""
        warnings = []
        seen = {unit.pk}
        while (
            unit.merged_into_id is not None and unit.merged_into_id in self._units and unit.merged_into_id not in seen
        ):
            into = self._units[unit.merged_into_id]
            warnings.append(_("“%(unit)s”已并入“%(into)s”。") % {"unit": unit.name, "into": into.name})
            seen.add(into.pk)
            unit = into
        if not unit.is_open:
            warnings.append(_("“%(unit)s”已撤销，请改选现有单位。") % {"unit": unit.name})
        return unit, warnings

    def _full_name(self, unit: Unit) -> str:
        above = next((one for one in self._units.values() if one.path == unit.path[: -Unit.steplen]), None)
        return f"{above.brief}{unit.name}" if above is not None else unit.name

    def _by_ending(self, wanted: str) -> list[int]:
        """Units of which a name ends with what is wanted, or is abbreviated by it: 发改局, 区发改局, 发展和改革局."""
        forms = list(dict.fromkeys((wanted, _BEFORE.sub("", wanted), _PLACE.sub("", wanted))))
        ending = [pk for form in forms for pk in sorted(self._by_end.get(form, ()))]
        if ending:
            return ending
        abbreviated: list[int] = []
        for short in forms:
            letters = frozenset(short)
            for form, known, pks in self._by_edges.get((short[0], short[-1]), []):
                if letters <= known and _is_abbreviation(short, form):
                    abbreviated.extend(sorted(pks))
        return abbreviated

    def _nearest(self, text: str, wanted: str, also: list[Unit], near: Unit | None) -> Match:
        grams = _bigrams(wanted)
        shared: Counter[str] = Counter()
        for gram, count in grams.items():
            for name, there in self._by_gram.get(gram, []):
                shared[name] += min(count, there)
        best: dict[int, float] = {}
        for name, overlap in shared.items():
            likeness = 2 * overlap / (grams.total() + max(len(name) - 1, 1))
            for pk in self._spoken[name]:
                best[pk] = max(best.get(pk, 0.0), likeness)
        ranked = sorted(best, key=lambda pk: (-best[pk], not self._units[pk].is_open, self._units[pk].path))
        candidates = list(dict.fromkeys([*(unit.pk for unit in also), *ranked]))[:CANDIDATES]
        proposed = tuple(self._units[pk] for pk in candidates)
        if also:
            return self._answer(text, also, "alias", is_derived=True)
        is_clear = ranked and best[ranked[0]] >= NEAR_ENOUGH
        if is_clear and len(ranked) > 1:
            is_clear = best[ranked[0]] - best[ranked[1]] >= CLEARLY_NEARER
        if not is_clear:
            return Match(
                None, "none", _("没有找到“%(text)s”，请从单位树里选，或先登记这个单位。") % {"text": text}, proposed
            )
        unit, warnings = self._successor(self._units[ranked[0]])
        warnings.insert(
            0, _("没有叫“%(text)s”的单位，最接近的是“%(unit)s”，请核对。") % {"text": text, "unit": unit.name}
        )
        return Match(unit, "nearest", "".join(warnings), proposed)


def match_unit(text: str, *, near: Unit | None = None) -> Match:
    """One name; for a document's worth of names build a `UnitIndex` once."""
    return UnitIndex().match(text, near=near)
