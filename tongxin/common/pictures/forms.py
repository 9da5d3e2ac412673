"""The editor's form of a picture: the same rule as `keep_picture`, for the form that Wagtail shows."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.images.forms import BaseImageForm

from tongxin.common import audit
from tongxin.common.pictures.actions import MISSING
from tongxin.common.pictures.fields import PictureUploadField


class PictureForm(BaseImageForm):
    """Asks for the words that a picture cannot go without, and draws its file anew."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self.user = options.get("user")
        super().__init__(*args, **options)
        for name, words in MISSING.items():
            if name in self.fields:
                self.fields[name].required = True
                self.fields[name].error_messages["required"] = words
        if "file" in self.fields:
            plain = self.fields["file"]
            self.fields["file"] = PictureUploadField(label=plain.label, required=plain.required, widget=plain.widget)

    def save(self, commit: bool = True) -> Any:
        is_new = self.instance.pk is None
        with transaction.atomic():
            picture = super().save(commit=commit)
            if commit:
                verb = "picture.kept" if is_new else "picture.changed"
                audit.record(self.user, verb, picture, title=picture.title, sha1=picture.file_hash)
        return picture
