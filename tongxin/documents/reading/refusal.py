"""Why a file cannot be read, in words that say what to do."""

from __future__ import annotations

from django.utils.functional import lazy
from django.utils.translation import gettext

from tongxin.common.errors import Refusal


def gettext_noop(message: str) -> str:
    """Mark a message for the catalogue; Django's own function of this name needs settings, a reader does not."""
    return message


_REASONS = {
    "empty": gettext_noop("“%(name)s”里没有文字。请检查文件是否选对；扫描件请先识别成文字再上传。"),
    "too_large": gettext_noop("“%(name)s”超过 %(megabytes)s MB，没有读取。请删去图片和附件后重新保存，或只上传正文。"),
    "program": gettext_noop("“%(name)s”其实是可执行程序，没有读取。请上传文件原件（.docx、.txt 或 .html）。"),
    "encrypted": gettext_noop("“%(name)s”设有密码，无法读取。请在 Word 中取消密码、重新保存后再上传。"),
    "old_word": gettext_noop("“%(name)s”是旧版 Word（.doc）或其他旧版文档。请在 Word 或 WPS 中另存为 .docx 后再上传。"),
    "broken": gettext_noop(
        "“%(name)s”已损坏，或不是真正的 Word 文档，打不开。请在 Word 或 WPS 中打开原文件，重新保存为 .docx 后再上传。"
    ),
    "not_word": gettext_noop("“%(name)s”是压缩包或其他格式的文件，不是 Word 文档。请上传 .docx、.txt 或 .html。"),
    "bomb": gettext_noop("“%(name)s”解开后过大，没有读取。请删去图片和附件后重新保存，或只上传正文。"),
    "pdf": gettext_noop("“%(name)s”是 PDF，不能直接读取。请上传原来的 .docx，或在 PDF 中复制全文，粘贴到文本框里。"),
    "rtf": gettext_noop("“%(name)s”是 RTF 文档。请在 Word 或 WPS 中另存为 .docx 后再上传。"),
    "binary": gettext_noop("“%(name)s”不是文字文件，无法读取。请上传 .docx、.txt 或 .html。"),
}


def _in_language_of_reader(reason_code: str, words: dict[str, object]) -> str:
    return gettext(_REASONS[reason_code]) % words


_message = lazy(_in_language_of_reader, str)


class UnreadableDocument(Refusal):
    """A file that cannot be read as a document.

    `reason_code` is stable (empty, too_large, program, encrypted, old_word, broken, not_word, bomb, pdf, rtf, binary).
    `message` is in the language of whoever reads it; `source` is the same in Chinese and needs no settings.
    """

    def __init__(self, reason_code: str, name: str, **more: object) -> None:
        words: dict[str, object] = {"name": name, **more}
        super().__init__(_message(reason_code, words))
        self.reason_code = reason_code
        self.source = _REASONS[reason_code] % words
