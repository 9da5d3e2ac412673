"""The two workflows of naming: a batch, and an application that becomes a title. `Workflow.move` is the only writer of a status."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tongxin.common.workflow import Move, Workflow
from tongxin.naming import rules
from tongxin.naming.enums import STANDING
from tongxin.naming.enums import ApplicationStatus as A
from tongxin.naming.enums import BatchStatus as B

BATCH = Workflow(
    "naming_batch",
    (
        Move(B.DRAFT, "announce", B.OPEN, rules.may_coordinate, _("发布申报通知")),
        Move(B.OPEN, "start_notice", B.ON_NOTICE, rules.may_coordinate, _("开始公示")),
        Move(B.ON_NOTICE, "conclude", B.CONCLUDED, rules.may_coordinate, _("印发命名决定")),
        Move(B.DRAFT, "cancel", B.CANCELLED, rules.may_coordinate, _("取消这一批"), True),
        Move(B.OPEN, "cancel", B.CANCELLED, rules.may_coordinate, _("取消这一批"), True),
        Move(B.ON_NOTICE, "cancel", B.CANCELLED, rules.may_coordinate, _("取消这一批"), True),
    ),
)

APPLICATION = Workflow(
    "naming_application",
    (
        Move(A.DRAFT, "submit", A.SUBMITTED, rules.may_apply, _("提交申报")),
        Move(A.RETURNED, "submit", A.SUBMITTED, rules.may_apply, _("补正后再提交")),
        Move(A.SUBMITTED, "send_back", A.RETURNED, rules.may_judge, _("退回补正"), True),
        Move(A.SUBMITTED, "pass_check", A.VISITING, rules.may_judge, _("材料齐全，转实地考察")),
        Move(A.VISITING, "finish_visits", A.VISITED, None, _("两份核查表都已提交")),
        Move(A.VISITED, "put_on_notice", A.ON_NOTICE, None, _("列入公示")),
        Move(A.ON_NOTICE, "approve", A.APPROVED, rules.may_judge, _("同意命名"), True),
        Move(A.APPROVED, "reconsider", A.ON_NOTICE, rules.may_judge, _("重新决定"), True),
        Move(A.APPROVED, "name", A.NAMED, None, _("命名")),
        Move(A.SUBMITTED, "refuse", A.REFUSED, rules.may_judge, _("不予命名"), True),
        Move(A.RETURNED, "refuse", A.REFUSED, rules.may_judge, _("不予命名"), True),
        Move(A.VISITING, "refuse", A.REFUSED, rules.may_judge, _("不予命名"), True),
        Move(A.VISITED, "refuse", A.REFUSED, rules.may_judge, _("不予命名"), True),
        Move(A.ON_NOTICE, "refuse", A.REFUSED, rules.may_judge, _("不予命名"), True),
        Move(A.DRAFT, "withdraw", A.WITHDRAWN, rules.may_apply, _("撤回申报"), True),
        Move(A.SUBMITTED, "withdraw", A.WITHDRAWN, rules.may_apply, _("撤回申报"), True),
        Move(A.RETURNED, "withdraw", A.WITHDRAWN, rules.may_apply, _("撤回申报"), True),
        Move(A.VISITING, "withdraw", A.WITHDRAWN, rules.may_apply, _("撤回申报"), True),
        Move(A.VISITED, "withdraw", A.WITHDRAWN, rules.may_apply, _("撤回申报"), True),
        Move(A.ON_NOTICE, "withdraw", A.WITHDRAWN, rules.may_apply, _("撤回申报"), True),
        Move(A.DRAFT, "lapse", A.WITHDRAWN, None, _("没有提交，随批次结束")),
        *(
            Move(source, "lapse", A.REFUSED, None, _("随批次取消"))
            for source in (A.SUBMITTED, A.RETURNED, A.VISITING, A.VISITED, A.ON_NOTICE, A.APPROVED)
        ),
        Move(A.NAMED, "start_recheck", A.RECHECKING, rules.may_judge, _("开始复核")),
        Move(A.RECHECKING, "finish_visits", A.RECHECKED, None, _("两份核查表都已提交")),
        Move(A.RECHECKED, "keep", A.NAMED, rules.may_judge, _("保留称号"), True),
        *(Move(source, "revoke", A.REVOKED, rules.may_judge, _("撤销称号"), True) for source in STANDING),
    ),
)

ALL = (BATCH, APPLICATION)

# What still waits for somebody before the public notice.
UNDER_REVIEW = (A.SUBMITTED, A.RETURNED, A.VISITING)
ENDED = (A.REFUSED, A.WITHDRAWN, A.REVOKED)
