from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, get_upload_to

from tongxin.common.pictures.fields import PictureFileField


class Picture(AbstractImage):
    """A picture for public pages, in one library for editors, brands and places.

    `description` is read to those who do not see it (alternative text). Shown as renditions (AVIF, WebP, JPEG) with
    their sizes; the original is never served. Written by `common.pictures.actions` and the editor's picture form; either
    way what is kept was drawn anew (`PictureFileField`).
    """

    PUBLIC_TEXTS: ClassVar[tuple[str, ...]] = ("title", "description", "credit", "licence", "source")

    file = PictureFileField(_("文件"), upload_to=get_upload_to, width_field="width", height_field="height")

    credit = models.CharField(_("作者或提供单位"), max_length=120, blank=True)
    licence = models.CharField(_("使用许可"), max_length=120, blank=True)
    source = models.CharField(_("来源"), max_length=300, blank=True)

    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "licence",
        "source",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("图片")
        verbose_name_plural = _("图片")


class PictureRendition(AbstractRendition):
    """A picture in one size and format; made when first asked for."""

    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="picture_rendition_once")
        ]
