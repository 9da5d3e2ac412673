"""What a public page is about: told by the face that shows it, since nothing here knows an address."""

from __future__ import annotations

from dataclasses import dataclass

from tongxin.common.subjects import Subject
from tongxin.organisations.models import Unit


@dataclass(frozen=True)
class PublicPage:
    """A page that somebody may find wrong: its address without a host, its title, what it shows, and who answers for it.

    Without a `unit` the coordinating office answers; without a `subject` the page shows no single thing (a list).
    """

    path: str
    title: str = ""
    subject: Subject | None = None
    unit: Unit | None = None
