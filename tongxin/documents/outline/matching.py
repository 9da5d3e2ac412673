"""The matching copy: the text in one form of characters and punctuation, with every character in its old place.

Patterns are written once, in simplified characters and half-width punctuation, and run on this copy; what the
draft says is cut from the text itself.
"""

from __future__ import annotations

import re

import opencc

_ONE_FORM = str.maketrans(
    "（）：，；．！？％［］〔〕【】　０１２３４５６７８９－—–─～﹣｜○〈〉『』「」﹙﹚﹔﹕",
    "():,;.!?%[][][] 0123456789----~-|〇《》“”“”();:",
)
# Characters that only traditional writing has and that no long document of this kind goes without.
_TRADITIONAL = re.compile("[單責點關國務業開會組織實與動發專設處條長導師強應據總織鄉鎮區報資來時對說爲為們]")
# A point typed for 。 between words or at the end of a line; after a numeral it belongs to a mark (一. 1.).
_POINT = re.compile(
    r"(?<=[\u4e00-\u9fff%)])(?<![一二三四五六七八九十百零〇])\.(?=[\u4e00-\u9fff“《]|[”)]?[ \t]*(?:[\r\n]|\Z))"
)


def matching_copy(text: str) -> str:
    """`text` in simplified characters and half-width punctuation, of the same length."""
    copy = _POINT.sub("。", text.translate(_ONE_FORM))
    if not _TRADITIONAL.search(copy):
        return copy
    simplified: str = _SIMPLIFY.convert(copy)
    if len(simplified) == len(copy):
        return simplified
    # A phrase changed its length: go line by line and leave as they are the lines that did.
    lines = copy.split("\n")
    return "\n".join(
        after if len(after) == len(before) else before
        for before, after in zip(lines, map(_SIMPLIFY.convert, lines), strict=True)
    )


_SIMPLIFY = opencc.OpenCC("t2s")
