"""Files of every kind, made on the spot."""

import io
import zipfile

from PIL import Image


def named(content: bytes, name: str) -> io.BytesIO:
    """An upload: a file in memory with a name."""
    file = io.BytesIO(content)
    file.name = name
    return file


def picture(size: tuple[int, int] = (40, 30), kind: str = "JPEG", mode: str = "RGB", **options: object) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", size, (220, 20, 20))
    image.paste((20, 20, 220), (size[0] // 2, 0, size[0], size[1]))
    out = io.BytesIO()
    image.convert(mode).save(out, kind, **options)
    return out.getvalue()


def package(*members: str, types: str = "<Types/>") -> bytes:
    """A zip of empty members under an Office content list; a plain zip when no members are named."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if members:
            archive.writestr("[Content_Types].xml", types)
        for member in members or ("readme.txt",):
            archive.writestr(member, "")
    return out.getvalue()


DOCX = package("word/document.xml")
XLSX = package("xl/workbook.xml")
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_OFFICE = OLE + bytes(1024) + "EncryptedPackage".encode("utf-16-le") + bytes(64)
EXECUTABLE = b"MZ\x90\x00" + bytes(200)
HEIC = b"\x00\x00\x00\x18ftypheic" + bytes(100)
