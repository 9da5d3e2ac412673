"""Outlines for tests: one of a small document as a reader gives it, and any that hypothesis can make up."""

from __future__ import annotations

import itertools
from typing import Any

from hypothesis import strategies as st

TEXT = (
    "示例市2019年重点工作方案\n"
    "一、基层组织\n"
    "1.建设活动阵地。建成10个活动阵地，年底前完成。\n牵头单位：市甲局\n"
    "2.培训骨干。一是办好培训班。二是编写教材。三是建立台账。\n牵头单位：市乙局\n配合单位：市甲局、各街道\n"
    "3.走访企业200家。\n牵头单位：市丙局\n"
    "二、服务群众\n"
    "1.开展送医下乡。\n牵头单位：市乙局\n"
    "三、保障措施\n"
    "加强领导，抓好落实。\n"
    "示例市协调办公室\n"
)


def at(words: str, after: int = 0) -> list[int]:
    start = TEXT.index(words, after)
    return [start, start + len(words)]


def node(number: int, kind: str, span: list[int], title: str, **more: Any) -> dict[str, Any]:
    blank: dict[str, Any] = {
        "id": number,
        "ordinal": None,
        "marker": "",
        "level": 1,
        "kind": kind,
        "title": title,
        "text": "",
        "span": span,
        "lead_units": [],
        "supporting_units": [],
        "due": None,
        "targets": [],
        "children": [],
    }
    return blank | more


def outline() -> dict[str, Any]:
    """What a reader makes of TEXT."""
    first, second, third = TEXT.index("一、"), TEXT.index("二、"), TEXT.index("三、保")
    end = TEXT.index("示例市协调办公室")
    one, two, three = TEXT.index("1.建"), TEXT.index("2.培"), TEXT.index("3.走")
    four = TEXT.index("1.开")
    courses, books, ledgers = TEXT.index("一是"), TEXT.index("二是"), TEXT.index("三是")
    until = TEXT.index("\n牵头单位：市乙局")
    measures = [
        node(5, "measure", [courses, books], "办好培训班", ordinal="一", marker="一是", text="一是办好培训班。"),
        node(6, "measure", [books, ledgers], "编写教材", ordinal="二", marker="二是", text="二是编写教材。"),
        node(7, "measure", [ledgers, until], "建立台账", ordinal="三", marker="三是", text="三是建立台账。"),
    ]
    return {
        "title": "示例市2019年重点工作方案",
        "document_number": None,
        "issued_on": "2019-03-01",
        "issuer": "示例市协调办公室",
        "declared": {"areas": 3, "projects": 4, "area_titles": ["基层组织", "服务 群众", "宣传引导"]},
        "nodes": [
            node(
                1,
                "area",
                [first, second],
                "基层组织",
                ordinal="一",
                marker="一、",
                text="一、基层组织",
                children=[
                    node(
                        2,
                        "project",
                        [one, two],
                        "建设活动阵地",
                        ordinal="1",
                        marker="1.",
                        text=TEXT[one:two].strip(),
                        lead_units=["市甲局"],
                        due={"text": "年底前", "date": "2019-12-31"},
                        targets=[{"text": "建成10个活动阵地", "value": 10, "unit": "个"}],
                    ),
                    node(
                        3,
                        "project",
                        [two, three],
                        "培训骨干",
                        ordinal="2",
                        marker="2.",
                        text="2.培训骨干。",
                        lead_units=["市乙局"],
                        supporting_units=["市甲局", "各街道"],
                        children=measures,
                    ),
                    node(
                        4,
                        "project",
                        [three, second],
                        "走访企业200家",
                        ordinal="3",
                        marker="3.",
                        text=TEXT[three:second].strip(),
                        lead_units=["市丙局"],
                        targets=[{"text": "走访企业200家", "value": 200, "unit": "家"}],
                    ),
                ],
            ),
            node(
                8,
                "area",
                [second, third],
                "服务群众",
                ordinal="二",
                marker="二、",
                text="二、服务群众",
                children=[
                    node(
                        9,
                        "project",
                        [four, third],
                        "开展送医下乡",
                        ordinal="1",
                        marker="1.",
                        text=TEXT[four:third].strip(),
                        lead_units=["市乙局"],
                    )
                ],
            ),
            node(10, "area", [third, end], "保障措施", ordinal="三", marker="三、", text=TEXT[third:end].strip()),
        ],
        "unplaced": [
            {"span": [0, first], "reason": "title"},
            {"span": [end, len(TEXT)], "reason": "signature"},
        ],
    }


@st.composite
def outlines(draw: st.DrawFn) -> tuple[dict[str, Any], str]:
    """A text and an outline of it whose spans cover every character once, as the reader promises."""
    text = draw(st.text(alphabet="一二三、。；甲乙丙丁工作 \n", min_size=6, max_size=80))
    numbers = iter(range(1, 1000))

    def nodes(start: int, end: int, depth: int) -> list[dict[str, Any]]:
        cuts = sorted({start, end, *draw(st.lists(st.integers(start, end), max_size=4))})
        made = []
        for low, high in itertools.pairwise(cuts):
            inner = draw(st.integers(low, high)) if depth < 3 else high
            made.append(
                node(
                    next(numbers),
                    draw(st.sampled_from(["area", "project", "measure", "note"])),
                    [low, high],
                    text[low:high].strip()[:20] or "无题",
                    ordinal=draw(st.sampled_from([None, "一", "2", "十"])),
                    text=text[low:inner].strip(),
                    lead_units=draw(st.lists(st.sampled_from(["甲局", "乙局"]), unique=True, max_size=2)),
                    children=nodes(inner, high, depth + 1) if inner < high and draw(st.booleans()) else [],
                )
            )
        return made

    first = draw(st.integers(0, len(text)))
    last = draw(st.integers(first, len(text)))
    unplaced = [{"span": span, "reason": "rest"} for span in ([0, first], [last, len(text)]) if span[0] < span[1]]
    return {"title": "示例", "nodes": nodes(first, last, 1) if first < last else [], "unplaced": unplaced}, text
