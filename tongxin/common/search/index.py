"""Writing the index: it follows every change of what is public.

A change leaves a mark in its own transaction (`touched`, called by `audit.record`). Whoever searches first reads anew
what is marked (`settle`), and so does the worker in every round; so from the commit on nothing is found that was taken
back, whatever process ended when, and who changes something does not wait for the index.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.utils import translation

from tongxin.common import page_cache
from tongxin.common.search import words
from tongxin.common.search.engines import Words, engine
from tongxin.common.search.models import SearchChange, SearchEntry, SearchState
from tongxin.common.search.sources import Entry, Source, is_followed, sources
from tongxin.common.subjects import Subject

logger = logging.getLogger(__name__)
BATCH = 500
T = TypeVar("T")
_FIELDS = ("key", "title", "title_en", "names", "summary", "summary_en", "body", "on", "is_sample")


def touched(subject: Subject) -> None:
    """Mark a subject as changed, inside the transaction of its change; the mark is seen when that is committed."""
    if not is_followed(subject.kind):
        return
    SearchChange.objects.create(subject_kind=subject.kind, subject_id=subject.id)


def settle() -> None:
    """Read anew what is marked. One query where nothing is."""
    if not SearchChange.objects.exists():
        return
    # Whoever made the change may be about to say so: what this process remembers from before it must not be read.
    page_cache.renew()
    with transaction.atomic():
        _lock()
        changes = list(SearchChange.objects.all())
        wanted: dict[str, set[str]] = defaultdict(set)
        by_code = {source.code: source for source in sources()}
        for change in {(one.subject_kind, one.subject_id) for one in changes}:
            for source in by_code.values():
                wanted[source.code] |= _ids_touched(source, *change)
        for code, ids in wanted.items():
            if ids:
                _replace(by_code[code], ids)
        SearchChange.objects.filter(pk__in=[one.pk for one in changes]).delete()


def _ids_touched(source: Source, kind: str, pk: str) -> set[str]:
    ids = {pk} if kind == source.subject else set()
    if kind in source.follows:
        try:
            with transaction.atomic():
                ids |= {str(one) for one in source.follows[kind](pk)}
        except Exception:
            # The night's comparison of all brings what is missed here.
            logger.exception("search: what of %s follows %s %s cannot be read", source.code, kind, pk)
    return ids


def _lock() -> SearchState:
    """The index's one row, locked until the transaction ends: of two who write, the second reads what the first left."""
    SearchState.objects.get_or_create(only=True)
    return SearchState.objects.select_for_update().get(only=True)


def _replace(source: Source, ids: Collection[str] | None) -> int:
    """Bring the rows of a source (of some of its ids) in line with what it gives now. Returns how many changed."""
    stored = SearchEntry.objects.filter(source=source.code)
    if ids is not None:
        stored = stored.filter(subject_id__in=ids)
    held = {row.subject_id: row for row in stored}
    try:
        with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
            given = {entry.id: entry for entry in source.entries(ids)}
    except Exception:
        # What cannot be read is not found: rather too little than what was taken back.
        logger.exception("search: the things of %s cannot be read", source.code)
        given = {}
    new = {pk: _row(source, entry) for pk, entry in given.items()}
    old = [row for pk, row in held.items() if pk not in new or _differ(row, new[pk])]
    gone = {row.subject_id for row in old}
    fresh = [row for pk, row in new.items() if pk in gone or pk not in held]
    _remove(old)
    _add(fresh)
    return len({row.subject_id for row in fresh} | gone)


def _row(source: Source, entry: Entry) -> SearchEntry:
    def clean(text: str, most: int) -> str:
        return text.replace("\x00", "").strip()[:most]

    return SearchEntry(
        source=source.code,
        subject_id=entry.id,
        key=list(entry.key),
        title=clean(entry.title, 300),
        title_en=clean(entry.title_en, 300),
        names="\n".join(clean(name, 300) for name in entry.names if name.strip()),
        summary=clean(entry.summary, 2000),
        summary_en=clean(entry.summary_en, 2000),
        body=clean(entry.body, words.LONGEST_BODY),
        on=entry.on,
        is_sample=entry.is_sample,
    )


def _differ(one: SearchEntry, other: SearchEntry) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in _FIELDS)


def words_of(row: SearchEntry) -> Words:
    """The words of an entry at each depth; its kind is a word too, so that a search within a kind is one more word."""
    kind = words.kind_word(row.source)
    title = {kind}.union(*(words.name_words(name) for name in (row.title, row.title_en, *row.names.splitlines())))
    head = title | words.text_words(row.summary) | words.text_words(row.summary_en)
    return {"title": title, "head": head, "whole": head | words.text_words(row.body)}


def _remove(rows: list[SearchEntry]) -> None:
    if rows:
        engine().remove((row.pk, words_of(row)) for row in rows)
        SearchEntry.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _add(rows: list[SearchEntry]) -> None:
    if rows:
        made = SearchEntry.objects.bulk_create(rows)
        engine().add((row.pk, words_of(row)) for row in made)


def refresh() -> int:
    """Compare the index with all that is public and bring it in line. Returns how many entries were wrong or missing.

    For what changes without a trace in the audit chain (by the clock, say).
    """
    changed = 0
    for source in sources():
        with transaction.atomic():
            _lock()
            changed += _replace(source, None)
    with transaction.atomic():
        _lock()
        gone = SearchEntry.objects.exclude(source__in=[source.code for source in sources()])
        changed += len(gone)
        _remove(list(gone))
        if changed:
            page_cache.changed()
    settle()
    return changed


def reindex(progress: Callable[[int], None] = lambda done: None) -> int:
    """Build the index anew, in one transaction: who searches meanwhile finds the former one. Returns its size."""
    done = 0
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        state = _lock()
        SearchChange.objects.all().delete()
        engine().clear()
        SearchEntry.objects.all().delete()
        # The weightiest last: what is newest in the index is read first.
        for source in reversed(sources()):
            for batch in _batches(source.entries(None), BATCH):
                _add([_row(source, entry) for entry in batch])
                done += len(batch)
                progress(done)
        state.version = words.VERSION
        state.save()
    return done


def reindex_if_needed() -> bool:
    """Build the index anew where it was built in another way, or never. Returns whether it was."""
    if SearchState.objects.filter(version=words.VERSION).exists():
        return False
    reindex()
    return True


def _batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    rest: Iterator[Any] = iter(things)
    while batch := list(islice(rest, size)):
        yield batch
