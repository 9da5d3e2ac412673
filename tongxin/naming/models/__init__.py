from tongxin.naming.models.application import Answer, Application, Evidence, Finding, Recheck, Visit
from tongxin.naming.models.batch import Batch, Criterion
from tongxin.naming.models.objection import Objection

__all__ = [
    "Answer",
    "Application",
    "Batch",
    "Criterion",
    "Evidence",
    "Finding",
    "Objection",
    "Recheck",
    "Visit",
]
