"""From text to what is looked up: folded letters, words, pairs of characters, pinyin.

Chinese is kept as single characters and pairs of neighbours, so that every word of two characters is found whatever a
dictionary takes for a word; what is asked for is cut into words by a dictionary (docs/adr/0017).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import opencc
import pypinyin
import rjieba

# Raised whenever the same text would give other words than before: `tongxin prepare` then builds the index anew.
VERSION = 3
LONGEST_QUERY = 100
MOST_WORDS = 12
LONGEST_BODY = 20_000
_LONGEST_NAME = 60
_LONGEST_PINYIN = 10
_LONGEST_WORD = 5
_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_IS_HAN = re.compile(rf"[{_HAN}]")
# Marks that no folded text holds: pinyin, its initials, the kind of thing.
PINYIN, INITIALS, KIND = "~", "^", ":"
# Said in passing; asked for only where there is nothing else.
_IDLE = frozenset("的了在是和与及或吗呢啊把被对从向")


class _Fold(dict[int, str]):
    """One character for each character: simplified, lower case, half width, without accents."""

    def __init__(self) -> None:
        super().__init__()
        self.simplified = opencc.OpenCC("t2s")

    def __missing__(self, number: int) -> str:
        char = chr(number)
        # Letters of Latin lose their accents, which NFKD puts behind them.
        is_latin = number < 0x250 or 0x1E00 <= number < 0x2000
        plain = (unicodedata.normalize("NFKD", char) if is_latin else unicodedata.normalize("NFKC", char))[:1] or char
        if _IS_HAN.match(plain):
            plain = self.simplified.convert(plain)[:1] or plain
        folded = plain.casefold()[:1] or plain
        self[number] = folded
        return folded


_fold = _Fold()


def fold(text: str) -> str:
    """The text with its variants made one; as long as the text itself, so that places in it are places in the text."""
    return text.translate(_fold)


def runs(text: str) -> list[str]:
    """The runs of Chinese characters and of other letters and digits, in folded text."""
    return RUN.findall(text)


def is_han(run: str) -> bool:
    return bool(_IS_HAN.match(run))


def pairs(run: str) -> Iterator[str]:
    """The pairs of neighbours in a run of Chinese; the character itself where it stands alone."""
    if len(run) == 1:
        return iter(run)
    return map(str.__add__, run, run[1:])


def kind_word(code: str) -> str:
    """The word that all things of one source have."""
    return KIND + "".join(char for char in code.lower() if char.isalnum())


def text_words(text: str) -> set[str]:
    """All that one can look up in a text."""
    found: set[str] = set()
    for run in runs(fold(text)):
        if is_han(run):
            found.update(run)
            found.update(pairs(run))
        else:
            found.add(run[:40])
    return found


def syllables(run: str) -> list[str]:
    """The pinyin of each character, without tones; ü is v."""
    # Characters without a sound on record stand for themselves, each by itself.
    sounds: list[str] = pypinyin.lazy_pinyin(run, errors=list)  # type: ignore[arg-type]
    return [one.lower() for one in sounds]


def name_words(text: str) -> set[str]:
    """What one can look up in a title or a name: its words, and its pinyin and initials from each character on."""
    found = text_words(text)
    for run in runs(fold(text)):
        if not is_han(run):
            continue
        sounds = syllables(run[:_LONGEST_NAME])
        for at in range(len(sounds)):
            # Whole syllables are words, looked up as such; only half a syllable is looked up as a beginning.
            for last in {
                *range(at + 1, min(at + _LONGEST_WORD, len(sounds)) + 1),
                min(at + _LONGEST_PINYIN, len(sounds)),
            }:
                part = sounds[at:last]
                found.add(PINYIN + "".join(part))
                if len(part) > 1:
                    found.add(INITIALS + "".join(one[0] for one in part))
    return found


@dataclass(frozen=True)
class Term:
    """A word to look up; with `is_prefix` also all that begin with it."""

    word: str
    is_prefix: bool = False


# All groups must be met; a group is met by any of its terms.
Groups = tuple[tuple[Term, ...], ...]


@dataclass(frozen=True)
class Query:
    """What was asked for: `text` as typed, `folded`, and its words, which are also what is marked in what is found."""

    text: str
    folded: str
    words: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.words)

    @property
    def groups(self) -> Groups:
        return tuple(group for word in self.words for group in _groups(word))

    @property
    def whole_words(self) -> Groups:
        """The same, where letters are whole words or syllables: looked up as they are, whatever the size of the index."""
        return tuple(
            tuple(replace(term, is_prefix=False) for term in group) + ((Term(f"{word}s"),) if not is_han(word) else ())
            for word in self.words
            for group in _groups(word)
        )

    @property
    def loose(self) -> Groups:
        """One group that any of the words meets."""
        return (tuple(term for word in self.words for group in _groups(word)[:1] for term in group),)


def _groups(word: str) -> list[tuple[Term, ...]]:
    if is_han(word):
        return [(Term(pair),) for pair in pairs(word)]
    if len(word) == 1:
        return [(Term(word),)]
    found = [Term(word, True), Term(PINYIN + word.replace("ü", "v"), True)]
    if len(word) > 3 and word.endswith("s"):
        found.append(Term(word[:-1]))
    if len(word) <= _LONGEST_PINYIN:
        found.append(Term(INITIALS + word, True))
    return [tuple(found)]


def read_query(text: str, *, is_typing: bool = False) -> Query:
    """What somebody asks for, of any text: at most 100 characters and twelve words of it count, signs do not.

    While somebody `is_typing`, a run of Chinese is taken as it stands, since its last word may be half a word.
    """
    asked = " ".join(unicodedata.normalize("NFC", text.replace("\x00", " ")).split())[:LONGEST_QUERY]
    folded = fold(asked)
    words: list[str] = []
    for run in runs(folded):
        words += _cut(run) if is_han(run) and not is_typing else [run[:40]]
    telling = [word for word in words if word not in _IDLE] or words
    return Query(asked, folded, tuple(dict.fromkeys(telling))[:MOST_WORDS])


def _cut(run: str) -> Iterable[str]:
    """The words of a run of Chinese; characters that the dictionary leaves alone stay together, as a name would."""
    held = ""
    for word in rjieba.cut(run):
        if len(word) == 1 and word not in _IDLE:
            held += word
            continue
        if held:
            yield held
            held = ""
        yield word
    if held:
        yield held
