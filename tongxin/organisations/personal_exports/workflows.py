"""The life of a list of persons that is asked for: one table."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tongxin.common.workflow import Move, Workflow
from tongxin.organisations.personal_exports import rules
from tongxin.organisations.personal_exports.models import ExportStatus as S

EXPORT = Workflow(
    "personal_export",
    (
        Move(S.ASKED, "approve", S.APPROVED, rules.may_decide, _("同意")),
        Move(S.ASKED, "refuse", S.REFUSED, rules.may_decide, _("不同意"), needs_reason=True),
        Move(S.ASKED, "withdraw", S.WITHDRAWN, rules.may_withdraw, _("撤回申请")),
    ),
)
