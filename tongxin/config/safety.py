"""What production insists on: it does not start with an unsafe setting, and says which."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

SECRET_KEY_LENGTH = 50
LEAST_HSTS_SECONDS = 60 * 60 * 24 * 30


def own_key(folder: Path) -> str:
    """A secret key of this machine's own, for trying out: made on the first start and kept in `folder`."""
    place = folder / "secret-key"
    if not place.exists():
        try:
            handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(60))
    return place.read_text().strip()


def refuse_unsafe(
    *,
    secret_key: str,
    debug: bool,
    hosts: list[str],
    base_url: str,
    second_factor: bool,
    ssl_redirect: bool,
    hsts_seconds: int,
) -> None:
    """Raise ImproperlyConfigured with every unsafe setting, each by its name and with what to do."""
    wrong = []
    if len(secret_key) < SECRET_KEY_LENGTH or len(set(secret_key)) < 5:
        wrong.append(f"TONGXIN_SECRET_KEY: set a random text of at least {SECRET_KEY_LENGTH} characters")
    if debug:
        wrong.append("TONGXIN_DEBUG: must be off, error pages would show internals")
    if not hosts or "*" in hosts:
        wrong.append("TONGXIN_ALLOWED_HOSTS: name the host names that this site answers to, separated by commas")
    if not base_url.startswith("https://"):
        wrong.append("TONGXIN_BASE_URL: set the public address, beginning with https://")
    if not second_factor:
        wrong.append("TONGXIN_REQUIRE_SECOND_FACTOR: must be on, roles that approve need a second factor")
    if not ssl_redirect:
        wrong.append("TONGXIN_SSL_REDIRECT: must be on, passwords would cross the network in the open")
    if hsts_seconds < LEAST_HSTS_SECONDS:
        wrong.append(f"TONGXIN_HSTS_SECONDS: at least {LEAST_HSTS_SECONDS} (30 days)")
    if wrong:
        raise ImproperlyConfigured("Unsafe in production: " + "; ".join(wrong) + ".")
