"""The sample year's plan: seven areas from the report, the works that it names, filled up to thirty with samples."""

from tongxin.demo import areas_1_to_3, areas_4_to_7
from tongxin.demo.sample import AREAS, DOCUMENT_NUMBER, SampleIndicator, SampleProject

PROJECTS = (*areas_1_to_3.PROJECTS, *areas_4_to_7.PROJECTS)

__all__ = ["AREAS", "DOCUMENT_NUMBER", "PROJECTS", "SampleIndicator", "SampleProject"]
