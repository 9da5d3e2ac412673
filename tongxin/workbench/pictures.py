"""The form by which staff add a picture to something, the same everywhere."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import User
from tongxin.common.models import Picture
from tongxin.common.pictures.actions import MISSING, keep_picture


class PictureForm(forms.Form):
    """A picture with the words it cannot go without."""

    file = forms.FileField(
        label=_("图片文件"),
        help_text=_("JPG、PNG 或 WebP。会重新绘制：转正、缩小，去掉拍摄地点等信息。"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )
    description = forms.CharField(
        label=_("图上有什么"),
        max_length=255,
        help_text=_("一句话，读给看不到图的人听，例如“白墙黑瓦的门楼，门口一棵石榴树”。"),
    )
    credit = forms.CharField(label=_("作者或提供单位"), max_length=120)
    licence = forms.CharField(
        label=_("使用许可"), max_length=120, help_text=_("例如“本单位拍摄”“作者授权”“CC BY 4.0”。")
    )
    source = forms.CharField(
        label=_("来源"), max_length=300, required=False, help_text=_("从哪里得到的；自己拍的不用填。")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, words in MISSING.items():
            if name in self.fields:
                self.fields[name].error_messages["required"] = words


class CaptionedPictureForm(PictureForm):
    """The same with words that stand under the picture."""

    caption = forms.CharField(label=_("图片说明"), max_length=120, required=False, help_text=_("显示在图片下面。"))

    field_order = ["file", "caption"]


def keep(data: dict[str, Any], title: str, by: User) -> Picture:
    """Keep what a form brought."""
    words = {name: data[name] for name in ("description", "credit", "licence", "source")}
    return keep_picture(upload=data["file"], title=title, by=by, **words)
