"""Bytes become text: UTF-8, UTF-16, GB18030 or Big5, whichever they are."""

from __future__ import annotations

import codecs
import re

from tongxin.documents.reading.refusal import UnreadableDocument

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x7f]")
# Characters that any Chinese document is full of; a wrong decoding yields rare ones instead.
_COMMON = frozenset(
    "的一是不在人有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可工作市区县府发部局部门单位责任牵头开展加强建设推进落实组织领导"
    "個國說們為時會後發學對門單責頭開設進組織領導務業實動經濟長區處點關與員總據應，。、：；"
    "（）“”《》一二三四五六七八九十"
)


def decoded(content: bytes, name: str) -> str:
    """The text of a plain file, as it stands. Raises UnreadableDocument where it is none."""
    text = _decode(content)
    if text is None or len(_CONTROLS.findall(text[:20_000])) * 100 > min(len(text), 20_000):
        raise UnreadableDocument("binary", name)
    return text


def _decode(content: bytes) -> str | None:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(content, "utf-16")
    text = _strict(content, "utf-8")
    if text is not None and "\0" not in text[:4000]:
        return text
    wide = _wide(content)
    if wide is not None:
        return wide
    candidates = [
        decoded for decoded in (_strict(content, "gb18030"), _strict(content, "big5hkscs")) if decoded is not None
    ]
    return max(candidates, key=_familiarity, default=None)


def _strict(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _wide(content: bytes) -> str | None:
    """UTF-16 without a byte order mark: zero bytes, which no other encoding of text has, and familiar characters."""
    if b"\0" not in content[:4000]:
        return None
    texts = [text for name in ("utf-16-le", "utf-16-be") if (text := _strict(content, name)) is not None]
    text = max(texts, key=_familiarity, default=None)
    return text if text is not None and _familiarity(text) > 0.02 else None


def _familiarity(text: str) -> float:
    """The share of common characters among the first ones."""
    sample = text[:20_000]
    return sum(c in _COMMON for c in sample) / max(1, len(sample))
