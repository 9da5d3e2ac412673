from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import City
from tests.documents.factories import DraftFactory, SourceDocumentFactory
from tests.factories import UnitFactory
from tongxin.accounts.models import User
from tongxin.common import audit
from tongxin.common.errors import Conflict, Invalid, NotAllowed, WrongState
from tongxin.common.subjects import Subject
from tongxin.documents import drafting, selectors
from tongxin.documents.actions import drafts
from tongxin.documents.models import Draft, DraftUndo
from tongxin.organisations.enums import Role
from tongxin.organisations.models import UnitName

AsRole = Callable[..., User]


@pytest.fixture
def clerk(city: City, as_role: AsRole) -> User:
    return as_role(Role.COORDINATOR, city.office)


@pytest.fixture
def draft(city: City) -> Draft:
    made: Draft = DraftFactory(document__owner=city.office)
    return made


def title_of(draft: Draft, item: str) -> str:
    draft.refresh_from_db()
    title: str = drafting.find(draft.state, item)[0]["title"]
    return title


def test_starting_a_draft_matches_the_units_of_the_tree(city: City, clerk: User) -> None:
    UnitName.objects.create(unit=city.departments[0], name="市甲局", kind=UnitName.Kind.ALIAS)
    UnitFactory(parent=city.office, name="市乙局", code="A09")
    closed = UnitFactory(parent=city.office, name="市丙局", code="A10", closed_on="2018-12-31")
    document = SourceDocumentFactory(owner=city.office)
    draft = drafts.start_draft(document=document, by=clerk)
    parties = {
        party["name"]: party
        for item, _above in drafting.walk(draft.state["items"])
        for party in [*item["leads"], *item["supports"]]
    }
    assert parties["市甲局"] == {"name": "市甲局", "units": [city.departments[0].pk], "how": "alias"}
    assert parties["市乙局"]["how"] == "exact"
    assert (parties["各街道"]["how"], len(parties["各街道"]["units"])) == ("group", 4)
    assert parties["市丙局"]["units"] == []
    assert closed.pk not in parties["市丙局"].get("choices", [])
    assert draft.started_by_id == clerk.pk
    assert [entry.verb for entry in audit.history(draft)] == ["draft.started"]


def test_a_change_is_a_step_that_can_be_undone_exactly(draft: Draft, clerk: User) -> None:
    before = draft.state
    after = drafts.change_draft(draft=draft, version=1, operation="rename", by=clerk, item="n2", title="新名")
    assert (after.version, title_of(draft, "n2")) == (2, "新名")
    drafts.change_draft(draft=draft, version=2, operation="merge", by=clerk, items=["n3", "n4"])
    drafts.undo(draft=draft, version=3, by=clerk)
    assert title_of(draft, "n2") == "新名"
    drafts.undo(draft=draft, version=4, by=clerk)
    draft.refresh_from_db()
    assert draft.state == before
    assert draft.version == 5
    with pytest.raises(WrongState, match="没有可以撤销"):
        drafts.undo(draft=draft, version=5, by=clerk)
    verbs = [entry.verb for entry in audit.history(draft)]
    assert verbs == ["draft.changed", "draft.changed", "draft.undone", "draft.undone"]


def test_of_two_who_change_the_same_version_the_second_is_told(draft: Draft, clerk: User) -> None:
    drafts.change_draft(draft=draft, version=1, operation="rename", by=clerk, item="n2", title="先到")
    with pytest.raises(Conflict):
        drafts.change_draft(draft=draft, version=1, operation="rename", by=clerk, item="n2", title="后到")
    assert title_of(draft, "n2") == "先到"
    assert DraftUndo.objects.filter(draft=draft).count() == 1


def test_a_change_that_changes_nothing_leaves_no_step(draft: Draft, clerk: User) -> None:
    same = drafts.change_draft(draft=draft, version=1, operation="rename", by=clerk, item="n2", title="建设活动阵地")
    assert same.version == 1
    assert not draft.undo_steps.exists()
    assert list(audit.history(draft)) == []


def test_what_cannot_be_done_changes_nothing(draft: Draft, clerk: User) -> None:
    with pytest.raises(Invalid):
        drafts.change_draft(draft=draft, version=1, operation="remove", by=clerk, item="n2")
    with pytest.raises(Invalid):
        drafts.change_draft(draft=draft, version=1, operation="explode", by=clerk)
    draft.refresh_from_db()
    assert draft.version == 1


@pytest.mark.parametrize("role", [role for role in Role if role != Role.COORDINATOR])
def test_only_coordinators_draft(city: City, draft: Draft, as_role: AsRole, role: Role) -> None:
    somebody = as_role(role, city.office)
    calls: list[Callable[[], Any]] = [
        lambda: drafts.start_draft(document=draft.document, by=somebody),
        lambda: drafts.change_draft(draft=draft, version=1, operation="rename", by=somebody, item="n2", title="新"),
        lambda: drafts.undo(draft=draft, version=1, by=somebody),
        lambda: drafts.match_again(draft=draft, version=1, by=somebody),
        lambda: drafts.discard_draft(draft=draft, by=somebody),
    ]
    for call in calls:
        with pytest.raises(NotAllowed):
            call()
    assert list(selectors.visible_drafts(somebody)) == []
    assert list(selectors.visible_documents(somebody)) == []
    assert Draft.objects.count() == 1


def test_a_coordinator_below_sees_nothing_of_the_office_above(city: City, draft: Draft, as_role: AsRole) -> None:
    below = as_role(Role.COORDINATOR, city.districts[0])
    assert list(selectors.visible_drafts(below)) == []
    own: Draft = DraftFactory(document__owner=city.districts[0], document__text="别的文件", state=draft.state)
    assert list(selectors.visible_drafts(below)) == [own]
    assert set(selectors.owners_for(below)) == {city.districts[0], *city.streets[:2]}


def test_a_list_of_drafts_is_one_query(city: City, draft: Draft, clerk: User, django_assert_num_queries: Any) -> None:
    selectors.owners_for(clerk)
    for number in range(3):
        DraftFactory(document__owner=city.office, document__text_sha256=str(number))
    with django_assert_num_queries(1):
        rows = selectors.draft_rows(selectors.visible_drafts(clerk))
        assert [(row.comparison.areas, row.draft.document.title) for row in rows] == [
            (2, "示例市2019年重点工作方案")
        ] * 4


def test_new_names_are_matched_once_the_tree_knows_them(city: City, draft: Draft, clerk: User) -> None:
    unit = UnitFactory(parent=city.office, name="市丙局", code="A11")
    after = drafts.match_again(draft=draft, version=1, by=clerk)
    assert drafting.find(after.state, "n4")[0]["leads"] == [{"name": "市丙局", "units": [unit.pk], "how": "exact"}]


def test_a_draft_becomes_something_once_and_then_stands_still(city: City, draft: Draft, clerk: User) -> None:
    drafts.change_draft(draft=draft, version=1, operation="rename", by=clerk, item="n2", title="新名")
    drafts.settle_draft(draft=draft, became=Subject.of(city.office), by=clerk)
    assert not draft.undo_steps.exists()
    with pytest.raises(WrongState):
        drafts.settle_draft(draft=draft, became=Subject.of(city.office), by=clerk)
    with pytest.raises(WrongState):
        drafts.change_draft(draft=draft, version=2, operation="rename", by=clerk, item="n2", title="再改")
    with pytest.raises(WrongState):
        drafts.discard_draft(draft=draft, by=clerk)


def test_a_draft_thrown_away_leaves_its_document(draft: Draft, clerk: User) -> None:
    drafts.discard_draft(draft=draft, by=clerk)
    assert not Draft.objects.exists()
    draft.document.refresh_from_db()
