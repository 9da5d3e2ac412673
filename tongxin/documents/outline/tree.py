"""The outline while it is being read: branches that grow line by line, and what falls beside them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from tongxin.documents.outline.duties import Duty, Piece
from tongxin.documents.outline.markers import SPOKEN, Marker
from tongxin.documents.outline.model import Due, Kind, Reason, Span, Target, Unplaced


@dataclass(slots=True)
class Branch:
    """An item under construction. `pieces` are its words and duties in order; `asides` are kept but never split."""

    level: int
    start: int
    end: int
    style: str = "prose"
    value: int | None = None
    ordinal: str | None = None
    marker: Span | None = None
    is_inner: bool = False
    kind: Kind | None = None
    title: Span | None = None
    due: Due | None = None
    duty: Duty = field(default_factory=Duty)
    targets: list[Target] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    asides: list[Span] = field(default_factory=list)
    noise: list[Span] = field(default_factory=list)
    children: list[Branch] = field(default_factory=list)

    @property
    def words(self) -> list[Piece]:
        """The pieces that are words."""
        return [piece for piece in self.pieces if piece.duty is None]

    @property
    def duties(self) -> list[Piece]:
        """The pieces that say who carries the item and by when."""
        return [piece for piece in self.pieces if piece.duty is not None]


class Grove:
    """All branches of a document, the path of those that are open, and the pieces that belong to none."""

    def __init__(self, positions: dict[str, list[int]], marks: list[Marker | None]) -> None:
        """`positions`: for each style the lines that begin with it; `marks`: the mark of each line."""
        self.roots: list[Branch] = []
        self.path: list[Branch] = []
        self.unplaced: list[Unplaced] = []
        self._positions = positions
        self._nestings: set[tuple[str, str]] = set()
        self._marks = marks

    @property
    def top(self) -> Branch | None:
        """The innermost open branch."""
        return self.path[-1] if self.path else None

    def leave(self) -> None:
        """Close every open branch: what follows is no part of it."""
        self.path.clear()

    def unplace(self, start: int, end: int, reason: Reason) -> None:
        """Put a piece beside the outline."""
        self.leave()
        self.unplaced.append(Unplaced((start, end), reason))

    def add(self, branch: Branch) -> Branch:
        """Open `branch` as the last child of the innermost open one."""
        branch.level = len(self.path) + 1
        (self.path[-1].children if self.path else self.roots).append(branch)
        self.path.append(branch)
        self.stretch(branch.end)
        return branch

    def stretch(self, end: int) -> None:
        """Let the open branches reach to `end`."""
        for branch in self.path:
            branch.end = max(branch.end, end)

    def open(self, marker: Marker, line: int, *, is_inner: bool = False) -> Branch:
        """Open the item that `marker` (in line number `line`) begins, closing those it does not belong to."""
        self._close_for(marker, line)
        siblings = self.path[-1].children if self.path else self.roots
        value = marker.value
        if value is None and siblings and siblings[-1].style == marker.style and siblings[-1].value is not None:
            value = siblings[-1].value + 1
        start, end = marker.span
        return self.add(Branch(0, start, end, marker.style, value, marker.ordinal, marker.span, is_inner))

    def _close_for(self, marker: Marker, line: int) -> None:
        for depth in range(len(self.path) - 1, -1, -1):
            if self.path[depth].style == marker.style:
                del self.path[depth:]
                return
        if marker.style in SPOKEN or marker.style == "bullet":
            while self.path and (self.path[-1].style in SPOKEN or self.path[-1].style == "bullet"):
                if self._rank(self.path[-1]) < marker.rank:
                    break
                self.path.pop()
            return
        while self.path and self._rank(self.path[-1]) > marker.rank:
            if marker.value == 1:
                nesting = (self.path[-1].style, marker.style)
                if nesting in self._nestings or self._goes_on(self.path[-1], line):
                    # What stood below a list once does so below its last item too.
                    self._nestings.add(nesting)
                    return
            self.path.pop()

    def _rank(self, branch: Branch) -> float:
        return Marker(branch.style, None, None, (0, 0), 0).rank if branch.marker else -1

    def _goes_on(self, branch: Branch, line: int) -> bool:
        """Whether the list of `branch` goes on below `line`: then what begins here stands inside it."""
        lines = self._positions.get(branch.style, [])
        at = bisect_right(lines, line)
        following = self._marks[lines[at]] if at < len(lines) else None
        return following is not None and branch.value is not None and following.value == branch.value + 1

    def write(self, pieces: list[Piece]) -> None:
        """Give words and duties to the innermost open branch."""
        if pieces:
            self.path[-1].pieces.extend(pieces)
            self.stretch(pieces[-1].end)

    def close_inner(self, following: Marker | None) -> None:
        """At the end of a line close the items that began inside it, unless the next line goes on with them."""
        for depth, branch in enumerate(self.path):
            if branch.is_inner:
                if following is None or not any(
                    b.style == following.style and b.value is not None and following.value == b.value + 1
                    for b in self.path[depth:]
                ):
                    del self.path[depth:]
                return


def lift_shared_duties(roots: list[Branch]) -> None:
    """A duty behind the last item of a list, where no other item of it has one, is the whole list's.

    Where the document has a list of the same style in which every item has its own, the last item keeps it.
    """
    everyone: list[Branch] = []
    waiting = list(roots)
    while waiting:
        branch = waiting.pop()
        everyone.append(branch)
        waiting.extend(branch.children)
    lists = [branch for branch in everyone if len(branch.children) > 1]
    complete = {b.children[0].style for b in lists if all(c.duties for c in b.children) and not b.children[0].is_inner}
    if len(roots) > 1 and all(root.duties for root in roots):
        complete.add(roots[0].style)
    for branch in lists:
        *others, last = branch.children
        if any(other.duties for other in others) or last.children or last.style == "row":
            continue
        if not last.is_inner and last.style not in SPOKEN and (last.style in complete or branch.level == 1):
            continue
        kept = len(last.pieces)
        while kept and last.pieces[kept - 1].duty is not None:
            kept -= 1
        if kept in (0, len(last.pieces)):
            continue
        branch.pieces.extend(last.pieces[kept:])
        last.pieces = last.pieces[:kept]
        last.end = last.pieces[-1].end
