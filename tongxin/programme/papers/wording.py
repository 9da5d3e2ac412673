"""The words of papers. They are part of the documents: Chinese in every interface language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import wraps
from typing import Final, ParamSpec, TypeVar

from django.conf import settings
from django.utils import translation

from tongxin.documents.typesetting import Block, OfficialDocument, Paragraph
from tongxin.facts.models import FactKind
from tongxin.programme.lights import Light, Measured, Reason, State, plain
from tongxin.programme.models import Programme, Project
from tongxin.programme.selectors.board import Card

P = ParamSpec("P")
T = TypeVar("T")

HIDDEN: Final = "*"
HIDDEN_NOTE: Final = "注：“*”处是按人计数的小数字或能推算出小数字的数字，按规定不列出。"
NUMERALS: Final = "一二三四五六七八九十"
SUM_ORDER: Final = (State.GOOD, State.RISK, State.LATE, State.DONE, State.IDLE)
_IDEOGRAPH: Final = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”]"
_GAP: Final = re.compile(rf"(?<={_IDEOGRAPH}) +| +(?={_IDEOGRAPH})")
_ENDED: Final = re.compile(r"[。！？；…]$|[。！？][”’）]$|[。！？]（[^（）]*）$")


def in_chinese(build: Callable[P, T]) -> Callable[P, T]:
    """Papers take words from lights and dates too: all in Chinese, whatever the reader's interface speaks."""

    @wraps(build)
    def built(*args: P.args, **kwargs: P.kwargs) -> T:
        with translation.override(settings.LANGUAGE_CODE):
            return build(*args, **kwargs)

    return built


def closed_up(text: str) -> str:
    """Without the spaces beside Chinese characters that a screen shows and a document does not."""
    return _GAP.sub("", " ".join(text.split()))


def sentence(text: str) -> str:
    """A text that ends like a sentence."""
    text = closed_up(text).rstrip("，、 ")
    return text if not text or _ENDED.search(text) else f"{text}。"


def numeral(number: int) -> str:
    """一 to 十, 十一 to 九十九, as headings are numbered."""
    tens, ones = divmod(number, 10)
    if number <= 10:
        return NUMERALS[number - 1]
    return f"{NUMERALS[tens - 1] if tens > 1 else ''}十{NUMERALS[ones - 1] if ones else ''}"


def day(on: date, year: int) -> str:
    """9月4日, or 2020年1月4日 outside the year that the paper is about."""
    return f"{on.month}月{on.day}日" if on.year == year else f"{on.year}年{on.month}月{on.day}日"


def titled(programme: Programme) -> str:
    """“工作年”, with its year where the name does not say it."""
    year = "" if str(programme.year) in programme.name else f"{programme.year}年"
    return year + quoted(programme.name)


def quoted(name: str) -> str:
    """“名称”, with quotation marks inside it made single ones (GB/T 15834-2011, 4.8.3.3)."""
    inner = closed_up(name).replace("“", "‘").replace("”", "’")
    return f"“{inner}”"


def named(project: Project) -> str:
    """“项目”（牵头单位：某单位）."""
    return f"{quoted(project.title)}（牵头单位：{project.lead_unit.brief}）"


def light_sum(counts: dict[str, int]) -> str:
    """按计划19个、有风险4个: the lights that shine, with how many projects each has."""
    return "、".join(f"{state.label}{counts[state.value]}个" for state in SUM_ORDER if counts[state.value])


def amount(figure: Decimal | None, unit: str) -> str:
    """12家; “*人次” where the figure is hidden."""
    return f"{HIDDEN if figure is None else plain(figure)}{unit}"


def kinds_done(figures: Iterable[tuple[FactKind, Decimal | None]]) -> str:
    """走访企业12家、参加*人次."""
    return "、".join(f"{before_unit(kind.name, kind.unit)}{amount(figure, kind.unit)}" for kind, figure in figures)


def before_unit(name: str, unit: str) -> str:
    """参加人次 is said 参加208人次. A unit of one character is part of the word before it (办件, 之家) and stays."""
    return name.removesuffix(unit) if len(unit) > 1 else name


def measured_words(item: Measured, hidden: set[int]) -> str:
    """走访企业18家（目标24家）."""
    figure = None if item.indicator.pk in hidden else item.value or Decimal(0)
    unit = item.indicator.unit
    words = f"{before_unit(item.indicator.name, unit)}{amount(figure, unit)}"
    if item.indicator.target:
        words += f"（目标{amount(item.indicator.target, unit)}）"
    return words


def grounds(light: Light, hidden: set[int], names: dict[int, str]) -> str:
    """Why a light is as it is: every ground with the arithmetic of its date. `names` are indicators' by id."""
    return "".join(ground(reason, hidden, names) for reason in light.reasons if reason.state == light.state)


def ground(reason: Reason, hidden: set[int], names: dict[int, str]) -> str:
    """One ground. What is found of a hidden indicator is said without its figure."""
    found = reason.found
    if reason.indicator_id in hidden:
        found = f"{quoted(names[reason.indicator_id])}未达到阶段目标"
    return sentence(found) + "".join(sentence(line) for line in reason.sums)


def indicator_names(cards: Iterable[Card]) -> dict[int, str]:
    return {item.indicator.pk: item.indicator.name for card in cards for item in card.measured}


def explained(body: Iterable[Block]) -> tuple[Block, ...]:
    """The body, with a note at its end where it has hidden figures."""
    blocks = tuple(body)
    said = "\n".join(OfficialDocument("", body=blocks).texts())
    shows_hidden = re.search(rf"(?<![0-9])\{HIDDEN}(?![0-9])", said)
    return (*blocks, Paragraph(HIDDEN_NOTE)) if shows_hidden else blocks
