from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    """Where a request to correct something stands."""

    RECEIVED = "received", pgettext_lazy("correction", "待答复")
    ANSWERED = "answered", pgettext_lazy("correction", "已答复")
    SET_ASIDE = "set_aside", pgettext_lazy("correction", "不受理")


class Outcome(models.TextChoices):
    """What came of a request that was answered."""

    CORRECTED = "corrected", _("已更正")
    STANDS = "stands", _("核实无误")
    ELSEWHERE = "elsewhere", _("不归本站，已告知去处")
