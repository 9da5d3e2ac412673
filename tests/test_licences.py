"""Every dependency's licence goes with Mulan PSL v2: permissive ones, and weak copyleft that stays within its own files."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# Words in a licence's name that go with Mulan PSL v2, whose code is linked to or called, never copied in.
GOES = re.compile(
    r"\b(MIT|BSD|0BSD|Apache|ISC|PSF|Python Software Foundation|PSF-2\.0|Zlib|Unlicense|HPND|MIT-CMU|CNRI|"
    r"MPL|Mozilla Public License|LGPL|Lesser General Public|CC0|Mulan|Public Domain|OFL)",
    re.IGNORECASE,
)
REFUSED = re.compile(r"\b(AGPL|Affero|SSPL|BUSL|Commons Clause|Proprietary)|(?<!L)(?<!Lesser )\bGPL", re.IGNORECASE)

# Distributions whose metadata names no licence; what the licence file that they ship says.
SAID_ELSEWHERE = {"axe-playwright-python": "MIT"}


def licence_of(name: str) -> str:
    """What a distribution says of its licence: expression, classifiers, then the free text's first line."""
    if name in SAID_ELSEWHERE:
        return SAID_ELSEWHERE[name]
    found = metadata.metadata(name)
    classifiers = [line.split(" :: ")[-1] for line in found.get_all("Classifier", []) if line.startswith("License ::")]
    text = (found.get("License") or "").strip().splitlines()
    return found.get("License-Expression") or "; ".join(classifiers) or (text[0] if text else "")


def objection(licence: str) -> str | None:
    """Why a licence does not go with ours, or None. Of alternatives ("A OR B") one that goes is enough."""
    choices = re.split(r"\bOR\b|;", licence)
    if any(GOES.search(choice) and not REFUSED.search(choice) for choice in choices):
        return None
    return f"{licence or 'no licence named'} does not go with Mulan PSL v2"


def locked(list_name: str) -> list[str]:
    lines = (ROOT / "requirements" / list_name).read_text(encoding="utf-8").splitlines()
    return [match[1] for line in lines if (match := re.match(r"([A-Za-z0-9._-]+)==[^;]*(;.*)?", line)) and not match[2]]


@pytest.mark.parametrize("name", locked("dev.txt"))
def test_dependency_goes_with_our_licence(name: str) -> None:
    assert objection(licence_of(name)) is None


@pytest.mark.parametrize(
    "licence", ["GPL-3.0-only", "AGPL-3.0", "GNU Affero General Public License v3", "", "Proprietary"]
)
def test_objects_to_what_does_not_go(licence: str) -> None:
    assert objection(licence)


def test_our_own_licence_stands() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "木兰宽松许可证， 第2版" in text
    assert 'license = "MulanPSL-2.0"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
