"""A subject: what a row of a lower app is about, without knowing the app above it. Kind and id, no foreign key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models


@dataclass(frozen=True, order=True)
class Subject:
    """`kind` is "app.model" in lower case ("programme.project"); `id` is the primary key as text."""

    kind: str
    id: str

    @classmethod
    def of(cls, thing: models.Model | type[models.Model] | Subject, pk: Any = None) -> Subject:
        """The subject that a row is, or that the row of a class with `pk` is."""
        if isinstance(thing, Subject):
            return thing
        return cls(thing._meta.label_lower, str(thing.pk if pk is None else pk))
