from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SourceDocument(models.Model):
    """A document that orders work, as it was handed in: its words are kept and never changed.

    `text` is the plain text that all spans count in (characters); `outline` is what the reader made of it
    (docs/draft-format.md). Written by `documents.actions.take_in`.
    """

    owner = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="source_documents")
    title = models.CharField(_("标题"), max_length=300)
    document_number = models.CharField(_("发文字号"), max_length=80, blank=True)
    issued_on = models.DateField(_("成文日期"), null=True, blank=True)
    issuer = models.CharField(_("发文机关"), max_length=200, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    attachment = models.ForeignKey("common.Attachment", models.PROTECT, null=True, blank=True)
    text = models.TextField()
    text_sha256 = models.CharField(max_length=64)
    outline = models.JSONField()
    added_by_id = models.BigIntegerField(null=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-added_at"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "text_sha256"], name="source_document_once_per_unit"),
        ]

    def __str__(self) -> str:
        return self.title


class Draft(models.Model):
    """A clerk's working copy of a document's outline, on its way to becoming a plan.

    `state` is the tree that `documents.drafting` edits; `version` counts its changes, so that of two people who change
    the same version the second is told. Written by `documents.actions`.
    """

    document = models.ForeignKey(SourceDocument, models.CASCADE, related_name="drafts")
    state = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    # The programme that came of it ("programme.programme", id): the app above sets it, once.
    became_kind = models.CharField(max_length=80, blank=True)
    became_id = models.CharField(max_length=64, blank=True)
    started_by_id = models.BigIntegerField(null=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-changed_at"]

    def __str__(self) -> str:
        return f"{self.document} · {self.version}"


class DraftUndo(models.Model):
    """The state before a change, so that every step in a draft can be undone."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="undo_steps")
    version = models.PositiveIntegerField()
    state = models.JSONField()
    what = models.CharField(max_length=100)

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["draft", "version"], name="draft_undo_once")]

    def __str__(self) -> str:
        return self.what


class IssuedDocument(models.Model):
    """An official document made from what the system knows, typeset after GB/T 9704-2012, kept as issued.

    `subject_kind` and `subject_id` say what it is about. Number and year are unique within an owner and a series.
    Written by `documents.actions.issuing.issue`, once: what is issued again is issued under the next number.
    """

    class Series(models.TextChoices):
        SUPERVISION = "supervision", _("督办通知单")
        BRIEFING = "briefing", _("工作简报")
        PROGRESS_TABLE = "progress_table", _("进展情况表")
        YEAR_REPORT = "year_report", _("年度工作报告")
        NAMING = "naming", _("命名决定")

    owner = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="issued_documents")
    series = models.CharField(max_length=20, choices=Series.choices)
    year = models.PositiveSmallIntegerField(_("年份"))
    serial = models.PositiveIntegerField(_("序号"))
    title = models.CharField(_("标题"), max_length=300)
    issued_on = models.DateField(_("成文日期"))
    subject_kind = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    docx = models.ForeignKey("common.Attachment", models.PROTECT, related_name="+")
    pdf = models.ForeignKey("common.Attachment", models.PROTECT, related_name="+")
    issued_by_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-issued_on", "-serial"]
        indexes = [models.Index(fields=["subject_kind", "subject_id"])]
        constraints = [
            models.UniqueConstraint(fields=["owner", "series", "year", "serial"], name="issued_document_number_once"),
            models.CheckConstraint(condition=Q(serial__gte=1), name="issued_document_serial_from_1"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        """Year and number within the series: 2019年第3号, 2019年第12期 for a briefing."""
        measure = "期" if self.series == self.Series.BRIEFING else "号"
        return f"{self.year}年第{self.serial}{measure}"
