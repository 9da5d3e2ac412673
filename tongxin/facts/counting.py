"""What else a fact counts for, beside what its recorder names. Apps above register it: an upper app's link, say.

A brand is linked to a project; whoever reports for the project need not know of the brand.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from tongxin.common.subjects import Subject

# For subjects, what each of them counts for besides; subjects that count for nothing else may be missing.
Also = Callable[[Collection[Subject]], Mapping[Subject, Iterable[Subject]]]

_registered: list[Also] = []


def register_also_counts(also: Also) -> Also:
    """Have `also` asked whenever facts are recorded; called in `AppConfig.ready`. It is asked within the ledger's queue."""
    if also not in _registered:
        _registered.append(also)
    return also


def also_counted(groups: Collection[Collection[Subject]]) -> list[tuple[Subject, ...]]:
    """Each group of subjects with what its members count for besides, once each; asked once for all groups."""
    named = {subject for group in groups for subject in group}
    found: dict[Subject, list[Subject]] = {}
    for also in _registered if named else ():
        for subject, others in also(named).items():
            found.setdefault(subject, []).extend(others)
    return [
        tuple(dict.fromkeys([*group, *(other for subject in group for other in found.get(subject, ()))]))
        for group in groups
    ]
