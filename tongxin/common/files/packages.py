"""Office files seen from outside: zip packages safe to open, and the old container that hides encrypted ones."""

from __future__ import annotations

import zipfile
from typing import BinaryIO

from django.utils.translation import gettext as _

from tongxin.common.errors import Invalid

ZIP = b"PK\x03\x04"
# Compound file: Word and Excel up to 2003, and the wrapper of every password-protected newer file (MS-OFFCRYPTO 2.3).
LEGACY_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")

# The largest workbook that an import reads.
MOST_TABLE_BYTES = 50 * 1024 * 1024
MOST_MEMBERS = 20_000
MOST_UNPACKED_BYTES = 1024 * 1024 * 1024


def open_package(file: BinaryIO, name: str) -> zipfile.ZipFile:
    """Open a zip whose directory is whole and within bounds. Raises Invalid, naming the file, on any other."""
    file.seek(0)
    try:
        package = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        raise Invalid(
            _("“%(name)s”已损坏，打不开。请在 Office 中打开原文件，重新保存后再上传。") % {"name": name}
        ) from None
    members = package.infolist()
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED_BYTES:
        package.close()
        raise Invalid(_("“%(name)s”解开后过大，没有接收。请拆成几个较小的文件再上传。") % {"name": name})
    if any(member.flag_bits & 1 for member in members):
        package.close()
        raise Invalid(_("“%(name)s”设有密码，无法检查内容。请取消密码后再上传。") % {"name": name})
    return package


def is_encrypted_office(file: BinaryIO) -> bool:
    """Whether a compound file wraps an encrypted Office package: its directory names the encrypted stream."""
    file.seek(0)
    return ENCRYPTED_STREAM in file.read()
