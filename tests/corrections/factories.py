"""One factory per model of corrections."""

from __future__ import annotations

from datetime import UTC, date, datetime

import factory

from tests.factories import UnitFactory
from tongxin.corrections.models import CorrectionNote, CorrectionRequest


class CorrectionRequestFactory(factory.django.DjangoModelFactory):
    """Asked on Wednesday 4 September 2019, due on Monday the 9th."""

    class Meta:
        model = CorrectionRequest

    code = factory.Sequence(lambda number: f"AAAA-BBBB-{number:04d}".replace("0", "C").replace("1", "D"))
    path = "/places/"
    title = factory.Sequence(lambda number: f"示例页面{number}")
    unit = factory.SubFactory(UnitFactory)
    text = "开放时间不对"
    asked_at = datetime(2019, 9, 4, 2, 0, tzinfo=UTC)
    started_on = date(2019, 9, 4)
    due_on = date(2019, 9, 9)


class CorrectionNoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CorrectionNote

    path = "/places/"
    title = "示例页面"
    unit = factory.SubFactory(UnitFactory)
    what = factory.Sequence(lambda number: f"改了第{number}处")
    made_at = datetime(2019, 9, 6, 2, 0, tzinfo=UTC)
