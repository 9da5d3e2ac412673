"""Keeping a picture in the library. Who may is decided by the action that calls."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.common import audit
from tongxin.common.errors import Invalid
from tongxin.common.files.intake import Upload
from tongxin.common.guards.rows import refuse_in
from tongxin.common.models import Picture
from tongxin.common.pictures.drawing import drawn_anew

# What a public picture cannot go without, and what is said where it lacks.
MISSING = {
    "title": gettext_lazy("请给图片起个名字，方便以后找到。"),
    "description": gettext_lazy("请用一句话说明图上有什么，读给看不到图的人听。"),
    "credit": gettext_lazy("请写明作者或提供单位。"),
    "licence": gettext_lazy("请写明凭什么可以使用，例如“作者授权”“本单位拍摄”“CC BY 4.0”。"),
}


def keep_picture(
    *, upload: Upload, title: str, description: str, credit: str, licence: str, by: Any, source: str = ""
) -> Picture:
    """Draw an uploaded picture anew and keep it in the library; shown with `{% photo %}` (`templatetags.pictures`).

    `description` is read to those who do not see the picture. `by` is the account, None for the system. Raises Invalid
    with the field (`file`, `title`, `description`, `credit`, `licence`, `source`) and the remedy; nothing is kept then.
    """
    words = {
        "title": title,
        "description": description,
        "credit": credit,
        "licence": licence,
        "source": source,
    }
    given = {name: " ".join(text.split()) for name, text in words.items()}
    for name, text in given.items():
        if not text and name in MISSING:
            raise Invalid(MISSING[name], field=name)
        longest = Picture._meta.get_field(name).max_length  # type: ignore[union-attr]
        if longest is not None and len(text) > longest:
            raise Invalid(_("最多 %(longest)d 个字，请精简。") % {"longest": longest}, field=name)
    refuse_in(Picture(**given))
    try:
        drawn = drawn_anew(upload)
    except Invalid as refusal:
        raise Invalid(refusal.message, field="file") from None
    with transaction.atomic():
        picture = Picture(file=drawn, uploaded_by_user=by, **given)
        picture._set_image_file_metadata()
        picture.save()
        audit.record(by, "picture.kept", picture, title=picture.title, sha1=picture.file_hash)
    return picture
