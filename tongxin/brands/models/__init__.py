from tongxin.brands.models.brand import Brand, BrandCarrier, BrandDocument, BrandName, BrandPicture, BrandStep
from tongxin.brands.models.doing import BrandLink, Strand, StrandIndicator
from tongxin.brands.models.evaluating import (
    BrandCriterion,
    Evaluation,
    EvaluationEntry,
    EvaluationReviewer,
    ScoreSheet,
    SheetScore,
)
from tongxin.brands.models.evidence import Evidence, EvidenceKind
from tongxin.brands.models.system import BrandCategory, BrandFamily, BrandSystem, CoverageRule

__all__ = [
    "Brand",
    "BrandCarrier",
    "BrandCategory",
    "BrandCriterion",
    "BrandDocument",
    "BrandFamily",
    "BrandLink",
    "BrandName",
    "BrandPicture",
    "BrandStep",
    "BrandSystem",
    "CoverageRule",
    "Evaluation",
    "EvaluationEntry",
    "EvaluationReviewer",
    "Evidence",
    "EvidenceKind",
    "ScoreSheet",
    "SheetScore",
    "Strand",
    "StrandIndicator",
]
