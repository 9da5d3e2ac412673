"""The way of a request to correct something, as one table. `CORRECTION.move` is the only writer of a status."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tongxin.common.workflow import Move, Workflow
from tongxin.corrections import rules
from tongxin.corrections.enums import Status

CORRECTION = Workflow(
    "correction",
    (
        Move(Status.RECEIVED, "answer", Status.ANSWERED, rules.may_answer, _("答复")),
        Move(Status.RECEIVED, "hand_over", Status.RECEIVED, rules.may_answer, _("转给别的单位"), True),
        Move(Status.RECEIVED, "set_aside", Status.SET_ASIDE, rules.may_answer, _("不受理"), True),
        Move(Status.ANSWERED, "reopen", Status.RECEIVED, rules.may_answer, _("重新办理"), True),
        Move(Status.SET_ASIDE, "reopen", Status.RECEIVED, rules.may_answer, _("重新办理"), True),
    ),
)
