"""The first red line: nothing here asks for a person's religion, ethnicity or political opinion or party.

`offence` is asked by everything that lets somebody name a field, a tag, a question or a column; a test asks it of every
model, enum, form, import and workflow of this program. `looks_personal` finds fields that must be declared with a
purpose and an expiry (`common.personal`).
"""

from __future__ import annotations

import re
import unicodedata

import opencc
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

RELIGION = gettext_noop("宗教信仰")
ETHNICITY = gettext_noop("民族")
POLITICS = gettext_noop("政治面貌、党派或政治观点")

# Found anywhere in a text. Full names only: short ones such as 民建 also stand in 居民建议.
_CHINESE = {
    RELIGION: "宗教|信仰|信教|教徒|信徒|教派|教籍|佛教|道教|伊斯兰教|天主教|基督教|穆斯林",
    ETHNICITY: "民族|族别|族裔|种族|族群",
    POLITICS: (
        "政治面貌|政治倾向|政治立场|政治观点|政治态度|政治身份|政治表现|思想倾向|意识形态|党派|党籍|党员|党龄|入党|党组织关系"
        "|共青团员|入团|共产党|国民党革命委员会|民主同盟|民主建国会|民主促进会|农工民主党|致公党|九三学社|民主自治同盟"
    ),
}
# Found only as the whole text: a choice in a list, a tag, a column.
_CHINESE_WHOLE = {
    ETHNICITY: (
        "(汉|蒙古?|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜"
        "|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春"
        "|赫哲|门巴|珞巴|基诺|少数民)族"
    ),
    POLITICS: "民革|民盟|民建|民进|农工党|九三|台盟|群众|团员",
}
_WORDS = {
    RELIGION: re.compile(
        r"\b(religions?|religious|faith|beliefs?|creed|sect|buddhis[tm]|taois[tm]|islam|muslim|christian|christianity"
        r"|catholic|protestant|zongjiao|xinyang)\b"
    ),
    ETHNICITY: re.compile(r"\b(ethnic|ethnicity|ethnicities|race|racial|tribe|minzu)\b"),
    POLITICS: re.compile(
        r"\b(politics?|political|politically|party|parties|partisan|ideology|communis[tm]"
        r"|zhengzhi|zhengzhimianmao|dangpai|dangyuan)\b"
    ),
}
# A third party is nobody's party.
_HARMLESS = re.compile(r"\b(third|counter|either|both) (party|parties)\b")

_PERSONAL_CHINESE = re.compile(
    "姓名|手机|电话|邮箱|电子邮件|身份证|证件号|护照|住址|地址|联系人|联系方式|出生|生日|性别|年龄|籍贯|微信|学历"
)
_PERSONAL_WORDS = re.compile(
    r"\b(phone|mobile|tel|telephone|email|wechat|weixin|qq|birth|birthday|birthdate|dob|gender|sex|age|passport|avatar"
    r"|address|surname|username|nickname|id (number|card)|identity( number)?"
    r"|(display|full|first|last|middle|real|given|family|user|person|contact|applicant|guest|owner|author) ?name"
    r"|contact (person|details))\b"
)

_to_simplified = opencc.OpenCC("t2s")
_allowed: dict[str, str] = {}


def allow(where: str, reason: str) -> None:
    """Let a name stand that reads like an offence or like a personal field and is neither; say why.

    `where` is "app.Enum.MEMBER" or "app.Model.field". Called by the app that owns it, in `AppConfig.ready`.
    Raises ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError(f"{where}: say why it is no offence.")
    _allowed[where] = reason


def allowed() -> dict[str, str]:
    """What is let stand, with the reasons."""
    return dict(_allowed)


def offence(name_or_label: str) -> str | None:
    """Why this name or label may not be used for a field, question, tag or column; None where it may.

    The reason is a message for whoever chose the name.
    """
    subject = _subject(name_or_label)
    if subject is None:
        return None
    return _("“%(label)s”涉及个人的%(subject)s。本系统只管理工作，不收集这类个人情况，请删去这一项。") % {
        "label": name_or_label.strip(),
        "subject": _(subject),
    }


def looks_personal(name: str, label: str = "") -> bool:
    """Whether a field seems to say something of a person: a name, a number, an address, a way to reach somebody."""
    words = _english(name)
    return bool(_PERSONAL_WORDS.search(words) or _PERSONAL_CHINESE.search(_chinese(label)))


def _subject(text: str) -> str | None:
    chinese = _chinese(text)
    for subject, pattern in _CHINESE.items():
        if re.search(pattern, chinese):
            return subject
    for subject, pattern in _CHINESE_WHOLE.items():
        if re.fullmatch(pattern, chinese):
            return subject
    words = _HARMLESS.sub("", _english(text))
    return next((subject for subject, pattern in _WORDS.items() if pattern.search(words)), None)


def _chinese(text: str) -> str:
    """Simplified, half-width, without anything between the characters that could hide a word."""
    plain = unicodedata.normalize("NFKC", text)
    simplified: str = _to_simplified.convert(plain)
    return re.sub(r"[\W_]+", "", simplified)


def _english(text: str) -> str:
    """Lower-case words with one space between: of snake_case, camelCase and prose alike."""
    plain = unicodedata.normalize("NFKC", text)
    split = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", plain)
    return " ".join(re.findall(r"[a-z0-9]+", split.lower()))
