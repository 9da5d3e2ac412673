from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a guard points out."""

    IDENTITY_CARD = "identity_card", _("身份证号")
    MOBILE = "mobile", _("手机号")
    LANDLINE = "landline", _("固定电话")
    BANK_CARD = "bank_card", _("银行卡号")
    HOME = "home", _("家庭住址")
    ALTERNATIVE = "alternative", _("图片没有说明")
    LINK_BROKEN = "link_broken", _("站内链接打不开")
    LINK_FORM = "link_form", _("链接写得不对")
    LINK_EMPTY = "link_empty", _("链接没有文字")
    HEADING_ORDER = "heading_order", _("标题跳级")
    HEADING_EMPTY = "heading_empty", _("标题是空的")


PERSONAL = frozenset({Kind.IDENTITY_CARD, Kind.MOBILE, Kind.LANDLINE, Kind.BANK_CARD, Kind.HOME})


@dataclass(frozen=True)
class Finding:
    """One thing that a guard points out: what it is, where it stands, what to do.

    `excerpt` is what is seen of it, with personal data masked, so that the finding itself may be kept and shown.
    `start` and `end` are its place in the text that was checked; 0 and 0 where it is no place in a text. `where` names
    the field or part for whoever corrects it.
    """

    kind: Kind
    excerpt: str
    remedy: Any
    start: int = 0
    end: int = 0
    where: str = ""

    @property
    def is_personal(self) -> bool:
        return self.kind in PERSONAL

    def __str__(self) -> str:
        return f"{self.kind.label} {self.excerpt}"
