"""The workflows of brands, each one table. `Workflow.move` is the only writer of a status."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tongxin.brands import rules
from tongxin.brands.enums import BrandStatus, EvaluationStatus, EvidenceStatus
from tongxin.common.workflow import Move, Workflow

S = BrandStatus
BRAND = Workflow(
    "brand",
    (
        Move(S.DRAFT, "propose", S.PROPOSED, rules.may_edit, _("申报")),
        Move(S.PROPOSED, "take_back", S.DRAFT, rules.may_edit, _("撤回修改")),
        Move(S.PROPOSED, "send_back", S.DRAFT, rules.may_review, _("退回修改"), True),
        Move(S.PROPOSED, "review", S.REVIEWED, rules.may_review, _("审核通过")),
        Move(S.REVIEWED, "send_back", S.DRAFT, rules.may_name, _("退回修改"), True),
        Move(S.REVIEWED, "name", S.NAMED, rules.may_name, _("命名")),
        Move(S.NAMED, "start", S.RUNNING, rules.may_edit, _("投入运行")),
        Move(S.RUNNING, "evaluate", S.EVALUATED, None, _("公布评价")),
        Move(S.EVALUATED, "keep", S.RUNNING, rules.may_name, _("保留")),
        Move(S.RUNNING, "merge", S.MERGED, rules.may_name, _("合并"), True),
        Move(S.EVALUATED, "merge", S.MERGED, rules.may_name, _("合并"), True),
        Move(S.NAMED, "retire", S.RETIRED, rules.may_name, _("退出"), True),
        Move(S.RUNNING, "retire", S.RETIRED, rules.may_name, _("退出"), True),
        Move(S.EVALUATED, "retire", S.RETIRED, rules.may_name, _("退出"), True),
        Move(S.RETIRED, "restore", S.RUNNING, rules.may_name, _("恢复运行"), True),
    ),
)
# Moves that stand on a paper: it is asked for, and kept with the move.
ON_PAPER = frozenset({"name", "merge", "retire"})

EVIDENCE = Workflow(
    "evidence",
    (
        Move(EvidenceStatus.ENTERED, "confirm", EvidenceStatus.CONFIRMED, rules.may_decide_evidence, _("核对无误")),
        Move(EvidenceStatus.ENTERED, "refuse", EvidenceStatus.REFUSED, rules.may_decide_evidence, _("不予采用"), True),
        Move(
            EvidenceStatus.CONFIRMED,
            "withdraw",
            EvidenceStatus.WITHDRAWN,
            rules.may_withdraw_evidence,
            _("撤下"),
            True,
        ),
    ),
)

EVALUATION = Workflow(
    "brand_evaluation",
    (
        Move(EvaluationStatus.PREPARING, "open", EvaluationStatus.OPEN, rules.may_run_evaluation, _("开始评分")),
        Move(EvaluationStatus.OPEN, "publish", EvaluationStatus.PUBLISHED, rules.may_run_evaluation, _("公布结果")),
    ),
)

ALL = (BRAND, EVIDENCE, EVALUATION)
