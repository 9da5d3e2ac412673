"""Names of units and the parts they take: who leads a task and who supports it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from tongxin.documents.outline.model import Span

Part = Literal["lead", "charge", "support"]

_LEAD = r"牵头(?:负责|落实|实施|推进|组织实施|组织|办理|抓总)?|主办|主责|承办|抓总"
_SUPPORT = r"(?:积极|协同|共同)?(?:配合(?:落实|做好|实施|推进)?|协助(?:落实|做好|推进)?|协办|参与|参加|协同|支持)"
_CHARGE = r"负责(?:落实|实施|推进)?|落实|组织实施|实施|推进|办理|执行"
_MANNER = (
    r"(?:(?:按照?|根据|依)(?:照|据)?(?:各自)?(?:职责|职能|分工)(?:权限|分工|任务)?|各司其职|分工|"
    r"共同|分别|具体|各自|联合|[,、])*"
)
_TAKES_PART = re.compile(
    rf"{_MANNER}(?:(?P<lead>{_LEAD})|(?P<support>{_SUPPORT})|(?P<charge>{_CHARGE}))(?:相关工作|工作)?$"
)
_ONLY_MANNER = re.compile(rf"{_MANNER}$")
_TOGETHER = re.compile(r"(?:牵头)?(?:,)?(?:会同|(?<=[局委办部厅府])商(?=[市区县省州各]))")
_IN_BRACKETS = re.compile(r"\((牵头|主办|主责|配合|协办|参与|协助)(?:单位|部门)?\)$")
_AND_OTHERS = re.compile(
    r"等(?:\d{1,2}[个家])?(?:各|有关|相关|成员|职能|责任|市级|区级|县级)*(?:部门|单位|部门和单位|"
    r"单位和部门|部门、单位)?$"
)
_NOTE = re.compile(r"\([^()]*:[^()]*\)$")
_TOKEN = re.compile(r"[^、,;/|\s()\[\]。]+|[、,;/|\s。]+|[()\[\]]")
_JOINED = re.compile(
    r"(?<=[局委办厅院会府道镇乡县部])(?:以及|和|与|及)(?=[\u4e00-\u9fff]{2})|以及(?=[\u4e00-\u9fff]{2})"
)
_LEADING = re.compile(r"(?:由|[★▲*●◆※:]|及|和)+")
_NOTHING = frozenset({"无", "-", "--", "/", "〃", "等", "有关", "详见附件"})
_UNIT_END = re.compile(
    r"(?:局|委|办|部|厅|院|府|处|署|站|所|校|馆|社|会|联|团|队|司|行|组|室|园|镇|乡|街|区|县|市|"
    r"州|盟|旗|公司|中心|集团|单位|部门|专班|街道|处室|科|股|机关"
    r"|党委|党组|企业|学校|医院|大学|学院|银行|平台|基地|镇街|县区|市区|辖区|园区|板块|总部|总队|"
    r"大队|支队|法院|检察院|气象台|电视台|日报|供电|电力|移动|联通|电信)"
    r"(?:\([^()]*(?:\([^()]*\))?[^()]*\))?$"
)
_NO_UNIT = re.compile(
    r"[。;:!?“”《》]|^(?:开展|建立|推进|加强|加快|支持|以上|以下|含|包括|其中|如|即|下同|简称|"
    r"以下简称|详见|见)|社会$|干部$|机会$|大会$|小区$|一部$|全部$"
)
_PERSON = re.compile(
    r"(?:领导|负责人|责任人|领导干部|联系人|联络员|书记|部长|主任|局长|市长|区长|县长|镇长|乡长|科长|处长|主席|会长|秘书长|站长|所长|"
    r"院长|校长|干部|同志)$"
)
_OWN_LEVEL = re.compile(
    r"(?:市|区|县|省|州|镇|各|全|国家|中共|乡|街道|经开|高新|开发区|[\u4e00-\u9fff]{1,6}(?:市|区|"
    r"县|省|州|镇|局|委|办))."
)


@dataclass(slots=True)
class Units:
    """Who takes which part, as spans of the text, in the order of the text; `charge` is 责任单位 and the like."""

    lead: list[Span] = field(default_factory=list)
    charge: list[Span] = field(default_factory=list)
    support: list[Span] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.lead or self.charge or self.support)

    def add(self, part: Part, spans: list[Span]) -> None:
        """Add names to a part."""
        getattr(self, part).extend(spans)

    def extend(self, other: Units) -> None:
        """Take over what `other` names."""
        self.lead += other.lead
        self.charge += other.charge
        self.support += other.support


def names_by_part(text: str, units: Units) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names that lead and those that support, as written, each once.

    Where nobody is said to lead, the first of those in charge leads and the others support.
    """
    lead, charge = units.lead, units.charge
    if not lead and charge:
        lead, charge = charge[:1], charge[1:]
    leading = tuple(dict.fromkeys(_name(text, span) for span in lead))
    others = dict.fromkeys(_name(text, span) for span in sorted(charge + units.support))
    return leading, tuple(name for name in others if name not in leading)


def _name(text: str, span: Span) -> str:
    return " ".join(text[span[0] : span[1]].split())


def is_unit(copy: str) -> bool:
    """Whether the words look like a unit's name: 区民政局(退役军人局), 各街道, 市税务局."""
    return 2 <= len(copy) <= 40 and _UNIT_END.search(copy) is not None and _NO_UNIT.search(copy) is None


def is_person(copy: str) -> bool:
    """Whether the words name a person by his or her office, never a unit: 分管领导, 主要负责人, 局长."""
    return len(copy) <= 24 and _PERSON.search(copy) is not None


def takes_part(copy: str) -> bool:
    """Whether a clause ends with the part that those named in it take: …牵头, …按职责分工负责."""
    return len(copy) <= 200 and _TAKES_PART.search(copy) is not None


def may_be_own_unit(copy: str, start: int, end: int) -> bool:
    """Whether what stands at `start` begins as a unit's name with its level does; a quick look."""
    return _OWN_LEVEL.match(copy, start + (copy[start] in "由请"), end) is not None


def is_own_unit(copy: str) -> bool:
    """Whether the words name a unit beyond doubt, with its level (市, 区, 各…) in front."""
    return (len(copy) >= 3 or copy[:1] == "各") and is_unit(copy) and _OWN_LEVEL.match(copy) is not None


def split_names(copy: str, start: int, end: int) -> list[Span]:
    """The names in copy[start:end], at 、 , ; / and white space that stand outside brackets."""
    names: list[Span] = []
    depth = 0
    begun: int | None = None
    for match in _TOKEN.finditer(copy, start, end):
        first = match[0][0]
        if first in "([":
            depth += 1
        elif first in ")]":
            depth = max(0, depth - 1)
        elif depth == 0 and (first in "、,;/|。" or first.isspace()):
            if begun is not None:
                names.extend(_parted(copy, begun, match.start()))
                begun = None
            continue
        if begun is None:
            begun = match.start()
    if begun is not None:
        names.extend(_parted(copy, begun, end))
    return names


def _parted(copy: str, start: int, end: int) -> list[Span]:
    """One name, or several that are joined by 和 (never the 和 inside 人力资源和社会保障局)."""
    if end - start > 60:
        return [(start, end)]
    spans: list[Span] = []
    for match in _JOINED.finditer(copy, start, end):
        if copy.find("(", start, match.start()) >= 0 and copy.find(")", start, match.start()) < 0:
            continue
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, end))
    return [span for span in spans if span[0] < span[1]]


def read_units(copy: str, start: int, end: int, part: Part = "charge") -> Units:
    """Who takes which part in copy[start:end]; names that are given none take `part`.

    Reads A、B牵头,C、D按职责分工负责 · 由A会同B负责 · A(牵头)、B(配合) · A、B、C.
    """
    units = Units()
    waiting: list[Span] = []
    together: list[Span] | None = None
    has_parts = False
    for begin, finish in split_names(copy, start, end):
        leading = _LEADING.match(copy, begin, finish)
        begin = leading.end() if leading else begin
        words = copy[begin:finish]
        joint = _TOGETHER.search(words)
        if joint and joint.end() < len(words):
            waiting.extend(_clean(copy, begin, begin + joint.start()))
            units.add("lead", waiting)
            waiting, together, has_parts = [], [], True
            begin += joint.end()
            words = copy[begin:finish]
        takes = _TAKES_PART.search(words)
        if takes is not None and (takes.start() > 0 or waiting or together):
            named = _clean(copy, begin, begin + takes.start())
            if together is not None:
                units.add("support", together + named)
                together = None
            else:
                own: Part = "lead" if takes["lead"] else "support" if takes["support"] else "charge"
                units.add(own, waiting + named)
            waiting, has_parts = [], True
            continue
        bracketed = _IN_BRACKETS.search(words)
        if bracketed is not None:
            named = _clean(copy, begin, begin + bracketed.start())
            units.add("lead" if bracketed[1] in ("牵头", "主办", "主责") else "support", named)
            has_parts = True
            continue
        (waiting if together is None else together).extend(_clean(copy, begin, finish))
    if together:
        units.add("support", together)
    units.add("support" if has_parts and part == "charge" and units.lead else part, waiting)
    return units


def _clean(copy: str, start: int, end: int) -> list[Span]:
    """The name without 等部门 and without a note such as (联系人:…); nothing where no name is left."""
    words = copy[start:end]
    for pattern in (_ONLY_MANNER, _NOTE, _AND_OTHERS):
        match = pattern.search(words)
        if match is not None:
            words = words[: match.start()]
    words = words.rstrip(" :")
    if not words or words in _NOTHING or len(words) > 60:
        return []
    return [(start, start + len(words))]
