from __future__ import annotations

from typing import Any

from hypothesis import given

from tests.documents.drafting.outlines import TEXT, at, node, outline, outlines
from tongxin.documents import drafting
from tongxin.documents.drafting.state import ordinal_value


def kinds(items: list[dict[str, Any]]) -> list[Any]:
    """The tree as (kind, title, children)."""
    return [(item["kind"], item["title"], kinds(item["children"])) for item in items]


def test_headings_are_areas_and_what_stands_in_them_are_projects() -> None:
    state = drafting.state_of(outline(), TEXT)
    assert kinds(state["items"]) == [
        (
            "area",
            "基层组织",
            [
                ("project", "建设活动阵地", []),
                (
                    "project",
                    "培训骨干",
                    [("measure", "办好培训班", []), ("measure", "编写教材", []), ("measure", "建立台账", [])],
                ),
                ("project", "走访企业200家", []),
            ],
        ),
        ("area", "服务群众", [("project", "开展送医下乡", [])]),
        ("not_a_task", "保障措施", []),
    ]


def test_own_words_leave_the_childrens_out() -> None:
    state = drafting.state_of(outline(), TEXT)
    training, _parents = drafting.find(state, "n3")
    assert training["spans"] == [at("2.培训骨干。"), at("牵头单位：市乙局\n配合单位：市甲局、各街道")]
    assert drafting.spans_with_children(training) == [
        [at("2.培训骨干。")[0], at("三是建立台账。")[1]],
        at("牵头单位：市乙局\n配合单位：市甲局、各街道"),
    ]


def test_description_is_own_words_then_measures() -> None:
    state = drafting.state_of(outline(), TEXT)
    training, _parents = drafting.find(state, "n3")
    assert drafting.description(training) == "一是办好培训班。\n二是编写教材。\n三是建立台账。"
    home, _parents = drafting.find(state, "n2")
    assert drafting.description(home) == "建成10个活动阵地，年底前完成。"


def test_what_the_document_declares_is_held_against_the_draft() -> None:
    state = drafting.state_of(outline(), TEXT)
    seen = drafting.declared_against(state)
    assert (seen.declared_areas, seen.areas, seen.declared_projects, seen.projects) == (3, 2, 4, 4)
    assert seen.missing_areas == ("宣传引导",)
    assert seen.extra_areas == ()
    assert not seen.agrees
    assert seen.says_anything


def test_tasks_without_a_heading_get_an_area() -> None:
    text = "1.办甲事。\n2.办乙事。\n"
    tasks = [
        node(1, "project", [0, 7], "办甲事", ordinal="1", lead_units=["市甲局"]),
        node(2, "project", [7, 14], "办乙事", ordinal="2", lead_units=["市乙局"]),
    ]
    state = drafting.state_of({"title": "示例任务", "nodes": tasks, "unplaced": []}, text)
    assert kinds(state["items"]) == [("area", "示例任务", [("project", "办甲事", []), ("project", "办乙事", [])])]
    assert state["items"][0]["spans"] == []


def test_sections_of_a_frame_are_the_areas() -> None:
    text = "一、总体要求二、主要任务(一)甲类1.办甲事"
    tasks = node(4, "project", [17, 22], "办甲事", ordinal="1", lead_units=["市甲局"])
    section = node(3, "area", [12, 22], "甲类", ordinal="一", children=[tasks])
    nodes = [
        node(1, "area", [0, 6], "总体要求", ordinal="一"),
        node(2, "area", [6, 22], "主要任务", ordinal="二", children=[section]),
    ]
    state = drafting.state_of({"title": "示例", "nodes": nodes, "unplaced": []}, text)
    assert kinds(state["items"]) == [
        ("not_a_task", "总体要求", []),
        ("not_a_task", "主要任务", []),
        ("area", "甲类", [("project", "办甲事", [])]),
    ]
    assert drafting.covered(state) == [[0, 22]]


def test_a_heading_without_units_over_tasks_with_units_is_a_note() -> None:
    text = "一、甲(一)乙1.丙2.丁"
    inner = [
        node(3, "project", [7, 10], "丙", lead_units=["市甲局"]),
        node(4, "project", [10, 13], "丁", lead_units=["市乙局"]),
    ]
    nodes = [node(1, "area", [0, 13], "甲", children=[node(2, "project", [3, 13], "乙", children=inner)])]
    state = drafting.state_of({"title": "示例", "nodes": nodes, "unplaced": []}, text)
    assert kinds(state["items"]) == [("area", "甲", [("note", "乙", [("project", "丙", []), ("project", "丁", [])])])]


def test_a_new_part_begins_where_the_numbering_starts_again() -> None:
    titles = [("一", "甲"), ("二", "乙"), ("一", "丙"), ("二", "丁")]
    text = "".join(title for _ordinal, title in titles)
    nodes = [
        node(number, "area", [number, number + 1], title, ordinal=ordinal)
        for number, (ordinal, title) in enumerate(titles)
    ]
    state = drafting.state_of({"title": "示例", "nodes": nodes, "unplaced": []}, text)
    assert drafting.parts(state) == [["n0", "n1"], ["n2", "n3"]]
    dropped = drafting.change(state, "drop_part", text, part=1)
    assert [item["kind"] for item in dropped["items"]] == ["area", "area", "not_a_task", "not_a_task"]


def test_ordinals() -> None:
    words = ["一", "十", "十二", "二十", "二十三", "7", "(三)", "第四条", "甲", "", None, "十十"]
    assert [ordinal_value(word) for word in words] == [1, 10, 12, 20, 23, 7, 3, 4, None, None, None, None]


@given(outlines())
def test_every_word_of_any_outline_stands_in_one_place(made: tuple[dict[str, Any], str]) -> None:
    read, text = made
    state = drafting.state_of(read, text)
    used = [0] * len(text)
    for start, end in drafting.covered(state):
        for place in range(start, end):
            used[place] += 1
    assert [number for number, sign in zip(used, text, strict=True) if not sign.isspace()] == [
        1 for sign in text if not sign.isspace()
    ]
    assert all(item["kind"] in ("area", "not_a_task") for item in state["items"])
