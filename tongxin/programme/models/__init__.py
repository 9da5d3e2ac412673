from tongxin.programme.models.carrying import (
    CloseRequest,
    ExtensionRequest,
    Reminder,
    Report,
    ReportEvidence,
    ReportFigure,
    ReportGoal,
    SupervisionNotice,
)
from tongxin.programme.models.evaluating import Criterion, EvaluationResult, Score
from tongxin.programme.models.plan import (
    Area,
    Assignment,
    DeadlineMove,
    Indicator,
    Programme,
    Project,
    StageGoal,
    spans_of,
)

__all__ = [
    "Area",
    "Assignment",
    "CloseRequest",
    "Criterion",
    "DeadlineMove",
    "EvaluationResult",
    "ExtensionRequest",
    "Indicator",
    "Programme",
    "Project",
    "Reminder",
    "Report",
    "ReportEvidence",
    "ReportFigure",
    "ReportGoal",
    "Score",
    "StageGoal",
    "SupervisionNotice",
    "spans_of",
]
