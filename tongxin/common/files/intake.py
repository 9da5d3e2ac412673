"""Taking a file in: read no more than the limit, know what it is, refuse it with a reason or hand it on."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, BinaryIO, TypeAlias, cast

from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext as _

from tongxin.common.errors import Invalid
from tongxin.common.files import images
from tongxin.common.files.kinds import Kind, disguised, kind_of
from tongxin.common.files.names import display_name, extension_of

CHUNK_BYTES = 64 * 1024
KEPT_IN_MEMORY_BYTES = 2 * 1024 * 1024

Upload: TypeAlias = "File[bytes] | IO[bytes]"


@dataclass(frozen=True, slots=True)
class Inspected:
    """What an upload is: its media type and extension by content, size in bytes and SHA-256 of what was sent."""

    content_type: str
    extension: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Taken:
    """An upload that passed: its content in a temporary file, with the name to show."""

    file: BinaryIO
    name: str
    kind: Kind
    size: int
    sha256: str


def inspect(upload: Upload) -> Inspected:
    """Check an upload without storing it. Raises Invalid with the reason and the remedy.

    At most `settings.ATTACHMENT_MAX_BYTES` are read; a larger file is refused as soon as that is known.
    """
    with take(upload) as taken:
        return Inspected(taken.kind.content_type, taken.kind.extension, taken.size, taken.sha256)


@contextmanager
def take(upload: Upload) -> Iterator[Taken]:
    """Read and check an upload; its content lives as long as the block. Raises as `inspect`."""
    name = display_name(getattr(upload, "name", None) or "")
    limit: int = settings.ATTACHMENT_MAX_BYTES
    announced = getattr(upload, "size", None)
    if announced is not None and announced > limit:
        raise too_large(name, limit)
    with tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY_BYTES) as spooled:
        digest, size = hashlib.sha256(), 0
        upload.seek(0)
        while chunk := upload.read(CHUNK_BYTES):
            size += len(chunk)
            if size > limit:
                raise too_large(name, limit)
            digest.update(chunk)
            spooled.write(chunk)
        if not size:
            raise Invalid(
                _("“%(name)s”是空文件，没有内容。请检查是否选错了文件，或重新导出后再上传。") % {"name": name}
            )
        file = cast(BinaryIO, spooled)
        yield Taken(file, name, _checked_kind(file, name), size, digest.hexdigest())


def too_large(name: str, limit: int) -> Invalid:
    """The refusal of a file over `limit` bytes."""
    return Invalid(
        _("“%(name)s”超过了 %(limit)s MB 的上限，没有接收。请压缩图片、拆分文件，或只上传需要的几页。")
        % {"name": name, "limit": f"{limit / 1024 / 1024:g}"}
    )


def _checked_kind(file: BinaryIO, name: str) -> Kind:
    extension = extension_of(name)
    kind = kind_of(file, name, extension)
    if extension and extension not in kind.names:
        raise disguised(name, extension, kind.word)
    if kind.is_image:
        images.check(file, name)
    return kind
