from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ExportStatus(models.TextChoices):
    ASKED = "asked", _("等待同意")
    APPROVED = "approved", _("已同意")
    REFUSED = "refused", _("未同意")
    WITHDRAWN = "withdrawn", _("已撤回")


class PersonalExport(models.Model):
    """A list of persons that somebody asked to have as a file, with a second person's word.

    Of `subject_id`, a thing of the app that declared `kind`, from `first` to `last`; `unit` keeps the data. `subject_name`
    is how the thing was called then. `content` is the file (.xlsx): made when it is allowed, fetched by the asker alone
    until `expires_at`, shredded afterwards by the nightly job, or at once when somebody in it has the own data erased
    (`shredded_at`); `rows` is how many lines it had. `status` is written by `workflows.EXPORT` only, the rest by
    `personal_exports.actions`.
    """

    kind = models.CharField(_("名单"), max_length=40)
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+", verbose_name=_("管理单位"))
    subject_id = models.BigIntegerField()
    subject_name = models.CharField(_("哪里的"), max_length=120)
    first = models.DateField(_("从"))
    last = models.DateField(_("到"))
    purpose = models.CharField(_("用途"), max_length=300)
    status = models.CharField(_("状态"), max_length=9, choices=ExportStatus.choices, default=ExportStatus.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("申请人"))
    asked_at = models.DateTimeField(_("申请时间"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("决定人")
    )
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    reason = models.CharField(_("不同意的理由"), max_length=300, blank=True)
    content = models.BinaryField(_("文件"), null=True)
    rows = models.PositiveIntegerField(_("行数"), null=True, blank=True)
    expires_at = models.DateTimeField(_("下载截止"), null=True, blank=True)
    fetched_at = models.DateTimeField(_("最近下载"), null=True, blank=True)
    shredded_at = models.DateTimeField(_("销毁时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("名单导出")
        verbose_name_plural = _("名单导出")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["unit", "status"], name="personal_export_by_unit")]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")), name="personal_export_by_a_second"
            ),
            models.CheckConstraint(
                condition=Q(content__isnull=True) | Q(status=ExportStatus.APPROVED, decided_by__isnull=False),
                name="personal_export_only_allowed",
            ),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="personal_export_first_before_last"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_name} {self.first} – {self.last}"

    @property
    def file_name(self) -> str:
        return f"{self.subject_name} {self.first} {self.last}.xlsx"
