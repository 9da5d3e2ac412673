"""Pages of HTML, rewritten in the words only: every tag, address, key and script stays as it is, byte for byte."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tongxin.common.chinese.traditional import HAN

Convert = Callable[[str], str]
# A comment or declaration; an element whose content is no markup; a tag; text.
_TOKEN = re.compile(
    r"<!--.*?-->|<![^>]*>"
    r"|<(?P<raw>script|style|textarea)\b(?P<inside>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>(?P<content>.*?)</(?P=raw)\s*>"
    r"|</?(?P<name>[a-zA-Z][^\s/>]*)(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>"
    r"|[^<]+|<",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"([^\s=/\"'>]+)(\s*=\s*)(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")
_SHOWN = {
    "alt",
    "title",
    "aria-label",
    "aria-description",
    "aria-roledescription",
    "placeholder",
    "data-label",
    "label",
    "summary",
}
_SHOWN |= {"data-none", "data-some"}
_META = re.compile(
    r"(?:name|property)\s*=\s*[\"']?(?:description|keywords|author|og:|twitter:|article:)", re.IGNORECASE
)
_PUSHED = re.compile(r"type\s*=\s*[\"']?(?:submit|button|reset)\b", re.IGNORECASE)
_JSON = re.compile(r"type\s*=\s*[\"']?application/(?:ld\+)?json", re.IGNORECASE)
_KEPT = re.compile(r"\btranslate\s*=\s*[\"']?no\b", re.IGNORECASE)
_SIMPLIFIED = re.compile(r"zh(?:-hans|-cn)?", re.IGNORECASE)
# Within a word these may stand: <mark>皇</mark>后 is one word.
_WITHIN = {"mark", "em", "strong", "b", "i", "wbr", "u", "small"}
_CODE = {"code", "kbd", "samp", "var"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def in_traditional(page: str, convert: Convert) -> str:
    """The page with its texts, and the attributes that are shown or read out, converted; `lang` says zh-Hant.

    Kept as they are: code, scripts, what one types (values, text areas), elements with translate="no".
    """
    out: list[str] = []
    waiting: list[int] = []
    kept_in, depth = "", 0

    def settle() -> None:
        """Convert the texts that wait, as one where only marks stand between them."""
        texts = [out[at] for at in waiting]
        whole = convert("".join(texts))
        if len(whole) == sum(map(len, texts)):
            start = 0
            for at, text in zip(waiting, texts, strict=True):
                out[at] = whole[start : start + len(text)]
                start += len(text)
        else:
            for at, text in zip(waiting, texts, strict=True):
                out[at] = convert(text)
        waiting.clear()

    for token in _TOKEN.finditer(page):
        text = token.group()
        name = (token["name"] or token["raw"] or "").lower()
        if kept_in:
            if name == kept_in and not token["raw"]:
                depth += -1 if text.startswith("</") else 1
                if not depth:
                    kept_in = ""
            out.append(text)
            continue
        if not name:
            if not text.startswith("<"):
                waiting.append(len(out))
            out.append(text)
            continue
        if name not in _WITHIN:
            settle()
        if text.startswith("</"):
            out.append(text)
        elif token["raw"]:
            out.append(_raw(token, convert))
        else:
            kept = name in _CODE or _KEPT.search(token["attributes"])
            out.append(text if kept else _tag(text, name, token["attributes"], convert))
            if kept and name not in _VOID:
                kept_in, depth = name, 1
    settle()
    return "".join(out)


def _raw(token: re.Match[str], convert: Convert) -> str:
    text, content = token.group(), token["content"]
    if token["raw"].lower() == "script" and _JSON.search(token["inside"]) and content.strip():
        try:
            said = json.loads(content)
        except ValueError:
            return text
        start = token.start("content") - token.start()
        return text[:start] + _as_script(_converted(said, convert)) + text[start + len(content) :]
    if token["raw"].lower() == "textarea":
        end = token.start("content") - token.start()
        return _tag(text[:end], "textarea", token["inside"], convert) + text[end:]
    return text


def _converted(said: Any, convert: Convert) -> Any:
    if isinstance(said, str):
        return convert(said)
    if isinstance(said, list):
        return [_converted(one, convert) for one in said]
    if isinstance(said, dict):
        return {key: _converted(value, convert) for key, value in said.items()}
    return said


def _as_script(said: Any) -> str:
    written = json.dumps(said, ensure_ascii=False)
    return written.replace("<", "\\u003C").replace(">", "\\u003E").replace("&", "\\u0026")


def _tag(text: str, name: str, attributes: str, convert: Convert) -> str:
    if not attributes:
        return text
    shown = set(_SHOWN)
    if name == "meta" and _META.search(attributes):
        shown.add("content")
    if name == "input" and _PUSHED.search(attributes):
        shown.add("value")

    def one(found: re.Match[str]) -> str:
        key, equals, value = found.groups()
        key = key.lower()
        if key in shown and HAN.search(value):
            return found[1] + equals + convert(value)
        if key in ("lang", "hreflang", "xml:lang") and key != "hreflang" and _SIMPLIFIED.fullmatch(value.strip("\"'")):
            return f'{found[1]}{equals}"zh-Hant"'
        return found.group()

    start = len(name) + 1
    return text[:start] + _ATTRIBUTE.sub(one, text[start:])


# Chinese on a page in English.
_CHINESE = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff\u3007《〈（“「](?:[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”·…—\d\s]*"
    r"[\u3400-\u9fff\uf900-\ufaff\u3007》〉）”」。，！？；：])?"
)
_LETTERS = re.compile(r"[A-Za-z]{2,}")
_NO_SPAN = {
    "title",
    "option",
    "optgroup",
    "textarea",
    "script",
    "style",
    "html",
    "head",
    "ul",
    "ol",
    "dl",
    "table",
    "tr",
    "select",
    "text",
}


@dataclass
class _Open:
    """An element that is open: where its start tag stands, its language, its own texts, and whether it holds others."""

    name: str
    at: int
    lang: str
    texts: list[int]
    is_plain: bool = True


def mark_chinese(page: str) -> str:
    """The page with `lang="zh-Hans"` on what is Chinese where the page is not, so that it is read out as Chinese."""
    tokens = list(_TOKEN.finditer(page))
    out = [token.group() for token in tokens]
    stack: list[_Open] = []
    for at, token in enumerate(tokens):
        text = token.group()
        name = (token["name"] or token["raw"] or "").lower()
        if not name:
            if not text.startswith("<") and stack:
                stack[-1].texts.append(at)
            continue
        if token["raw"]:
            continue
        if text.startswith("</"):
            for element in _closed(stack, name):
                _mark(out, element)
            continue
        if stack and name not in _WITHIN | {"br"}:
            stack[-1].is_plain = False
        if name not in _VOID and not text.endswith("/>"):
            own = re.search(r"\blang\s*=\s*[\"']?([a-zA-Z-]+)", token["attributes"])
            stack.append(_Open(name, at, own[1] if own else stack[-1].lang if stack else "", []))
    for element in reversed(stack):
        _mark(out, element)
    return "".join(out)


def _closed(stack: list[_Open], name: str) -> Iterator[_Open]:
    """The elements that an end tag closes, those whose own end tag may be left out with them."""
    if any(element.name == name for element in stack):
        while stack:
            element = stack.pop()
            yield element
            if element.name == name:
                return


def _mark(out: list[str], element: _Open) -> None:
    if element.lang.lower().startswith("zh"):
        return
    told = "".join(out[at] for at in element.texts)
    if not HAN.search(told):
        return
    start = out[element.at]
    is_all_chinese = not _LETTERS.search(re.sub(r"&#?\w+;", "", told))
    if " lang=" not in start and element.is_plain and (is_all_chinese or element.name == "option"):
        close = -2 if start.endswith("/>") else -1
        out[element.at] = f'{start[:close]} lang="zh-Hans"{start[close:]}'
    elif element.name not in _NO_SPAN:
        for at in element.texts:
            out[at] = _CHINESE.sub(lambda found: f'<span lang="zh-Hans">{found.group()}</span>', out[at])
