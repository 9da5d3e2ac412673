"""Prose without numbering, clause by clause: which clauses start an action of their own, and which only serve one."""

from __future__ import annotations

import re
from enum import Enum, auto

from tongxin.documents.outline.model import Span
from tongxin.documents.outline.vocabulary import ACTS, ADVERBS

# One token: a name in quotes or brackets as a whole, or what ends a clause or a sentence.
_TOKEN = re.compile(
    r"“[^“”\n]{0,200}”|《[^《》\n]{0,200}》|\([^()\n]{0,300}\)|\[[^\[\]\n]{0,300}\]|\"[^\"\n]{0,100}\"|[。;!?]|,"
)
_SINGLE_ACTS = re.compile(r"[抓建办设创开送评选育树聚招](?:好|强|实|优|牢|立|成|出|起|细|紧)")
# Words that say with what, from where or how: the clause waits for the act that follows.
_WITH = re.compile(
    r"按照|按|根据|依据|依照|围绕|紧扣|紧紧围绕|紧盯|瞄准|立足|聚焦|坚持|秉持|遵循|本着|以|通过|"
    r"依托|借助|结合|针对|随着|鉴于|为(?!.{0,12}提供)|为了|在|从|对照|充分利用|利用|充分发挥|发挥|"
    r"突出|贯彻落实|贯彻|深入贯彻|认真落实(?=.{0,60}(?:方针|精神|要求))|全面贯彻|抢抓|把握|抓住|"
    r"着眼|面向|着重|依法依规|牢固树立|树牢|以此为"
)
# Words that say to what end: the clause stays with the act before it.
_END = re.compile(
    r"确保|保证|促进|全力促进|实现|努力实现|力争实现|使|让|达到|增进|增强|提高|提升|巩固|维护|"
    r"助力|满足|防止|避免|做到|切实做到|形成|营造|激发|释放|凝聚|引领|带动|减轻|改善|以优异|"
    r"不断满足|推动(?=.{0,60}(?:发展|进步|落地|见效|提升|提高|转型|升级|跃升|突破|深入人心)$)|"
    r"有力推动|为.{0,40}(?:提供|作出|奠定|贡献)|有效(?:解决|防范|缓解)|切实(?:维护|保障|解决|减轻|"
    r"增强)|全面(?:提升|提高)|进一步(?:提升|提高|增强)|不断(?:提升|提高|增强)|增长|同比|覆盖率|"
    r"占比|满意度|完成率"
)
_ACT_INSIDE = re.compile(
    r"(?:开展|举办|建立|建设|设立|推进|推广|组织|召开|打造|实施|建成|新建|完成|启动|给予|进行|"
    r"予以|纳入|作为|摆上|实行|加强|评选|选派|选取|培育|引进|发放|落实|加以|做好|开设|新增|试点|"
    r"推行|部署|安排|列入|提供|覆盖)"
)
_LEAD_IN = re.compile(r"^[^:,]{1,8}:")
_QUOTED = re.compile(r"“[^“”]{0,200}”|《[^《》]{0,200}》")
_SUBJECT_WILL = re.compile(r"^[^,]{1,40}?(?:要|应当|应|须|必须|需)(?!求|素|点|用|对|急|付|收)")
_WHEN = re.compile(
    r"^(?:(?:\d{4}年|今年|明年)?(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}日|份|底|末|"
    r"初|中旬|下旬|上旬)?|年底|年末|上半年|下半年|第?[一二三四]季度|\d{4}年)(?:以前|之前|前|底|"
    r"末)?|每(?:年|月|周|季度|半年|两年|两月)(?:度)?(?:至少|不少于)?|至少|计划|拟)+,?"
)


_CIRCUMSTANCE = re.compile(
    r"(?:为\S{1,12}|上|中|下|时|方面|基础|契机|过程|要求|精神|等|主线|主题|机会|平台|方式|形式|手段|作用|部署|优势)$"
)
_ACTOR = re.compile(r"(?:单位|部门|团体|各地|各级|地区|街道|局|委|办|市区|企业|组织|机构|人员|干部|党委|政府|统战部)$")


class Role(Enum):
    """What a clause does in its sentence."""

    ACT = auto()
    WITH = auto()
    END = auto()
    SUBJECT = auto()
    FOLLOW = auto()


def clauses(copy: str, start: int, end: int) -> list[list[Span]]:
    """copy[start:end] as sentences (ended by 。;!?), each a list of its clauses; punctuation left out."""
    sentences: list[list[Span]] = []
    sentence: list[Span] = []
    begun = start
    for match in _TOKEN.finditer(copy, start, end):
        mark = match[0]
        if len(mark) > 1:
            continue
        _add(copy, sentence, begun, match.start())
        begun = match.end()
        if mark != "," and sentence:
            sentences.append(sentence)
            sentence = []
    _add(copy, sentence, begun, end)
    if sentence:
        sentences.append(sentence)
    return sentences


def _add(copy: str, sentence: list[Span], start: int, end: int) -> None:
    words = copy[start:end]
    bare = words.strip(" \t\r\n\u3000\xa0,;。:")
    if bare:
        at = start + words.index(bare)
        sentence.append((at, at + len(bare)))


def sentence_end(copy: str, start: int, end: int) -> int:
    """Where the first sentence of copy[start:end] ends, its mark left out; `end` where it has none."""
    for match in _TOKEN.finditer(copy, start, end):
        if match[0] in "。!?;":
            return match.start()
    return end


def role(clause: str) -> Role:
    """What `clause` (of the matching copy) does: starts an act, says with what or to what end, or names who acts."""
    # A name in quotes says nothing of what is done: “建设年”活动 builds nothing.
    clause = _QUOTED.sub("“”", clause[:400])
    what = _role(clause)
    will = _SUBJECT_WILL.match(clause) if what in (Role.SUBJECT, Role.FOLLOW) else None
    return _role(clause[will.end() :]) if will is not None and will.end() < len(clause) else what


def _role(clause: str) -> Role:
    lead_in = _LEAD_IN.match(clause)
    words = clause[lead_in.end() :] if lead_in else clause
    words = words.lstrip()
    when = _WHEN.match(words)
    if when and when.end() < len(words):
        words = words[when.end() :]
    if _END.match(words):
        return Role.END
    if _WITH.match(words):
        return _with_or_act(words)
    rest = _without_adverbs(words)
    if rest != words:
        if _END.match(rest):
            return Role.END
        if _WITH.match(rest) and rest[:2] not in ACTS:
            return _with_or_act(rest)
    if _acts(rest) or (rest != words and _acts(words)):
        return Role.ACT
    if words.startswith(("对", "将", "把", "由", "与", "同", "向")):
        return Role.ACT if _ACT_INSIDE.search(words) else Role.WITH
    return Role.SUBJECT if _is_subject(words) else Role.FOLLOW


def _with_or_act(words: str) -> Role:
    """在新北区开展… is an act; 在…基础上, 以…为重点, 按照…要求 are circumstances of one."""
    if words.startswith(("在", "从", "面向", "通过", "依托", "以", "利用")):
        match = _ACT_INSIDE.search(words, 2)
        if match and not _CIRCUMSTANCE.search(words):
            return Role.ACT
    return Role.WITH


def _without_adverbs(words: str) -> str:
    """`words` without the adverbs in front; an adverb that is itself the verb (加快…建设) stays."""
    for _ in range(6):
        for length in (4, 3, 2, 1):
            if words[:length] in ADVERBS and len(words) > length:
                rest = words[length:].lstrip("地")
                if words[:length] in ACTS and not (_acts(rest) or rest[:2] in ADVERBS):
                    return words
                words = rest
                break
        else:
            return words
    return words


def _acts(words: str) -> bool:
    return words[:2] in ACTS or words[:4] in ACTS or _SINGLE_ACTS.match(words) is not None


def _is_subject(words: str) -> bool:
    return _ACTOR.search(words) is not None


def measures(copy: str, start: int, end: int) -> list[Span]:
    """The measures in the prose copy[start:end], with the clauses that serve each; none where nothing is to be done."""
    found: list[Span] = []
    for sentence in clauses(copy, start, end):
        begun: int | None = None
        acted = False
        last = 0
        for begin, finish in sentence:
            what = role(copy[begin:finish])
            if acted and (what is Role.ACT or (what in (Role.WITH, Role.SUBJECT) and begin != sentence[-1][0])):
                found.append((begun if begun is not None else begin, last))
                begun, acted = begin, False
            if begun is None:
                begun = begin
            acted = acted or what is Role.ACT
            last = finish
        if begun is None:
            continue
        if acted and not _ONLY_DATE.match(copy, begun, last):
            found.append((begun, last))
        elif acted:
            continue
        elif found and found[-1][0] >= sentence[0][0]:
            # What trails behind the last act of its sentence belongs to it.
            found[-1] = (found[-1][0], last)
        elif _orders(copy[begun:last]):
            found.append((begun, last))
    return found


_ONLY_DATE = re.compile(r"[\d一二三四五六七八九十年月日底前末上中下旬半内第季度今]{2,16}(?:完成|实现|建成|落实)?$")
_ORDER = re.compile(r"要|应当|必须|不少于|不低于|达到?\d|增长|\d+(?:\.\d+)?%|全覆盖|以上$|左右$")


def _orders(sentence: str) -> bool:
    """Whether a sentence without a verb of doing still asks for something: a target, or a 要."""
    if _ONLY_DATE.match(sentence):
        return False
    first = role(sentence.split(",")[0])
    return _ORDER.search(sentence) is not None or (
        first in (Role.END, Role.WITH) and _ACT_INSIDE.search(sentence) is not None
    )
