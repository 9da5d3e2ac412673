"""The fixed words of an official document. They are part of it: Chinese in every interface language."""

from typing import Final

from tongxin.documents.typesetting.measures import chinese_date
from tongxin.documents.typesetting.model import Imprint, OfficialDocument

SAMPLE_MARK: Final = "示例"
ATTACHMENTS_LABEL: Final = "附件："
COPIES_LABEL: Final = "抄送："


def addressee_line(document: OfficialDocument) -> str:
    """主送机关, ended by a full-width colon; nothing when there are none (7.3.2)."""
    return "，".join(document.addressees) + "：" if document.addressees else ""


def attachment_labels(document: OfficialDocument) -> tuple[str, ...]:
    """What stands before each attachment's name: a number, unless there is only one (7.3.4)."""
    count = len(document.attachments)
    return tuple(f"{index}." for index in range(1, count + 1)) if count > 1 else ("",) * count


def copies_line(imprint: Imprint) -> str:
    """The bodies that get a copy, ended by a full stop (7.4.2)."""
    return "，".join(imprint.copies_to) + "。" if imprint.copies_to else ""


def printed_on_line(imprint: Imprint) -> str:
    """2019年3月8日印发 (7.4.3)."""
    return f"{chinese_date(imprint.printed_on)}印发" if imprint.printed_on else ""


def issue_line(document: OfficialDocument) -> str:
    """第12期, under a briefing's name."""
    return f"第{document.issue}期" if document.issue else ""


def date_line(document: OfficialDocument) -> str:
    """成文日期."""
    return chinese_date(document.dated_on) if document.dated_on else ""
