"""What can be found: each app says it for its own things, in its `search.py`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise


@dataclass(frozen=True)
class Entry:
    """One public thing as the index holds it.

    `id` is its primary key as text; `key` are the arguments of its address (a slug, a year and a code), from which a
    face makes the address. `names` are other names it is known by, English ones too. `body` is plain text without tags.
    `on` is the day it is of, for what is newer to come first among equals.
    """

    id: str
    key: tuple[str, ...]
    title: str
    title_en: str = ""
    names: tuple[str, ...] = ()
    summary: str = ""
    summary_en: str = ""
    body: str = ""
    on: date | None = None
    is_sample: bool = False


@dataclass(frozen=True)
class Source:
    """A kind of public thing that can be found.

    `entries(ids)` gives those of the things with these ids that everybody may see now, all of them for None, the oldest
    first; what it does not give is not found. `subject` is the kind of subject that `audit.record` names when such a
    thing changes ("places.place"); `follows` names other kinds of subjects that its text draws on, each with a function
    from the changed thing's id to the ids of the things to be read anew. `weight` (0 to 9) lifts it among equals.
    """

    code: str
    label: str | Promise
    subject: str
    entries: Callable[[Collection[str] | None], Iterable[Entry]]
    follows: Mapping[str, Callable[[str], Iterable[object]]] = field(default_factory=dict)
    weight: int = 0


_registered: dict[str, Source] = {}


def register(source: Source) -> Source:
    """Make a kind of thing findable. Called once, in an app's `search.py`, which is read when the program starts."""
    _registered[source.code] = source
    return source


def unregister(code: str) -> None:
    """Take a source out again (for tests)."""
    _registered.pop(code, None)


def sources() -> list[Source]:
    """All sources, the weightiest first."""
    return sorted(_registered.values(), key=lambda source: (-source.weight, source.code))


def source_of(code: str) -> Source | None:
    return _registered.get(code)


def is_followed(subject_kind: str) -> bool:
    """Whether a change of such a subject can change what is found."""
    return any(subject_kind == source.subject or subject_kind in source.follows for source in _registered.values())
