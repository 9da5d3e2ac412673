from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.drafting.outlines import TEXT, at, outline, outlines
from tongxin.common.errors import Invalid
from tongxin.documents import drafting
from tongxin.documents.drafting.operations import _sans_blanks


@pytest.fixture
def state() -> drafting.State:
    return drafting.state_of(outline(), TEXT)


def do(state: drafting.State, operation: str, **arguments: Any) -> drafting.State:
    return drafting.change(state, operation, TEXT, **arguments)


def ids(items: list[drafting.Item]) -> list[str]:
    return [item["id"] for item in items]


def get(state: drafting.State, item: str) -> drafting.Item:
    return drafting.find(state, item)[0]


def test_rename_keeps_the_words_of_the_document(state: drafting.State) -> None:
    after = do(state, "rename", item="n2", title="  建设 活动阵地  ", words="新的内容")
    assert (get(after, "n2")["title"], get(after, "n2")["text"]) == ("建设 活动阵地", "新的内容")
    assert get(after, "n2")["spans"] == get(state, "n2")["spans"]
    assert get(state, "n2")["title"] == "建设活动阵地"


@pytest.mark.parametrize("title", ["", "   ", "长" * 201])
def test_a_title_must_be_there_and_fit(state: drafting.State, title: str) -> None:
    with pytest.raises(Invalid) as refusal:
        do(state, "rename", item="n2", title=title)
    assert refusal.value.field == "title"


def test_merge_joins_words_units_and_targets(state: drafting.State) -> None:
    after = do(state, "merge", items=["n4", "n2"])
    merged = get(after, "n2")
    assert ids(after["items"][0]["children"]) == ["n2", "n3"]
    assert merged["spans"] == [*get(state, "n2")["spans"], *get(state, "n4")["spans"]]
    assert [party["name"] for party in merged["leads"]] == ["市甲局", "市丙局"]
    assert [target["text"] for target in merged["targets"]] == ["建成10个活动阵地", "走访企业200家"]
    assert merged["due"] == {"text": "年底前", "date": "2019-12-31"}


def test_projects_of_two_areas_can_be_merged(state: drafting.State) -> None:
    after = do(state, "merge", items=["n3", "n9"])
    assert ids(after["items"][1]["children"]) == []
    assert [party["name"] for party in get(after, "n3")["leads"]] == ["市乙局"]


def test_measures_must_be_neighbours_to_be_merged(state: drafting.State) -> None:
    after = do(state, "merge", items=["n5", "n6"])
    assert get(after, "n5")["text"] == "一是办好培训班。\n二是编写教材。"
    with pytest.raises(Invalid, match="不相邻"):
        do(state, "merge", items=["n5", "n7"])
    with pytest.raises(Invalid, match="同一层"):
        do(state, "merge", items=["n5", "n2"])
    with pytest.raises(Invalid, match="至少选择两项"):
        do(state, "merge", items=["n5"])
    with pytest.raises(Invalid, match="已不在草稿里"):
        do(state, "merge", items=["n5", "gone"])


def test_split_at_a_measure_makes_a_project_of_it(state: drafting.State) -> None:
    after = do(state, "split", item="n3", at="n6")
    assert ids(after["items"][0]["children"]) == ["n2", "n3", "n6", "n4"]
    new = get(after, "n6")
    assert (new["kind"], new["title"], ids(new["children"])) == ("project", "编写教材", ["n7"])
    assert [party["name"] for party in new["leads"]] == ["市乙局"]
    assert ids(get(after, "n3")["children"]) == ["n5"]


def test_split_at_a_place_in_the_words(state: drafting.State) -> None:
    offset = TEXT.index("年底前完成")
    after = do(state, "split", item="n2", offset=offset)
    first, second = after["items"][0]["children"][:2]
    assert first["spans"] == [[at("1.建设")[0], offset]]
    assert second["spans"] == [[offset, at("牵头单位：市甲局")[1]]]
    assert (second["kind"], second["title"]) == ("project", "年底前完成")
    assert [party["name"] for party in second["leads"]] == ["市甲局"]
    assert [target["text"] for target in first["targets"]] == ["建成10个活动阵地"]
    assert second["targets"] == []


@pytest.mark.parametrize("offset", [None, 0, 10_000])
def test_split_outside_the_items_own_words(state: drafting.State, offset: int | None) -> None:
    with pytest.raises(Invalid) as refusal:
        do(state, "split", item="n2", offset=offset)
    assert refusal.value.field == "offset"


def test_what_an_item_is_follows_from_where_it_is_put(state: drafting.State) -> None:
    measure = do(state, "move", item="n9", into="n2")
    assert get(measure, "n9")["kind"] == "measure"
    project = do(state, "move", item="n6", into="n8", position=0)
    assert get(project, "n6")["kind"] == "project"
    assert ids(get(project, "n8")["children"]) == ["n6", "n9"]
    area = do(state, "move", item="n3", into=None, position=0)
    assert ids(area["items"]) == ["n3", "n1", "n8", "n10"]
    assert (get(area, "n3")["kind"], get(area, "n5")["kind"]) == ("area", "project")


def test_nothing_goes_into_itself(state: drafting.State) -> None:
    with pytest.raises(Invalid, match="它自己里面"):
        do(state, "move", item="n1", into="n3")


def test_not_a_task_leaves_the_item_out_and_lift_brings_it_back(state: drafting.State) -> None:
    dropped = do(state, "set_kind", item="n3", kind="not_a_task")
    assert ids(drafting.projects_in(dropped["items"][0])) == ["n2", "n4"]
    with pytest.raises(Invalid, match="培训骨干"):
        do(dropped, "set_kind", item="n5", kind="project")
    assert do(dropped, "lift", item="n3")["items"] == _with_was(state, "n3", "project")["items"]


def _with_was(state: drafting.State, item: str, was: str) -> drafting.State:
    result = deepcopy(state)
    get(result, item)["was"] = was
    return result


def test_kinds_by_menu(state: drafting.State) -> None:
    promoted = do(state, "set_kind", item="n6", kind="project")
    assert ids(promoted["items"][0]["children"]) == ["n2", "n3", "n6", "n4"]
    demoted = do(state, "set_kind", item="n4", kind="measure")
    assert ids(get(demoted, "n3")["children"]) == ["n5", "n6", "n7", "n4"]
    with pytest.raises(Invalid, match="前面没有项目"):
        do(state, "set_kind", item="n2", kind="measure")
    area = do(state, "set_kind", item="n4", kind="area")
    assert ids(area["items"]) == ["n1", "n4", "n8", "n10"]
    lowered = do(state, "set_kind", item="n8", kind="project")
    assert (get(lowered, "n8")["kind"], get(lowered, "n9")["kind"]) == ("project", "measure")
    with pytest.raises(Invalid, match="前面没有领域"):
        do(state, "set_kind", item="n1", kind="project")
    note = do(state, "set_kind", item="n3", kind="note")
    assert get(note, "n5")["kind"] == "project"
    with pytest.raises(Invalid, match="最上层"):
        do(state, "set_kind", item="n1", kind="note")
    with pytest.raises(Invalid, match="没有这种类别"):
        do(state, "set_kind", item="n2", kind="person")


def test_dates(state: drafting.State) -> None:
    after = do(state, "set_dates", item="n2", starts_on="2019-03-01", due_on="2019-11-30")
    assert (get(after, "n2")["starts_on"], get(after, "n2")["due"]) == (
        "2019-03-01",
        {"text": "年底前", "date": "2019-11-30"},
    )
    with pytest.raises(Invalid, match="早于开始日期"):
        do(state, "set_dates", item="n2", starts_on="2019-12-01", due_on="2019-11-30")
    with pytest.raises(Invalid, match="不是有效日期"):
        do(state, "set_dates", item="n2", due_on="2019-02-30")


def test_units_are_chosen_once_for_every_place_that_names_them(state: drafting.State) -> None:
    after = do(state, "choose_unit", name="市乙局", units=[7])
    assert [get(after, item)["leads"][0]["units"] for item in ("n3", "n9")] == [[7], [7]]
    assert {party["name"] for party in drafting.unmatched(after)} == {"市甲局", "各街道", "市丙局"}
    left = do(after, "choose_unit", name="各街道", units=[])
    assert get(left, "n3")["supports"][1]["how"] == "left_out"
    with pytest.raises(Invalid, match="没有“市丁局”"):
        do(state, "choose_unit", name="市丁局", units=[1])


def test_set_units_keeps_what_was_matched(state: drafting.State) -> None:
    matched = drafting.match_parties(
        state, lambda name: {"units": [3], "how": "exact"} if name == "市甲局" else {"units": [], "how": ""}
    )
    after = do(
        matched,
        "set_units",
        item="n2",
        leads=[{"name": "市甲局"}],
        supports=[{"name": "市戊局", "units": [9]}],
    )
    assert get(after, "n2")["leads"] == [{"name": "市甲局", "units": [3], "how": "exact"}]
    assert get(after, "n2")["supports"] == [{"name": "市戊局", "units": [9], "how": "chosen"}]
    with pytest.raises(Invalid, match="写了两次"):
        do(state, "set_units", item="n2", leads=[{"name": "甲"}], supports=[{"name": "甲"}])


def test_matching_asks_once_for_a_name_and_leaves_choices_alone(state: drafting.State) -> None:
    chosen = do(state, "choose_unit", name="市丙局", units=[5])
    asked: list[str] = []

    def match(name: str) -> dict[str, Any]:
        asked.append(name)
        return {"units": [], "how": "nearest", "choices": [1, 2]}

    after = drafting.match_parties(chosen, match)
    assert sorted(asked) == ["各街道", "市乙局", "市甲局"]
    assert get(after, "n4")["leads"] == [{"name": "市丙局", "units": [5], "how": "chosen"}]
    assert get(after, "n2")["leads"] == [{"name": "市甲局", "units": [], "how": "nearest", "choices": [1, 2]}]


def test_targets(state: drafting.State) -> None:
    after = do(state, "set_targets", item="n3", targets=[{"text": "培训", "value": "1,200", "unit": "人次"}])
    assert get(after, "n3")["targets"] == [{"text": "培训", "value": "1200", "unit": "人次"}]
    for bad in ("很多", "NaN", "1e999999999999999999999"):
        with pytest.raises(Invalid, match="不是数字"):
            do(state, "set_targets", item="n3", targets=[{"text": "培训", "value": bad}])
    with pytest.raises(Invalid, match="说的是什么"):
        do(state, "set_targets", item="n3", targets=[{"text": "", "value": "1"}])


def test_what_the_clerk_added_can_be_removed_the_documents_words_cannot(state: drafting.State) -> None:
    with_area = do(state, "add_area", title="宣传引导", position=2)
    area = with_area["items"][2]
    with_project = do(with_area, "add_item", into=area["id"], title="办好专栏", words="每月一期")
    project = get(with_project, area["id"])["children"][0]
    assert (project["kind"], project["title"], project["spans"]) == ("project", "办好专栏", [])
    assert do(with_project, "remove", item=area["id"])["items"] == state["items"]
    with pytest.raises(Invalid, match="不能删除"):
        do(state, "remove", item="n2")
    moved = do(with_project, "move", item="n2", into=area["id"])
    with pytest.raises(Invalid, match="不能删除"):
        do(moved, "remove", item=area["id"])


def test_words_left_aside_can_be_taken_up(state: drafting.State) -> None:
    after = do(state, "take_up", piece=1, into="n8")
    assert get(after, "n8")["children"][1]["title"] == "示例市协调办公室"
    assert [piece["reason"] for piece in after["unplaced"]] == ["title"]


OPERATIONS = st.sampled_from(sorted(drafting.OPERATIONS))


def arguments(draw: st.DrawFn, operation: str, state: drafting.State, text: str) -> dict[str, Any]:
    known = ids([item for item, _parents in drafting.walk(state["items"])]) or ["none"]
    one = st.sampled_from(known)
    position = st.none() | st.integers(0, 5)
    strategies: dict[str, dict[str, st.SearchStrategy[Any]]] = {
        "rename": {"item": one, "title": st.just("新名"), "words": st.none() | st.just("新话")},
        "merge": {"items": st.lists(one, min_size=1, max_size=3)},
        "move": {"item": one, "into": st.none() | one, "position": position},
        "set_kind": {"item": one, "kind": st.sampled_from(["area", "project", "measure", "note", "not_a_task"])},
        "lift": {"item": one},
        "drop_part": {"part": st.integers(0, 3)},
        "set_dates": {"item": one, "due_on": st.sampled_from(["2019-05-01", "2019-02-30", None])},
        "set_units": {"item": one, "leads": st.just([{"name": "丁局"}]), "supports": st.just([])},
        "choose_unit": {"name": st.sampled_from(["甲局", "戊局"]), "units": st.lists(st.integers(1, 3), max_size=2)},
        "set_targets": {"item": one, "targets": st.just([{"text": "走访", "value": "3", "unit": "家"}])},
        "add_area": {"title": st.just("新领域"), "position": position},
        "add_item": {"into": one, "title": st.just("新项"), "position": position},
        "take_up": {"piece": st.integers(0, 2), "into": one},
        "remove": {"item": one},
    }
    if operation == "split":
        if draw(st.booleans()):
            return {"item": draw(one), "at": draw(one)}
        return {"item": draw(one), "offset": draw(st.integers(0, len(text)))}
    return {name: draw(strategy) for name, strategy in strategies[operation].items()}


@settings(max_examples=200)
@given(st.data())
def test_no_run_of_operations_loses_a_word_and_every_step_can_be_undone(data: st.DataObject) -> None:
    read, text = data.draw(outlines())
    state = drafting.state_of(read, text)
    words = _sans_blanks(drafting.covered(state), text)
    for operation in data.draw(st.lists(OPERATIONS, max_size=8)):
        before = deepcopy(state)
        given_arguments = arguments(data.draw, operation, state, text)
        try:
            after = drafting.change(state, operation, text, **given_arguments)
        except Invalid:
            after = state
        assert state == before, "an operation changed the state that it was given"
        assert json.loads(json.dumps(before)) == before
        assert _sans_blanks(drafting.covered(after), text) == words
        names = ids([item for item, _parents in drafting.walk(after["items"])])
        assert len(set(names)) == len(names)
        state = after
        check_places(state["items"], None)


def check_places(items: list[drafting.Item], place: str | None) -> None:
    """What an item is follows from where it stands."""
    for item in items:
        if item["kind"] == "not_a_task":
            continue
        expected = {None: {"area"}, "area": {"project", "note"}}.get(place, {"measure", "note"})
        assert item["kind"] in expected
        check_places(item["children"], place if item["kind"] == "note" else item["kind"])
