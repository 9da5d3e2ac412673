"""What the environment may set: read, typed and checked in one place. All of it stands in `docs/settings.md`."""

from __future__ import annotations

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

PREFIX = "TONGXIN_"
TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    """The variable's text, or `default` where it is unset."""
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    """A yes or no. Raises ImproperlyConfigured, naming the variable, on any other word."""
    word = os.environ.get(name, "yes" if default else "no").strip().lower()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise ImproperlyConfigured(f"{name} must be yes or no, not {word!r}.")


def number(name: str, default: int) -> int:
    """A whole number. Raises ImproperlyConfigured, naming the variable, on anything else."""
    word = os.environ.get(name, str(default)).strip()
    try:
        return int(word)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {word!r}.") from None


def numbers(name: str, default: dict[str, int]) -> dict[str, int]:
    """Whole numbers by name, "home=14,news=7": each that is not named keeps its default.

    Raises ImproperlyConfigured, naming the variable, on an unknown name or on what is no number above 0.
    """
    found = dict(default)
    for word in words(name):
        key, _equals, value = (part.strip() for part in word.partition("="))
        if key not in default or not (value.isascii() and value.isdigit() and int(value) > 0):
            raise ImproperlyConfigured(f"{name}: {word!r} is not one of {', '.join(default)} with a number above 0.")
        found[key] = int(value)
    return found


def one_of(name: str, choices: tuple[str, ...]) -> str:
    """One of a few words; the first is the default. Raises ImproperlyConfigured, naming the variable, on another."""
    word = os.environ.get(name, choices[0]).strip()
    if word not in choices:
        raise ImproperlyConfigured(f"{name} must be {' or '.join(choices)}, not {word!r}.")
    return word


def words(name: str, default: str = "") -> list[str]:
    """A list, split at commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def bounds(name: str) -> tuple[float, float, float, float] | None:
    """West, south, east, north in degrees, split at commas; None where unset. Raises ImproperlyConfigured on other words."""
    parts = words(name)
    try:
        west, south, east, north = map(float, parts)
    except ValueError:
        if not parts:
            return None
        raise ImproperlyConfigured(
            f"{name} must be west,south,east,north in degrees, not {','.join(parts)!r}."
        ) from None
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise ImproperlyConfigured(f"{name} must be west,south,east,north in degrees, not {','.join(parts)!r}.")
    return west, south, east, north


def path(name: str, default: Path) -> Path:
    return Path(os.environ.get(name) or default).expanduser().resolve()
