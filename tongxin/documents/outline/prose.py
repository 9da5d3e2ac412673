"""Lines that order nothing: who spoke, who came, who signed, whom to ask, what is enclosed."""

from __future__ import annotations

import re

from tongxin.documents.outline.dates import is_date_alone
from tongxin.documents.outline.model import Reason
from tongxin.documents.outline.units import is_unit

_PUBLICATION = re.compile(
    r"(?:发布|发文|成文|印发|公布|生成|签发|发稿|更新)(?:日期|时间)\s{0,4}[:|]|(?:信息)?来源\s?[:|"
    r"]|浏览(?:次数|量)?\s?:|访问次数|阅读(?:次数|量)?\s?:|点击(?:数|率|次数)?\s?:|字(?:号|体)\s?:"
    r"|(?:责任)?编辑\s?[:|]|审核\s?:|作者\s?:|供稿\s?:|记者\s?:|通讯员\s?:|索引号\s?[:|]|"
    r"主题(?:词|分类)\s?[:|]|(?:公开|发布)(?:方式|属性|类别|范围)\s?[:|]|有效性\s?[:|]|"
    r"信息分类\s?[:|]|文件名称\s?[:|]|效力状态\s?[:|]|标题\s?[:|]|名称\s?[:|]"
    r"|(?:发布|制发|发文|公开)(?:机构|机关|单位|主体)\s?[:|]|\[?(?:打印|关闭|纠错|收藏|返回顶部|"
    r"我要纠错|大|中|小)(?:本页|页面|窗口)?\]?(?:[\s\[\]|]+|$)|上一篇\s?[:|]|下一篇\s?[:|]|"
    r"分享(?:到|至)|扫一扫|当前位置\s?[:：]|您(?:当前|现在)?的?位置|首页\s?[>»]"
    r"|\((?:此件|本文|此文)[^()]{0,16}\)$|(?:公开属性|密级|紧急程度|机密|秘密|特急|加急|平急)\s?[:★]?"
)
_SITE = re.compile(
    r"(?:无障碍\S{0,4}|长者\S{0,4}|适老\S{0,4}|关怀版|手机版|繁体版?|简体版?|English|登录|注册|返回(?:首页|顶部)?|网站地图|网站首页|首页|微博|微信|"
    r"[\s|,、/>·])+$"
)
_ADDRESS = re.compile(r"https?://|www\.")
_DATED = re.compile(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s+\S{0,8}(?::|\||$)")
_SERIAL_NUMBER = re.compile(r"(?:发文字号|发布文号|文号|文件编号)\s?[:|]|签发人\s?:")
_ATTENDANCE = re.compile(
    r"(?:参加|出席|列席)了?(?:此次|本次|这次)?(?:会议|座谈会?|活动|仪式|推进会|部署会)|"
    r"主持(?:了)?(?:召开)?(?:会议|了会议|仪式)|(?:作|做)?(?:了)?(?:交流|表态|典型|书面|大会)发言|"
    r"(?:出席|参会|列席|与会|请假|缺席)(?:人员|领导|人)?\s?:|等\d+余?人"
)
_NARRATIVE = re.compile(
    r"(?:会议|大会|座谈会|推进会|部署会|与会人员|与会代表|会上|会前|会后|随后|当天|当日|近日|日前|"
    r"据悉)(?:还|上|期间|中)?"
    r"(?:[,:]|强调|指出|要求|认为|表示|印发|通报|传达|学习|宣读|听取|审议|部署|具体部署|明确|号召|"
    r"总结|由|在|以|围绕|对|就|播放|观看|解读|安排|提出|充分肯定|回顾|分析|宣布|原则|同意|决定|"
    r"深入|现场|下发|讨论)"
    r"|(?!各|一|二|三|要|对|把|将|根据|按|为|依|经|请|现|以|在|从|结合|围绕)[^,;。:、“”\s]{2,14}?(?:在讲话中|在会上|在主持时|"
    r"在总结(?:讲话)?时|在致辞中|代表[^,。]{2,14})?(?:充分肯定|强调|指出|"
    r"(?<!总体)(?<!工作)要求(?=[,:各全与])|表示|认为|主持|致辞|讲话|通报了|传达了|宣读了|"
    r"作了?(?:工作)?(?:部署|报告|讲话|动员|总结))"
    r"|\d{1,2}月\d{1,2}日(?:上午|下午|晚)?,|(?:日前|近日),"
)
_SPOKEN_LEAD = re.compile(r"^[^。]{2,40}?(?:强调|指出|要求|提出|部署)了?[,:]")
_CLOSING = re.compile(
    r"请(?:各|结合|认真|遵照|于|按|及时)|特此|以上(?:工作|各项|任务|事项)?,?(?:请|望)|现(?:将|"
    r"印发)|希望?各|望(?:各|你们|认真)|此(?:复|令|致|页)|本(?:实施)?(?:方案|通知|意见|办法|要点|规定|细则|"
    r"计划|清单|分工|措施|政策|条例|制度)(?:自|由[^,。]{2,20}负责解释|有效期)|附(?:表|则)?\s?:$"
)
_CALL = re.compile(r"(?:各|全[市区县省镇]|市直|区直|县直)[^,。]{0,30}?(?:要|应|须|应当|务必)(?!求)")
_CONTACT = re.compile(
    r"\(?(?:联系(?:人|电话|方式|单位|地址|处室)|电话|传真|邮箱|电子邮箱|电子信箱|邮编|地址|"
    r"咨询电话|监督电话)(?:及(?:电话|方式))?\s?:"
)
_IMPRINT = re.compile(
    r"(?:主题词|抄送|抄报|主送|分送|报|送|发)\s?:|[^。]{2,40}(?:\d{4}年\d{1,2}月\d{1,2}日|"
    r"[〇零一二三四五六七八九十年月日]{8,12})\s?印(?:发|制)?$|共印\s?\d+\s?份|\(?共\d+页\)?$"
)
_ATTACHMENT = re.compile(r"附件?\s?(?:[\d一二三四五六七八九十]{1,2})?\s?(?::|[.、]|$)|附\s?:")
_ATTACHED_ITEM = re.compile(r"(?:附件?)?\s?\d{1,2}\s?[.、:]\s?[^。;,]{2,80}$")
_PAGE = re.compile(
    r"-{1,2}\s?\d{1,4}\s?-{1,2}$|第\s?\d{1,4}\s?页(?:[,/\s]*共\s?\d{1,4}\s?页)?$|\d{1,3}\s?/\s?\d{1,3}$|\d{1,3}$"
)
_CONTENTS = re.compile(r"(?:\.{4}|…{2}|·{4})[.…·\s]*\d{1,4}$")
_RULE = re.compile(r"[-=_*~.·…★☆\s]{2,}$")
_UNIT_ALONE = re.compile(r"[\u4e00-\u9fff()\s“”、]{3,40}$")
_REPORTS = re.compile(r"侧记|综述|纪实|落幕|开幕|启幕|圆满(?:成功|结束)|成效|顺利(?:举行|举办|完成)|见闻|走笔|专访")
_COMMENTARY = re.compile(r"问答|解读|答记者问|一图读懂|起草说明|编制说明|名词解释")
_ARTICLE = re.compile(
    r"本报讯|本报记者|新华社|讯\s?\((?:记者|通讯员)|\((?:记者|通讯员|文/|图/)|据(?:了解|介绍|统计)|记者(?:了解到|从|获悉|看到)|"
    r"(?:^|\n)\s*(?:问|答|Q\d*|A\d*)\s?:|负责人(?:介绍|表示)"
)
_TITLE_END = re.compile(
    r"(?:方案|要点|计划|清单|分工|意见|办法|通知|细则|规定|安排|部署|规划|纲要|措施|通报|报告|"
    r"决定|纪要|一览表|任务表|分解表|明细表|责任表|台账|表)(?:\([^()]{1,20}\))?$"
)


def is_page(copy: str, start: int, end: int) -> bool:
    """Whether a line is the number of a page: — 2 —, - 3 -, 第4页 共9页, 5."""
    return _PAGE.match(copy, start, end) is not None


def is_contact(copy: str, start: int, end: int) -> bool:
    """Whether a line says whom to ask: 联系人:…,电话:…"""
    return end - start < 200 and _CONTACT.match(copy, start, end) is not None


def reason_of(copy: str, start: int, end: int) -> Reason | None:
    """Why a line without a mark is no part of the outline, None where it may be one."""
    if end - start <= 12 and (_PAGE.match(copy, start, end) or _RULE.match(copy, start, end)):
        return Reason.PAGE
    if (
        _PUBLICATION.match(copy, start, end)
        or _DATED.match(copy, start, end)
        or (end - start <= 40 and _SITE.match(copy, start, end))
    ):
        return Reason.PUBLICATION
    if end - start < 120 and _ADDRESS.search(copy, start, end) and copy[end - 1] not in "。;":
        return Reason.PUBLICATION
    if end - start < 120 and _SERIAL_NUMBER.match(copy, start, end):
        return Reason.DOCUMENT_NUMBER
    if end - start < 240 and _IMPRINT.match(copy, start, end):
        return Reason.IMPRINT
    if is_contact(copy, start, end):
        return Reason.CONTACT
    if _CLOSING.match(copy, start, end):
        return Reason.CLOSING
    return None


def calls_on_all(copy: str, start: int, end: int) -> bool:
    """Whether a paragraph calls on all units, as the last one of a plan does: 各单位要高度重视…"""
    return _CALL.match(copy, start, end) is not None


def told_of_meeting(copy: str, start: int, end: int) -> Reason | None:
    """Whether a line without a mark tells of a meeting (who spoke, who came, what was handed out)."""
    if _ATTENDANCE.search(copy, start, end):
        return Reason.ATTENDANCE
    return Reason.NARRATIVE if _NARRATIVE.match(copy, start, end) else None


def spoken_words(copy: str, start: int, end: int) -> int | None:
    """Where the words of 会议强调,… begin, None for a line that reports no words."""
    match = _SPOKEN_LEAD.match(copy[start : min(end, start + 60)])
    return start + match.end() if match else None


def opens_attachments(copy: str, start: int, end: int) -> bool:
    """Whether a line begins the list of enclosures (附件:1.…) or an enclosure itself (附件1)."""
    return end - start < 120 and _ATTACHMENT.match(copy, start, end) is not None


def is_attached_item(copy: str, start: int, end: int) -> bool:
    """Whether a line goes on with a list of enclosures."""
    return end - start < 100 and _ATTACHED_ITEM.match(copy, start, end) is not None


def is_contents(copy: str, start: int, end: int) -> bool:
    """Whether a line is of a table of contents: words, dots, a page number."""
    return end - start <= 120 and _CONTENTS.search(copy, start, end) is not None


def is_signature(copy: str, start: int, end: int) -> bool:
    """Whether a line may be the unit that signs: a name alone, without punctuation."""
    return (
        3 <= end - start <= 40
        and _UNIT_ALONE.match(copy, start, end) is not None
        and is_unit(copy[start:end].replace(" ", ""))
    )


def is_date_line(copy: str, start: int, end: int) -> bool:
    """Whether a line is a date and nothing else."""
    return end - start <= 24 and is_date_alone(copy[start:end].replace(" ", ""))


def is_article(title: str, copy: str) -> bool:
    """Whether a document without numbering is a report in a paper, or questions and answers: it orders nothing."""
    if is_document_title(title, 0, len(title)) and not _REPORTS.search(title):
        return False
    return is_commentary(title) or _REPORTS.search(title) is not None or _ARTICLE.search(copy[:20_000]) is not None


def is_commentary(title: str) -> bool:
    """Whether a title announces words about a document: 政策解读, 问答. What is numbered there orders nothing."""
    return _COMMENTARY.search(title) is not None


def is_heading(copy: str, start: int, end: int) -> bool:
    """Whether a line without a mark is short and ends without punctuation, as headings do."""
    return (
        2 <= end - start <= 36
        and copy[end - 1] not in "。;:,!?、|"
        and "。" not in copy[start:end]
        and "|" not in copy[start:end]
    )


def is_document_title(copy: str, start: int, end: int) -> bool:
    """Whether a line reads like the title of a document or of a table."""
    return (
        end - start <= 80
        and _TITLE_END.search(copy, start, end) is not None
        and "。" not in copy[start:end]
        and "," not in copy[start:end]
    )
