from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class Attachment(models.Model):
    """A stored file. Never changed: another content is another attachment.

    Written only by `files.actions.store`, removed only by `files.actions.sweep`. `size` is in bytes, `width` and
    `height` in pixels (pictures only); `sha256` is that of the stored content, for a picture not what was sent.
    `uploaded_by_id` is the account's id without a foreign key, because accounts stand above this app.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(_("文件名"), max_length=120)
    content_type = models.CharField(_("类型"), max_length=100)
    size = models.PositiveBigIntegerField(_("大小"))
    sha256 = models.CharField(_("校验值"), max_length=64)
    storage_name = models.CharField(_("存放位置"), max_length=200, db_index=True)
    uploaded_by_id = models.BigIntegerField(_("上传人"), null=True, blank=True)
    created_at = models.DateTimeField(_("上传时间"), auto_now_add=True, db_index=True)
    width = models.PositiveIntegerField(_("宽"), null=True, blank=True)
    height = models.PositiveIntegerField(_("高"), null=True, blank=True)

    class Meta:
        verbose_name = _("附件")
        verbose_name_plural = _("附件")

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        return self.content_type.startswith("image/")
