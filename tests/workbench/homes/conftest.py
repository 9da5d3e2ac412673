from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.common.files.samples import PDF
from tests.conftest import City
from tests.places.factories import CriterionFactory, FundsFactory, HomeFactory
from tests.workbench.everybody import make_everybody
from tongxin.accounts.models import User
from tongxin.places.actions.homes import record_evidence
from tongxin.places.models import HomeCriterion, HomeEvidence, HomeFund, Place


@dataclass
class Scene:
    """The committee's home with evidence (a file) and funds, and people of each role there, above and elsewhere."""

    city: City
    home: Place
    criterion: HomeCriterion
    evidence: HomeEvidence
    funds: HomeFund
    people: dict[str, User]


@pytest.fixture
def scene(city: City, as_role: Callable[..., User], settings: Any, tmp_path: Path) -> Scene:
    settings.MEDIA_ROOT = tmp_path / "files"
    home = HomeFactory(owner=city.committee, name="示例成员之家")
    criterion = CriterionFactory(name="固定场所")
    upload = SimpleUploadedFile("制度.pdf", PDF)
    evidence = record_evidence(
        home=home, criterion=criterion, is_met=True, seen_on=timezone.localdate(), note="有一间", upload=upload, by=None
    )
    people = make_everybody(city, as_role, city.committee)
    return Scene(city, home, criterion, evidence, FundsFactory(home=home, year=timezone.localdate().year), people)
