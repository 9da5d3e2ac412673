"""Text from simplified to traditional characters: OpenCC's dictionaries, and over them a glossary."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import opencc
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

OWN = Path(__file__).with_name("glossary.tsv")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")


def read_glossary(place: Path) -> dict[str, str]:
    """A glossary's words: simplified to traditional. Raises ImproperlyConfigured naming the line that is none."""
    found: dict[str, str] = {}
    try:
        lines = place.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"the glossary {place} cannot be read: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        simplified, _tab, traditional = (part.strip() for part in line.partition("\t"))
        if not simplified or not traditional:
            raise ImproperlyConfigured(
                f"{place}, line {number}: write a simplified word, a tab and the traditional one"
            )
        found[simplified] = traditional
    return found


class Converter:
    """Converts text; `glossary` stands over the dictionaries, the longest of its words first."""

    def __init__(self, glossary: dict[str, str], variant: str) -> None:
        self.glossary = glossary
        self.dictionary = opencc.OpenCC(variant)
        longest_first = sorted(glossary, key=len, reverse=True)
        self.pattern = re.compile("|".join(map(re.escape, longest_first))) if glossary else None

    def __call__(self, text: str) -> str:
        if not HAN.search(text):
            return text
        if self.pattern is None:
            return str(self.dictionary.convert(text))
        parts, at = [], 0
        for word in self.pattern.finditer(text):
            parts += [self.dictionary.convert(text[at : word.start()]), self.glossary[word.group()]]
            at = word.end()
        parts.append(self.dictionary.convert(text[at:]))
        return "".join(parts)


@lru_cache(maxsize=2)
def converter(own_glossary: str, variant: str) -> Converter:
    """The converter with the glossary of the field and a site's own."""
    glossary = read_glossary(OWN)
    if own_glossary:
        glossary |= read_glossary(Path(own_glossary))
    return Converter(glossary, variant)


def to_traditional(text: str) -> str:
    """Text in traditional characters. What has no Chinese comes back as it is."""
    return converter(settings.GLOSSARY, settings.TRADITIONAL_VARIANT)(text)
