"""What the guards pointed out and the third reader let stand, with the reason."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class GuardPass(models.Model):
    """The third reader let findings stand in exactly these words (`digest`), and said why. Never changed.

    `found` is what stood there, as (kind, excerpt) with personal data masked. Written by `editorial.guarding` only.
    """

    page_id = models.BigIntegerField(db_index=True)
    revision_id = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    found = models.JSONField(default=list)
    reason = models.CharField(_("仍要发布的理由"), max_length=1000)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["revision_id", "digest"], name="guard_pass_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="guard_pass_with_a_reason"),
        ]

    def __str__(self) -> str:
        return self.reason
