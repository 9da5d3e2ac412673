from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.conftest import City
from tests.documents.drafting.outlines import TEXT, at
from tests.documents.factories import DraftFactory
from tests.factories import UnitFactory
from tests.programme.plan.making import END, START, make_kind, make_programme
from tongxin.accounts.models import User
from tongxin.common import audit
from tongxin.common.errors import Conflict, Invalid, NotAllowed
from tongxin.documents.actions import drafts
from tongxin.documents.drafting.state import new_item
from tongxin.documents.models import Draft
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.programme.actions import plan
from tongxin.programme.actions.plan.from_draft import Setting, areas_of
from tongxin.programme.models import Programme, Project, spans_of

AsRole = Callable[..., User]


@pytest.fixture
def clerk(city: City, as_role: AsRole) -> User:
    return as_role(Role.COORDINATOR, city.office)


@pytest.fixture
def draft(city: City, clerk: User) -> Draft:
    """The small document's draft, every unit name settled."""
    for number, name in enumerate(("市甲局", "市乙局", "市丙局")):
        UnitFactory(parent=city.office, name=name, code=f"B{number}")
    draft: Draft = DraftFactory(document__owner=city.office)
    return drafts.match_again(draft=draft, version=1, by=clerk)


def create(draft: Draft, by: Any, **changes: Any) -> Programme:
    fields: dict[str, Any] = {
        "version": draft.version,
        "name": "示例工作年",
        "year": 2019,
        "starts_on": START,
        "ends_on": END,
    }
    return plan.create_programme_from_draft(draft=draft, by=by, **(fields | changes))


def test_a_draft_becomes_a_programme_tied_to_its_words(draft: Draft, clerk: User, city: City) -> None:
    kind = make_kind()
    programme = create(draft, clerk)
    assert (programme.owner, programme.document) == (city.office, draft.document)
    assert list(programme.areas.values_list("position", "title")) == [(1, "基层组织"), (2, "服务群众")]
    projects = list(programme.projects.select_related("lead_unit"))
    assert [(each.code, each.title, each.lead_unit.name) for each in projects] == [
        ("1-01", "建设活动阵地", "市甲局"),
        ("1-02", "培训骨干", "市乙局"),
        ("1-03", "走访企业200家", "市丙局"),
        ("2-01", "开展送医下乡", "市乙局"),
    ]
    assert [each.due_on for each in projects] == [END] * 4
    training = projects[1]
    assert training.description == "一是办好培训班。\n二是编写教材。\n三是建立台账。"
    assert next(TEXT[start:end] for start, end in spans_of(training)).startswith("2.培训骨干。一是办好培训班。")
    assert spans_of(programme.areas.get(position=1)) == [tuple(at("一、基层组织"))]
    assert training.assignments.filter(role="support").count() == 5
    visits = projects[2].indicators.get()
    assert (visits.name, visits.target, visits.kind) == ("走访企业200家", Decimal(200), kind)
    assert projects[0].indicators.get().is_by_hand
    assert [(entry.verb, entry.detail["projects"]) for entry in audit.history(programme)] == [
        ("programme.created_from_draft", 4)
    ]


def test_every_word_of_a_project_is_in_it_or_its_area(draft: Draft, clerk: User) -> None:
    programme = create(draft, clerk)
    spans = sorted(span for thing in (*programme.areas.all(), *programme.projects.all()) for span in spans_of(thing))
    words = "".join(TEXT[start:end] for start, end in spans)
    first, last = TEXT.index("一、"), TEXT.index("三、保")
    assert "".join(words.split()) == "".join(TEXT[first:last].split())


def test_two_clicks_make_one_programme(draft: Draft, clerk: User) -> None:
    first = create(draft, clerk)
    assert create(draft, clerk) == first
    assert Programme.objects.count() == 1
    draft.refresh_from_db()
    assert (draft.became_kind, draft.became_id) == ("programme.programme", str(first.pk))


def test_open_unit_names_are_told_all_at_once(city: City, clerk: User) -> None:
    draft: Draft = DraftFactory(document__owner=city.office)
    with pytest.raises(Invalid) as refusal:
        create(draft, clerk)
    assert refusal.value.field == "units"
    assert all(f"“{name}”" in str(refusal.value) for name in ("市甲局", "市乙局", "市丙局", "各街道"))
    assert not Programme.objects.exists()


def test_projects_without_a_lead_are_told_or_get_the_default(city: City, clerk: User, draft: Draft) -> None:
    for name in ("市甲局", "市丙局"):
        draft = drafts.change_draft(
            draft=draft, version=draft.version, operation="choose_unit", by=clerk, name=name, units=[]
        )
    with pytest.raises(Invalid) as refusal:
        create(draft, clerk)
    assert refusal.value.field == "default_lead"
    assert "建设活动阵地" in str(refusal.value)
    assert "走访企业200家" in str(refusal.value)
    programme = create(draft, clerk, default_lead=city.office)
    leads = programme.projects.order_by("code").values_list("lead_unit__name", flat=True)
    assert list(leads) == [city.office.name, "市乙局", city.office.name, "市乙局"]


def test_a_draft_that_moved_on_is_not_taken(draft: Draft, clerk: User) -> None:
    with pytest.raises(Conflict):
        create(draft, clerk, version=draft.version - 1)
    assert not Programme.objects.exists()


def test_what_is_not_a_task_stays_out(draft: Draft, clerk: User) -> None:
    draft = drafts.change_draft(
        draft=draft, version=draft.version, operation="set_kind", by=clerk, item="n1", kind="not_a_task"
    )
    assert [project.title for project in create(draft, clerk).projects.all()] == ["开展送医下乡"]


def test_a_refusal_writes_nothing(draft: Draft, clerk: User, city: City) -> None:
    make_programme(city, clerk)
    with pytest.raises(Invalid, match="已有“示例工作年”"):
        create(draft, clerk)
    with pytest.raises(Invalid, match="超出了工作年"):
        create(draft, clerk, name="半年", ends_on=date(2019, 6, 30))
    draft.refresh_from_db()
    assert draft.became_id == ""
    assert (Programme.objects.count(), Project.objects.count()) == (1, 0)


def test_a_number_named_by_its_measure_is_one_indicator() -> None:
    bare = {"text": "10个", "value": "10", "unit": "个"}
    measure = new_item({"next": 1}, "measure", "建成10个活动阵地", targets=[bare])
    item = new_item({"next": 2}, "project", "建设活动阵地", targets=[bare], children=[measure])
    area = new_item({"next": 3}, "area", "基层组织", children=[item])
    setting = Setting(START, END, Unit(name="示例单位"), {}, [])
    (made,) = areas_of({"items": [area]}, setting)[0].projects
    assert [(each.name, each.target) for each in made.indicators] == [("建成10个活动阵地", Decimal(10))]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.COORDINATOR])
def test_only_coordinators_make_programmes(city: City, draft: Draft, as_role: AsRole, role: Role) -> None:
    with pytest.raises(NotAllowed):
        create(draft, as_role(role, city.office))
    assert not Programme.objects.exists()
