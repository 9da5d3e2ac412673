"""Quantities a task is held to: 增长6.2%左右, 不少于10场, 3000人次, 1.2亿元, 百分之五, 10—15家.

Years, dates, ordinals (第5个, 前10名), document numbers, and numbers inside a name in quotes or 《》 are none.
"""

from __future__ import annotations

import re

from tongxin.documents.outline.model import Target
from tongxin.documents.outline.numerals import chinese_number

_SCALE = "万亿|亿|千万|百万|十万|万|千|百"
_UNITS = (
    "个百分点|百分点|平方公里|平方千米|平方米|立方米|万千瓦时|千瓦时|兆瓦时|千瓦|兆瓦|吨标准煤|"
    "标准件|人次|家次|户次|件次|人天|场次|车次|班次|批次|学时|微克/立方米|毫克/升|床位|课时|元/人"
    "|人民币|美元|欧元|港元|元|公里|千米|公顷|公斤|千克|海里|英亩|毫米|厘米|米|亩|吨|升|个|家|场|"
    "人|名|户|项|件|条|次|期|处|座|所|套|间|栋|幢|宗|起|笔|款"
    "|辆|台|架|艘|张|篇|部|本|册|份|批|支|对|组|队|片|块|根|棵|株|头|只|羽|尾|盏|门|节|堂|档|例|"
    "道|类|站|点位|点|村|镇|校|企|店|班|岗|株|标箱|天|位|TEU|%|‰|倍|分|度|℃|kW|MW|GW|km"
)
_MARKS = (
    r"(?P<mark>不少于|不低于|不高于|不超过|不多于|至少|最少|超过|突破|力争|达到|增长|提高|提升|"
    r"下降|降低|减少|压缩|控制在|新增|完成|达|约|近)?"
)
_AFTER = r"(?P<after>以上|以下|以内|左右|上下)?"
_DIGITS = r"\d[\d,]{0,14}(?:\.\d{1,6})?"
_HAN = "[一二两三四五六七八九十百千零]"
_QUANTITY = re.compile(
    rf"{_MARKS}\s?(?:到|至)?\s?(?:"
    rf"(?<![\d.A-Za-z+])(?P<low>{_DIGITS})\s?(?:(?P<lowunit>%|个百分点|(?:{_SCALE})?(?:元|人|亩|"
    rf"吨)?)\s?[-至到~]\s?(?P<high>{_DIGITS}))?"
    rf"\s?(?P<more>多|余)?\s?(?P<unit>(?:{_SCALE})?(?:余|多)?(?:{_UNITS})|万亿|亿|万)"
    rf"|百分之(?P<percent>{_HAN}{{1,5}}(?:点{_HAN}{{1,3}})?)"
    rf"|(?<!{_HAN})(?P<han>{_HAN}{{1,8}})(?P<hanmore>多|余)?(?P<hanunit>(?:万|亿)?(?:{_UNITS}))"
    rf"){_AFTER}"
)
# What makes another thing of a number: an ordinal or a rank before it, a calendar word or a meeting's name behind it.
_ORDINAL = frozenset("第前后届号〔[")
_NOT_BEHIND = re.compile(
    r"周年|届|月|日|号|年|季度|代|版|级|强|A|热线|全会|会议|大[^户]|分之|点半|时段|方面|一体|人才|"
    r"度电|钟|部分|人大|人民|名城|名录|家庭医|点支撑"
)
_NAME = re.compile(
    r"“[^“”\n]{0,120}”|\((?:共计?|合计|分解任务|任务|包括)\s?\d+\s?[项条个件]\)|《[^《》\n]{0,160}》|\"[^\"\n]{0,80}\""
)
# A numeral in words counts only where it is plainly an amount: 建设五个, not 三个代表.
_COUNTING = re.compile(
    r"(?:不少于|不低于|不超过|至少|新增|新建|建设|建成|培育|打造|完成|举办|开展|组织|引进|达到?|"
    r"超过|突破|实现|力争|创建|召开|改造|培训|推出|发布|命名|认定|选派|走访|扶持|建立"
    r"|增长|设立|评选|修缮|办好|办理|解决|确保|落实|新开|开设|增设|增加|减少|收集|征集|服务|帮扶|"
    r"联系|慰问|编印|制作|拍摄)了?\s?$"
)
# 亿元以上项目 is a size of projects, no amount to be reached.
_SIZE_OF = re.compile(r"的|(?:重大|重点|工业|产业|投资|科技|招商)*(?:项目|企业|产业|工程)")
_BOUND = re.compile(r"至少|不少于|不低于")
_NO_AMOUNT = frozenset({"一", "十百", "百千", "千百"})


def read_targets(text: str, copy: str, start: int, end: int) -> list[Target]:
    """The quantities in text[start:end], in order; `copy` is the matching copy of `text`."""
    targets: list[Target] = []
    names = _NAME.finditer(copy, start, end)
    name = next(names, None)
    for match in _QUANTITY.finditer(copy, start, end):
        at = match.start("low") if match["low"] else match.start("han") if match["han"] else match.start()
        while name is not None and name.end() <= at:
            name = next(names, None)
        if name is not None and name.start() <= at:
            continue
        if at > start and copy[at - 1] in _ORDINAL and not match["percent"]:
            continue
        if (
            not match["after"]
            and not match["percent"]
            and _NOT_BEHIND.match(copy, match.end(), min(end, match.end() + 3))
        ):
            continue
        if match["after"] and _SIZE_OF.match(copy, match.end(), end):
            continue
        targets.extend(_targets(text, copy, match))
    return targets


def _targets(text: str, copy: str, match: re.Match[str]) -> list[Target]:
    """The one or two targets of a match; none where a numeral in words is no amount."""
    written = text[match.start() : match.end()].strip()
    if match["percent"]:
        share = _decimal(match["percent"])
        return [] if share is None else [Target(written, share, "%")]
    if match["han"]:
        amount = chinese_number(match["han"])
        is_plain = (
            match["mark"] is not None
            or match["after"] is not None
            or _COUNTING.search(copy, max(0, match.start() - 5), match.start()) is not None
        )
        is_bound = _BOUND.search(copy, max(0, match.start() - 8), match.end()) is not None
        if amount is None or not (is_plain or is_bound) or (match["han"] in _NO_AMOUNT and not is_bound):
            return []
        return [Target(written, amount, text[match.start("hanunit") : match.end("hanunit")])]
    unit = text[match.start("unit") : match.end("unit")].replace("％", "%").replace("余", "").replace("多", "")
    if unit == "天" and not (match["mark"] or match["after"]):
        # 10天内 is a time limit, 达到330天 a target.
        return []
    targets = [Target(written, _amount(match["low"]), _low_unit(match["lowunit"], unit))]
    if match["high"]:
        targets.append(Target(written, _amount(match["high"]), unit))
    return targets


def _low_unit(own: str | None, unit: str) -> str:
    """The unit of a range's lower end: its own where it is written (5%—6%, 3万—5万人), else that of the upper end."""
    if not own or own == unit:
        return unit
    return own if own[-1] in "%点元人亩吨" else own + unit.lstrip("万亿千百")


def _amount(digits: str) -> int | float:
    plain = digits.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def _decimal(words: str) -> int | float | None:
    """六点二 is 6.2."""
    whole, _, fraction = words.partition("点")
    value = chinese_number(whole)
    if value is None or not fraction:
        return value
    digits = [chinese_number(c) for c in fraction]
    return (
        float(f"{value}." + "".join(str(d) for d in digits)) if all(d is not None and d < 10 for d in digits) else None
    )
