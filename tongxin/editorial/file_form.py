"""The form of a file in the editors' library."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.documents.forms import BaseDocumentForm

from tongxin.common.errors import Invalid
from tongxin.common.files.intake import inspect


class FileForm(BaseDocumentForm):
    """A file for the public: it is what its name says, and not too large."""

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload and "file" in self.changed_data:
            try:
                inspect(upload)
            except Invalid as refusal:
                raise ValidationError(str(refusal)) from None
            upload.seek(0)
        return upload
