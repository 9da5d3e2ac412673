"""Content kept under its own SHA-256: the same bytes are kept once, and a name can only ever mean these bytes."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, default_storage
from django.utils import timezone

INCOMING = ".incoming"
LOCK = ".lock"
_OURS = re.compile(r"[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{64}\.")


def storage_name(sha256: str, extension: str) -> str:
    """Where content lives: ab/cd/<sha256>.<extension>."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}.{extension}"


def keep(content: bytes, sha256: str, extension: str) -> str:
    """Store content and return its storage name. It is on the disk, whole and durable, when this returns.

    Whatever happens before that (even kill -9) leaves nothing under the name. Content that is there already is used
    again, and counts as new for the sweep.
    """
    name = storage_name(sha256, extension)
    root = _root()
    if root is None:
        return default_storage.save(name, ContentFile(content))
    target = root / name
    incoming = root / INCOMING / uuid4().hex
    incoming.parent.mkdir(parents=True, exist_ok=True)
    with _locked(root):
        if target.is_file() and target.stat().st_size == len(content):
            os.utime(target)
            return name
    with incoming.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    incoming.chmod(0o640)
    _make_folders(root, target.parent)
    with _locked(root):
        incoming.replace(target)
    _sync_folder(target.parent)
    return name


def names_older_than(moment: datetime) -> Iterator[str]:
    """Storage names of all content that was last stored before `moment`."""
    root = _root()
    if root is None:
        # Other things live in the same storage (the picture library's originals).
        yield from (name for name in _listed(default_storage, "", moment) if _OURS.match(name))
        return
    for path in root.glob("??/??/*"):
        if _modified(path) < moment:
            yield path.relative_to(root).as_posix()


def forget(name: str, *, stored_before: datetime) -> bool:
    """Delete content unless it was stored again since `stored_before`. Says whether it is gone by this call."""
    root = _root()
    if root is None:
        if default_storage.get_modified_time(name) >= stored_before:
            return False
        default_storage.delete(name)
        return True
    with _locked(root):
        path = root / name
        if not path.is_file() or _modified(path) >= stored_before:
            return False
        path.unlink()
    return True


def forget_unfinished(moment: datetime) -> None:
    """Delete what writers that were killed before `moment` left behind."""
    root = _root()
    for path in (root / INCOMING).glob("*") if root is not None else ():
        if _modified(path) < moment:
            path.unlink(missing_ok=True)


def _root() -> Path | None:
    """The folder of a file-system storage; None where content lives in an object store."""
    return Path(default_storage.location) if isinstance(default_storage, FileSystemStorage) else None


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    """One process at a time: between looking at content and using or deleting it nobody else does either."""
    root.mkdir(parents=True, exist_ok=True)
    with (root / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make_folders(root: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    while folder != root:
        folder = folder.parent
        _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, as fsync(2) says one must."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _modified(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.get_current_timezone())


def _listed(storage: Storage, folder: str, moment: datetime) -> Iterator[str]:
    folders, names = storage.listdir(folder)
    for name in names:
        path = f"{folder}{name}"
        if storage.get_modified_time(path) < moment:
            yield path
    for name in folders:
        yield from _listed(storage, f"{folder}{name}/", moment)
