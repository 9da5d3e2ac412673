"""Prose without numbering, clause by clause: which clauses start an action of their own, and which only serve one."""

from __future__ import annotations

import re
from enum import Enum, auto

from tongxin.documents.outline.model import Span

# One token: a name in quotes or brackets as a whole, or what ends a clause or a sentence.
_TOKEN = re.compile(
    r"“[^“”\n]{0,200}”|《[^《》\n]{0,200}》|\([^()\n]{0,300}\)|\[[^\[\]\n]{0,300}\]|\"[^\"\n]{0,100}\"|[。;!?]|,"
)
_ADVERBS = frozenset(
    [
        "要",
        "应",
        "须",
        "需",
        "将",
        "并",
        "再",
        "还",
        "也",
        "都",
        "应当",
        "必须",
        "需要",
        "继续",
        "切实",
        "进一步",
        "深入",
        "全面",
        "大力",
        "积极",
        "认真",
        "扎实",
        "持续",
        "着力",
        "不断",
        "重点",
        "统筹",
        "主动",
        "及时",
        "有序",
        "稳步",
        "稳妥",
        "严格",
        "依法",
        "加快",
        "加紧",
        "抓紧",
        "有效",
        "精准",
        "科学",
        "充分",
        "广泛",
        "牢固",
        "坚决",
        "率先",
        "探索",
        "同步",
        "逐步",
        "适时",
        "定期",
        "高质量",
        "高标准",
        "高水平",
        "高效",
        "全力",
        "奋力",
        "努力",
        "尽快",
        "力争",
        "争取",
        "优先",
        "集中",
        "有力",
        "有力有序",
        "大胆",
        "创新性",
        "因地制宜",
        "分类",
        "分级",
        "分步",
        "纵深",
        "常态化",
        "规范化",
        "全方位",
        "全过程",
        "多渠道",
        "多形式",
        "多措并举",
        "带头",
        "自觉",
        "更加",
        "更好",
        "共同",
        "联合",
        "协同",
        "鼓励和",
        "以及",
        "同时",
        "此外",
        "另外",
        "其中",
        "从而",
        "进而",
        "今年",
        "年内",
        "全年",
        "上半年",
        "下半年",
        "会同",
        "强力",
        "深化和",
        "务必",
        "尤其",
        "特别是",
        "特别",
        "切实把",
    ]
)
_ACTS = frozenset(
    [
        "开展",
        "建立",
        "支持",
        "推进",
        "推动",
        "加强",
        "强化",
        "完善",
        "健全",
        "落实",
        "组织",
        "举办",
        "召开",
        "制定",
        "制订",
        "出台",
        "修订",
        "编制",
        "编写",
        "印发",
        "发布",
        "公布",
        "实施",
        "启动",
        "建设",
        "建成",
        "新建",
        "改建",
        "扩建",
        "改造",
        "搭建",
        "构建",
        "打造",
        "培育",
        "培养",
        "引进",
        "引导",
        "引育",
        "命名",
        "评选",
        "评定",
        "认定",
        "创建",
        "创新",
        "创办",
        "设立",
        "成立",
        "设置",
        "开设",
        "开通",
        "开发",
        "开放",
        "开辟",
        "开办",
        "开工",
        "做好",
        "做强",
        "做优",
        "做实",
        "做大",
        "办好",
        "办理",
        "抓好",
        "抓实",
        "用好",
        "管好",
        "建好",
        "运行",
        "运营",
        "运用",
        "深化",
        "优化",
        "细化",
        "规范",
        "整治",
        "治理",
        "整合",
        "统筹",
        "协调",
        "调整",
        "调研",
        "调查",
        "排查",
        "摸排",
        "走访",
        "慰问",
        "联系",
        "服务",
        "帮扶",
        "帮助",
        "扶持",
        "资助",
        "救助",
        "解决",
        "化解",
        "处置",
        "查处",
        "打击",
        "防范",
        "加大",
        "加快",
        "扩大",
        "拓展",
        "拓宽",
        "延伸",
        "覆盖",
        "提供",
        "发放",
        "兑现",
        "安排",
        "拨付",
        "筹集",
        "争取",
        "申报",
        "申请",
        "推荐",
        "推广",
        "推行",
        "推介",
        "推出",
        "宣传",
        "弘扬",
        "传承",
        "保护",
        "修缮",
        "修复",
        "利用",
        "挖掘",
        "展示",
        "展出",
        "收集",
        "征集",
        "整理",
        "汇编",
        "汇总",
        "建档",
        "梳理",
        "分析",
        "研究",
        "研判",
        "谋划",
        "规划",
        "部署",
        "督促",
        "督导",
        "督查",
        "检查",
        "监督",
        "监管",
        "监测",
        "考核",
        "评估",
        "评价",
        "通报",
        "反馈",
        "报送",
        "上报",
        "公开",
        "公示",
        "审核",
        "审批",
        "审查",
        "受理",
        "简化",
        "精简",
        "压缩",
        "减少",
        "取消",
        "清理",
        "下放",
        "承接",
        "衔接",
        "对接",
        "联动",
        "合作",
        "签订",
        "签署",
        "交流",
        "学习",
        "培训",
        "教育",
        "轮训",
        "选派",
        "选拔",
        "选树",
        "配备",
        "配强",
        "充实",
        "吸纳",
        "招聘",
        "招引",
        "招商",
        "举行",
        "承办",
        "主办",
        "参加",
        "参与",
        "邀请",
        "接待",
        "邀约",
        "动员",
        "发动",
        "号召",
        "鼓励",
        "倡导",
        "激励",
        "表彰",
        "奖励",
        "保障",
        "保证",
        "维护",
        "维修",
        "更新",
        "升级",
        "提档",
        "提质",
        "扩容",
        "增加",
        "新增",
        "增设",
        "增强",
        "增配",
        "补齐",
        "补充",
        "配置",
        "购置",
        "采购",
        "投放",
        "种植",
        "栽植",
        "绿化",
        "美化",
        "净化",
        "亮化",
        "拆除",
        "搬迁",
        "安置",
        "供应",
        "储备",
        "收购",
        "生产",
        "研发",
        "攻关",
        "转化",
        "应用",
        "试点",
        "试行",
        "探索",
        "示范",
        "树立",
        "选取",
        "遴选",
        "确定",
        "明确",
        "划定",
        "编印",
        "拍摄",
        "制作",
        "录制",
        "设计",
        "绘制",
        "开行",
        "开播",
        "播出",
        "刊发",
        "刊登",
        "报道",
        "讲好",
        "唱响",
        "举荐",
        "关心",
        "关爱",
        "关注",
        "凝聚",
        "团结",
        "发挥",
        "密切",
        "畅通",
        "疏通",
        "拉通",
        "打通",
        "贯通",
        "理顺",
        "抓紧",
        "抓牢",
        "压实",
        "夯实",
        "筑牢",
        "守牢",
        "守住",
        "严守",
        "严控",
        "严查",
        "严打",
        "控制",
        "管控",
        "管理",
        "执行",
        "贯彻",
        "传达",
        "宣讲",
        "学深",
        "巩固",
        "提升",
        "提高",
        "改善",
        "改进",
        "改革",
        "促进",
        "助力",
        "激发",
        "释放",
        "盘活",
        "消化",
        "处理",
        "回收",
        "分类",
        "分解",
        "细分",
        "牵头",
        "协助",
        "配合",
        "指导",
        "辅导",
        "咨询",
        "受聘",
        "聘请",
        "聘任",
        "设计",
        "完成",
        "实现",
        "抢抓",
        "抢占",
        "承担",
        "履行",
        "汲取",
        "借鉴",
        "总结",
        "提炼",
        "复制",
        "纳入",
        "融入",
        "列入",
        "植入",
        "导入",
        "接入",
        "上线",
        "部署",
        "集成",
        "共享",
        "归集",
        "采集",
        "核查",
        "核实",
        "核定",
        "登记",
        "注册",
        "备案",
        "公证",
        "调解",
        "仲裁",
        "诉讼",
        "普及",
        "普查",
        "筛查",
        "体检",
        "诊疗",
        "救治",
        "接种",
        "预防",
        "养护",
        "巡查",
        "巡护",
        "巡视",
        "清查",
        "清收",
        "清退",
        "清运",
        "疏浚",
        "开挖",
        "铺设",
        "架设",
        "安装",
        "配套",
        "竣工",
        "交付",
        "验收",
        "入驻",
        "集聚",
        "壮大",
        "发展",
        "做精",
        "做细",
        "育强",
        "育优",
        "建强",
        "聚焦打造",
        "做活",
        "办实",
        "办成",
        "抓细",
        "选优",
        "选好",
        "管住",
        "用活",
        "释疑",
        "回应",
        "答复",
        "办结",
        "走进",
        "送法",
        "送教",
        "联合",
        "结对",
        "共建",
        "联建",
        "互访",
        "互动",
        "回访",
        "跟踪",
        "跟进",
        "关停",
        "淘汰",
        "替代",
        "置换",
        "流转",
        "托管",
        "赋能",
        "营造",
        "形成",
        "树牢",
        "坚决打击",
        "坚决防范",
        "严肃",
        "严厉打击",
        "举一反三",
        "进行",
        "给予",
        "予以",
        "追究",
        "问责",
        "依托开展",
        "打好",
        "打赢",
        "打响",
        "擦亮",
        "叫响",
        "提振",
        "稳定",
        "稳住",
        "稳固",
        "扭转",
        "遏制",
        "减轻",
        "减免",
        "降低",
        "免除",
        "清偿",
        "缓解",
        "消除",
        "破除",
        "破解",
        "突破",
        "突出抓好",
        "加固",
        "加密",
        "加装",
        "拉动",
        "带动",
        "撬动",
        "吸引",
        "引入",
        "引领",
        "招录",
        "招收",
        "扩招",
        "增办",
        "筹建",
        "筹备",
        "筹办",
        "续建",
        "复建",
        "重建",
        "修建",
        "兴建",
        "兴办",
        "编发",
        "转发",
        "下发",
        "分发",
        "派发",
        "派驻",
        "派出",
        "抽调",
        "抽查",
        "抽检",
        "检测",
        "检验",
        "检修",
        "校准",
        "核发",
        "换发",
        "补发",
        "补助",
        "补贴",
        "补偿",
        "贴息",
        "担保",
        "融资",
        "放贷",
        "投入",
        "投资",
        "投产",
        "达产",
        "扩产",
        "量产",
        "试产",
        "复工",
        "复产",
    ]
)
_SINGLE_ACTS = re.compile(r"[抓建办设创开送评选育树聚招](?:好|强|实|优|牢|立|成|出|起|细|紧)")
# Words that say with what, from where or how: the clause waits for the act that follows.
_WITH = re.compile(
    r"按照|按|根据|依据|依照|围绕|紧扣|紧紧围绕|紧盯|瞄准|立足|聚焦|坚持|秉持|遵循|本着|以|通过|依托|借助|结合|针对|随着|鉴于|为(?!.{0,12}提供)|为了|在|从|对照|充分利用|利用|充分发挥|发挥|突出|贯彻落实|贯彻|深入贯彻|认真落实(?=.{0,60}(?:方针|精神|要求))|全面贯彻|抢抓|把握|抓住|着眼|面向|着重|依法依规|牢固树立|树牢|以此为"
)
# Words that say to what end: the clause stays with the act before it.
_END = re.compile(
    r"确保|保证|促进|全力促进|实现|努力实现|力争实现|使|让|达到|增进|增强|提高|提升|巩固|维护|助力|满足|防止|避免|做到|切实做到|形成|营造|激发|释放|凝聚|引领|带动|减轻|改善|以优异|不断满足|推动(?=.{0,60}(?:发展|进步|落地|见效|提升|提高|转型|升级|跃升|突破|深入人心)$)|有力推动|为.{0,40}(?:提供|作出|奠定|贡献)|有效(?:解决|防范|缓解)|切实(?:维护|保障|解决|减轻|增强)|全面(?:提升|提高)|进一步(?:提升|提高|增强)|不断(?:提升|提高|增强)|增长|同比|覆盖率|占比|满意度|完成率"
)
_ACT_INSIDE = re.compile(
    r"(?:开展|举办|建立|建设|设立|推进|推广|组织|召开|打造|实施|建成|新建|完成|启动|给予|进行|予以|纳入|作为|摆上|实行|加强|评选|选派|选取|培育|引进|发放|落实|加以|做好|开设|新增|试点|推行|部署|安排|列入|提供|覆盖)"
)
_LEAD_IN = re.compile(r"^[^:,]{1,8}:")
_QUOTED = re.compile(r"“[^“”]{0,200}”|《[^《》]{0,200}》")
_SUBJECT_WILL = re.compile(r"^[^,]{1,40}?(?:要|应当|应|须|必须|需)(?!求|素|点|用|对|急|付|收)")
_WHEN = re.compile(
    r"^(?:(?:\d{4}年|今年|明年)?(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}日|份|底|末|初|中旬|下旬|上旬)?|年底|年末|上半年|下半年|第?[一二三四]季度|\d{4}年)(?:以前|之前|前|底|末)?|每(?:年|月|周|季度|半年|两年|两月)(?:度)?(?:至少|不少于)?|至少|计划|拟)+,?"
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
        if _WITH.match(rest) and rest[:2] not in _ACTS:
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
            if words[:length] in _ADVERBS and len(words) > length:
                rest = words[length:].lstrip("地")
                if words[:length] in _ACTS and not (_acts(rest) or rest[:2] in _ADVERBS):
                    return words
                words = rest
                break
        else:
            return words
    return words


def _acts(words: str) -> bool:
    return words[:2] in _ACTS or words[:4] in _ACTS or _SINGLE_ACTS.match(words) is not None


def _is_subject(words: str) -> bool:
    return _ACTOR.search(words) is not None


def measures(copy: str, start: int, end: int) -> list[Span]:
    """The measures in the prose copy[start:end], each with the clauses that serve it; empty where nothing is to be done."""
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
