from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.factories import UserFactory
from tests.programme.factories import Year, make_goal, make_indicator, make_year
from tongxin.accounts.models import User
from tongxin.documents.models import IssuedDocument
from tongxin.organisations.enums import Role
from tongxin.programme.actions import papers, supervising
from tongxin.programme.figures import Figure
from tongxin.programme.models import SupervisionNotice


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@dataclass
class Scene:
    """A year with a report of March, a table that was issued, and a notice to the lead unit with its paper."""

    year: Year
    issued: IssuedDocument
    notice: SupervisionNotice
    nobody: User

    @property
    def people(self) -> dict[str, User | None]:
        return {
            "anonymous": None,
            "reporter": self.year.reporter,
            "support": self.year.who("support", Role.REPORTER),
            "coordinator": self.year.coordinator,
            "leader": self.year.who("office", Role.LEADER),
            "stranger": self.year.who("stranger", Role.COORDINATOR),
            "nobody": self.nobody,
        }


@pytest.fixture
def scene(db: None) -> Scene:
    year = make_year()
    indicator = make_indicator(year.project, name="走访企业")
    make_goal(year.project, label="第一季度", text="走访 12 家", due_on=date(2019, 4, 4))
    year.begin().on(date(2019, 4, 9)).accepted(3, Figure(Decimal(7), indicator), text="走访了 7 家示例企业")
    issued = papers.issue_paper(programme=year.programme, wanted=papers.Wanted("progress_table"), by=year.coordinator)
    notice = supervising.issue_notice(
        project=year.on(date(2019, 4, 9)).project, unit=year.lead, reason="示例", demand="示例", by=year.coordinator
    )
    papers.make_supervision_paper(notice=notice)
    return Scene(year, issued, notice, UserFactory())
