"""The generation of all that is public: eight bytes that every process of this machine sees, new after every change.

A page is kept together with the generation that stood before it was made, and holds only while that stands. So a page
made from what was there before a change can never outlive it, in whichever process it was made.
"""

from __future__ import annotations

import mmap
import os
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import transaction

_SIZE = 8


@lru_cache(maxsize=4)
def _shared(path: Path) -> mmap.mmap:
    """The file of the generation, shared by all processes; made on first use."""
    path.parent.mkdir(parents=True, exist_ok=True)
    number = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if os.fstat(number).st_size < _SIZE:
            os.ftruncate(number, _SIZE)
        return mmap.mmap(number, _SIZE)
    finally:
        os.close(number)


def shared() -> mmap.mmap:
    """The eight bytes themselves, for who reads them thousands of times a second."""
    return _shared(Path(settings.VAR_DIR) / "generation")


def current() -> bytes:
    """The generation that stands now."""
    return bytes(shared()[:_SIZE])


def renew() -> None:
    """Let every kept page go, in every process, at once."""
    # At random rather than one more: two processes that renew at one moment need not wait for each other.
    shared()[:_SIZE] = os.urandom(_SIZE)


def changed() -> None:
    """To be called inside the transaction of a change that a public page may show: renews when it is committed."""
    transaction.on_commit(renew)
