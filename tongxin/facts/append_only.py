"""Rows that are written once: the program refuses to change them, and so does a trigger in the database."""

from __future__ import annotations

from typing import Any, ClassVar, Self, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model, covariant=True)


class WrittenOnce(Exception):
    """Somebody's code tried to change or delete a row of the ledger: a mistake of the program, not of the user."""

    def __init__(self) -> None:
        super().__init__("the ledger is append-only: record a counter-entry with facts.actions.correct")


class WrittenOnceQuerySet(models.QuerySet[Row]):
    def update(self, **changes: Any) -> int:
        raise WrittenOnce

    def delete(self) -> tuple[int, dict[str, int]]:
        raise WrittenOnce

    def bulk_update(self, *args: Any, **options: Any) -> int:
        raise WrittenOnce

    def bulk_create(self, *args: Any, **options: Any) -> list[Row]:
        if options.get("update_conflicts"):
            raise WrittenOnce
        return super().bulk_create(*args, **options)


class WrittenOnceModel(models.Model):
    """A row that is inserted and never changed. Its table needs the triggers of the migration as well."""

    objects: ClassVar[models.Manager[Self]] = models.Manager.from_queryset(WrittenOnceQuerySet)()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise WrittenOnce
        super().save(force_insert=True, using=options.get("using"))

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        raise WrittenOnce
