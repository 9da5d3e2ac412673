"""Where an item goes when the clerk says that it is something else."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tongxin.common.errors import Invalid
from tongxin.documents.drafting.state import AREA, NOTE, PROJECT, Item, State, place_kind, settle, siblings

Parents = tuple[Item, ...]


def _place_after(state: State, found: Item, parents: Parents, depth: int) -> None:
    """Move `found` out to stand right after the parent that is `depth` levels down from the top."""
    anchor, above = parents[depth], parents[:depth]
    siblings(state, parents).remove(found)
    beside = siblings(state, above)
    beside.insert(_index(beside, anchor) + 1, found)
    settle(found, place_kind(above))


def _index(items: list[Item], item: Item) -> int:
    return next(at for at, each in enumerate(items) if each is item)


def _before(state: State, found: Item, parents: Parents, kind: str) -> Item | None:
    """The nearest item of this kind that stands before `found` in its list."""
    beside = siblings(state, parents)
    return next((each for each in reversed(beside[: _index(beside, found)]) if each["kind"] == kind), None)


def to_area(state: State, found: Item, parents: Parents) -> None:
    """To the top, right after the area that it stood in."""
    if parents:
        _place_after(state, found, parents, 0)
    else:
        settle(found, None)


def to_project(state: State, found: Item, parents: Parents) -> None:
    """A measure goes out of its project, right after it; an area goes into the one before it."""
    if not parents:
        area = _before(state, found, parents, AREA)
        if area is None:
            raise Invalid(_("前面没有领域可以归入。请先把它拖到一个领域里。"), field="kind")
        siblings(state, parents).remove(found)
        area["children"].append(found)
        settle(found, AREA)
        return
    depth = next((number for number, parent in enumerate(parents) if parent["kind"] == PROJECT), None)
    if depth is None:
        if found["kind"] == NOTE:
            found["kind"] = PROJECT
        settle(found, place_kind(parents))
    else:
        _place_after(state, found, parents, depth)


def to_measure(state: State, found: Item, parents: Parents) -> None:
    """A project goes into the one before it; a note becomes what its place makes it."""
    if place_kind(parents) not in (None, AREA):
        if found["kind"] == NOTE:
            found["kind"] = ""
        settle(found, place_kind(parents))
        return
    project = _before(state, found, parents, PROJECT) if parents else None
    if project is None:
        raise Invalid(_("前面没有项目可以归入。请先把它拖到一个项目里。"), field="kind")
    siblings(state, parents).remove(found)
    project["children"].append(found)
    settle(found, PROJECT)
