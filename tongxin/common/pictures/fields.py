"""The library's file: whichever way it comes in, what is kept was drawn anew."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from wagtail.images.fields import WagtailImageField as EditorsFileField
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from tongxin.common.errors import Invalid
from tongxin.common.pictures.drawing import Drawn, drawn_anew


class PictureFile(WagtailImageFieldFile):
    """A picture's file. Storing draws it anew first; raises Invalid for what cannot be drawn."""

    def save(self, name: str, content: File[bytes], save: bool = True) -> None:
        drawn = content if isinstance(content, Drawn) else drawn_anew(content)
        super().save(drawn.name or name, drawn, save)


class PictureFileField(WagtailImageField):
    attr_class = PictureFile


class PictureUploadField(EditorsFileField):
    """The file of an editor's form: refuses with our words, before the editor's own checks see it."""

    def to_python(self, data: Any) -> Any:
        if data in self.empty_values:
            return super().to_python(data)
        try:
            drawn = data if isinstance(data, Drawn) else drawn_anew(data)
        except Invalid as refusal:
            raise ValidationError(str(refusal), code="refused") from None
        return super().to_python(drawn)
