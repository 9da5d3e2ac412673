"""The laws every draft keeps, whatever the text: nothing lost or taken twice, all in order, in its own words."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from tongxin.documents.outline import Draft, Node

PARTS = (
    "一、",
    "二、",
    "三、",
    "(一)",
    "（二）",
    "1.",
    "2.",
    "3．",
    "1、",
    "(1)",
    "①",
    "⑵",
    "第一条 ",
    "第二章 ",
    "一要",
    "二要",
    "一是",
    "二是",
    "首先,",
    "其次,",
    "最后,",
    "第一,",
    "第二,",
    "【1】",
    "任务一:",
    "●",
    "——",
    "Ⅰ.",
    "A.",
    "加强",
    "开展",
    "建立健全",
    "支持",
    "推进“示范”建设",
    "确保",
    "围绕",
    "以“三个一”为抓手",
    "在示例区",
    "工作",
    "机制",
    "活动",
    "20家",
    "6.2%",
    "1.2亿元",
    "百分之五",
    "10—15场",
    "第5个",
    "2022年10月底前",
    "2月30日",
    "年底前",
    "上半年",
    "第三季度",
    "长期坚持",
    "牵头单位:",
    "责任单位：",
    "配合单位:",
    "完成时限:",
    "责任领导:",
    "市发改委",
    "区民政局(退役军人局)",
    "各辖市(区)",
    "牵头",
    "配合",
    "按职责分工负责",
    "由",
    "会同",
    "(",
    ")",
    "（",
    "）",
    "“",
    "”",
    "《",
    "》",
    "[",
    "]",
    "【",
    "】",
    "〔2023〕2号",
    "、",
    ",",
    "，",
    ";",
    "；",
    "。",
    ":",
    "：",
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    " ",
    "\u3000",
    " | ",
    "〃",
    "序号 | 工作任务 | 牵头单位 | 完成时限\n",
    "重点工作: | ",
    "第一季度:",
    "附件:1.",
    "附件",
    "抄送:",
    "2023年3月28日",
    "示例市人民政府",
    "会议强调,",
    "出席会议",
    "关于印发《",
    "》的通知",
    "实施方案",
    "請",
    "責任單位:",
    "\ufeff",
    "\x1c",
    "\u2028",
    "- 3 -",
    "....5",
    "总体要求",
    "八个方面46项任务",
    "等",
)

documents = st.lists(st.sampled_from(PARTS), max_size=60).map("".join)
any_text = st.text(max_size=300)


def bare(words: str) -> str:
    """`words` without white space."""
    return "".join(words.split())


def _without_pages(words: str) -> str:
    """`words` without the lines that only number a page."""
    return re.sub(r"(?m)^\s*[—-]{0,2}\s?\d{1,4}\s?[—-]{0,2}\s*$", "", words)


def check(text: str, draft: Draft) -> None:
    """Assert every law of a draft of `text`."""
    pieces = sorted([node.span for node in draft.nodes] + [piece.span for piece in draft.unplaced])
    at = 0
    for start, end in pieces:
        assert at <= start < end <= len(text), "pieces overlap, are empty or leave the text"
        assert not text[at:start].strip(), f"lost {text[at:start]!r}"
        at = end
    assert not text[at:].strip(), f"lost {text[at:]!r}"
    for node in draft.nodes:
        assert node.level == 1
        _check_node(text, node)
    ids = [node.id for node in draft.walk()]
    assert len(ids) == len(set(ids))


def _check_node(text: str, node: Node) -> None:
    start, end = node.span
    # A line that was broken only because the page was full goes on without the break.
    words = bare(text[start:end])
    assert bare(node.title) in words
    assert node.marker is None or bare(node.marker) in words
    # One lone page number is no evidence of pages and may stay; where there are several, a line goes on behind them.
    whole = bare(_without_pages(text[start:end]))
    assert all(bare(line) in whole or bare(line) in words for line in node.text.split("\n"))
    assert node.due is None or bare(node.due.text) in bare(text)
    for target in node.targets:
        assert bare(target.text) in bare(_without_pages(text[start:end]))
    at = start
    for child in node.children:
        assert at <= child.span[0] <= child.span[1] <= end, "a child outside its parent or out of order"
        assert child.level == node.level + 1
        at = child.span[1]
        _check_node(text, child)
