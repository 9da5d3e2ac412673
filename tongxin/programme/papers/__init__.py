"""Official papers of a year of work, written from what the system knows; every figure comes from a selector.

Each builder gives an `OfficialDocument` without a number: that is given when it is issued.
"""

from tongxin.programme.papers.briefing import briefing
from tongxin.programme.papers.progress_table import progress_table
from tongxin.programme.papers.supervision import supervision_paper
from tongxin.programme.papers.year_report import year_report

__all__ = ["briefing", "progress_table", "supervision_paper", "year_report"]
