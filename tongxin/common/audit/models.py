from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class AppendOnly(models.QuerySet["AuditEntry"]):
    """Rows that can be read and added, not changed and not deleted."""

    def update(self, **changes: Any) -> int:
        raise TypeError("Audit rows are never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("Audit rows are never deleted.")


class AuditEntry(models.Model):
    """Who did what to which thing, in a chain: each row carries the hash of the row before it.

    Written only by `audit.record`, in the transaction of the change itself; never changed, never deleted: `save` on a
    row that stands, `update` and `delete` raise TypeError. People stand in it as account numbers, not names, so that an
    account can be erased without breaking the chain.
    """

    number = models.BigIntegerField(_("序号"), unique=True)
    at = models.DateTimeField(_("时间"))
    actor_id = models.BigIntegerField(_("操作人账号"), null=True)
    acting_for_id = models.BigIntegerField(_("代为履职的账号"), null=True)
    verb = models.CharField(_("操作"), max_length=80)
    subject_kind = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    detail = models.JSONField(_("内容"), default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = AppendOnly.as_manager()

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "number"]),
            models.Index(fields=["actor_id", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.subject_kind}:{self.subject_id}"

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise TypeError("Audit rows are never changed.")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("Audit rows are never deleted.")


class ChainHead(models.Model):
    """The end of the chain: one row, locked while a new row is added, so that the database decides who is next."""

    only = models.BooleanField(primary_key=True, default=True)
    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(only=True), name="audit_one_head")]

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"
