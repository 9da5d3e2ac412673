"""A small plan for tests, made by the actions themselves."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.conftest import City
from tongxin.facts.models import FactKind
from tongxin.programme.actions import plan
from tongxin.programme.models import Programme, Project

START, END = date(2019, 1, 1), date(2019, 12, 31)


def given(city: City, **changes: Any) -> plan.ProjectGiven:
    """A project led by the first department, supported by the second, with one indicator and one goal."""
    fields: dict[str, Any] = {
        "code": "",
        "title": "建设活动阵地",
        "description": "建成10个活动阵地。",
        "lead_unit": city.departments[0],
        "supports": (plan.SupportGiven(city.departments[1]),),
        "contact_role": "综合科",
        "starts_on": date(2019, 3, 1),
        "due_on": date(2019, 11, 30),
        "indicators": (plan.IndicatorGiven("活动阵地", "个", Decimal(10)),),
        "goals": (plan.GoalGiven("第二季度", date(2019, 4, 1), date(2019, 6, 30), "建成4个", "活动阵地", Decimal(4)),),
    }
    return plan.ProjectGiven(**(fields | changes))


def make_programme(city: City, by: Any, **changes: Any) -> Programme:
    fields: dict[str, Any] = {
        "owner": city.office,
        "name": "示例工作年",
        "year": 2019,
        "starts_on": START,
        "ends_on": END,
    }
    return plan.create_programme(**(fields | changes), by=by)


def make_project(city: City, by: Any, **changes: Any) -> Project:
    area = plan.add_area(programme=make_programme(city, by), title="基层组织", by=by)
    return plan.add_project(area=area, given=given(city, **changes), by=by)


def make_kind(**changes: Any) -> FactKind:
    fields = {"code": "firms-visited", "name": "走访企业", "unit": "家"} | changes
    return FactKind.objects.create(**fields)
