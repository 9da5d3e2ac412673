"""The first upload handler: what is over every limit never reaches the disk."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler

from tongxin.common.files.packages import MOST_TABLE_BYTES


class CuttingUploadHandler(FileUploadHandler):
    """Passes on one byte more than the largest file that anything here takes, and drops the rest.

    The view then gets a file that is over its limit and refuses it with its own words, while 500 MB cost neither
    memory nor disk. Stands first in `FILE_UPLOAD_HANDLERS`.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.room = max(settings.ATTACHMENT_MAX_BYTES, MOST_TABLE_BYTES) + 1

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        passed = raw_data[: self.room]
        self.room -= len(passed)
        return passed or None

    def file_complete(self, file_size: int) -> None:
        return None
