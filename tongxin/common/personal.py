"""Personal fields: each is declared with a purpose and an expiry (red line 4); a nightly job shreds what expired."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from tongxin.common import audit

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class PersonalFields:
    """Fields of one model that say something of a living person.

    `purpose` and `keeps` (for how long) are told to the person. `expired` gives the rows whose time is over and that
    still hold something; `shred` empties the fields of one row and saves it. It runs in a transaction with the audit
    row that is its receipt.
    """

    model: type[models.Model]
    fields: tuple[str, ...]
    purpose: Any
    keeps: Any
    expired: Callable[[], models.QuerySet[Any]]
    shred: Callable[[Any], None]


_registered: dict[type[models.Model], PersonalFields] = {}


def declare(fields: PersonalFields) -> None:
    """Declare the personal fields of a model; called once by the app that owns it, in `AppConfig.ready`.

    Raises ValueError when a field does not exist, or when purpose or expiry is left empty.
    """
    known = {field.name for field in fields.model._meta.get_fields()}
    unknown = set(fields.fields) - known
    if unknown:
        raise ValueError(f"{fields.model._meta.label} has no field {', '.join(sorted(unknown))}.")
    if not str(fields.purpose) or not str(fields.keeps):
        raise ValueError(
            f"{fields.model._meta.label}: say what the personal fields are for and how long they are kept."
        )
    _registered[fields.model] = fields


def declared() -> tuple[PersonalFields, ...]:
    return tuple(_registered.values())


def is_declared(model: type[models.Model], field: str) -> bool:
    fields = _registered.get(model)
    return fields is not None and field in fields.fields


def shred_expired() -> dict[str, int]:
    """Empty every declared field whose time is over. Returns how many rows of which model ("accounts.user").

    A row that cannot be shredded does not stop the others: all are tried, then the first error is raised, so that the
    job stands as failed and is seen.
    """
    counts: dict[str, int] = {}
    first_error: Exception | None = None
    for fields in declared():
        label = fields.model._meta.label_lower
        for pk in list(fields.expired().values_list("pk", flat=True)):
            try:
                counts[label] = counts.get(label, 0) + _shred_row(fields, pk)
            except Exception as error:
                logger.exception("%s %s could not be shredded.", label, pk)
                first_error = first_error or error
    if first_error is not None:
        raise first_error
    return counts


def _shred_row(fields: PersonalFields, pk: Any) -> int:
    with transaction.atomic():
        # Asked again under lock: another worker may have been faster, or the time was prolonged.
        row = fields.expired().select_for_update(of=("self",)).filter(pk=pk).first()
        if row is None:
            return 0
        fields.shred(row)
        audit.record(None, "personal.shredded", row, fields=list(fields.fields), kept=str(fields.keeps))
    return 1
