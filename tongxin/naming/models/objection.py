from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.naming.models.application import Application
from tongxin.naming.models.batch import Batch


class Objection(models.Model):
    """What somebody objects during a public notice, and the answer. Never published.

    Whoever objects gives no name. `contact` is optional, for asking back only, and shredded as declared in
    `naming.personal`. `receipt` is the secret word by which the answer is read. `is_upheld` says whether the office
    found it right; None until it is answered.
    """

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="objections")
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="objections", verbose_name=_("对哪一处")
    )
    text = models.TextField(_("异议内容"), max_length=2000)
    contact = models.CharField(_("联系方式"), max_length=100, blank=True)
    receipt = models.CharField(max_length=32, unique=True)
    received_on = models.DateField(_("收到日期"))
    received_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("核实情况和答复"), max_length=2000, blank=True)
    is_upheld = models.BooleanField(_("异议成立"), null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("公示异议")
        verbose_name_plural = _("公示异议")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, is_upheld__isnull=True)
                | (Q(answered_on__isnull=False, is_upheld__isnull=False) & ~Q(answer="")),
                name="naming_objection_answer_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}-{self.pk}"

    @property
    def is_answered(self) -> bool:
        return self.answered_on is not None
