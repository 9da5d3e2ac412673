"""Tables as lines of text: what their columns and labels mean.

A row is one line, its cells parted by | or a tab; 〃 is a cell that was merged with the one above it.
"""

from __future__ import annotations

import re
from enum import Enum

from tongxin.documents.outline.lines import Line, trimmed

SAME_AS_ABOVE = "〃"


class Column(Enum):
    """What the cells of a column say."""

    NUMBER = "number"
    AREA = "area"
    TASK = "task"
    CONTENT = "content"
    LEAD = "lead"
    CHARGE = "charge"
    SUPPORT = "support"
    DUE = "due"
    STAGE = "stage"
    GOAL = "goal"
    PROGRESS = "progress"
    ASIDE = "aside"


_COLUMNS: tuple[tuple[Column, re.Pattern[str]], ...] = tuple(
    (column, re.compile(pattern + r"$"))
    for column, pattern in (
        (Column.NUMBER, r"(?:序号?|编号|项目编号|任务编号|号|No\.?|NO\.?)"),
        (
            Column.STAGE,
            (
                r"(?:\d{4}年)?(?:第?[一二三四1-4]季度|上半年|下半年|\d{1,2}(?:-\d{1,2})?月份?)(?:工作|阶段|"
                r"推进|进度)?(?:目标|任务|安排|计划|内容|节点)?(?:任务)?"
            ),
        ),
        (Column.LEAD, r"(?:总?牵头|主办|主责|主要责任|承办|主管)(?:责任)?(?:单位|部门|处室|科室|主体)?"),
        (Column.SUPPORT, r"(?:主要)?(?:配合|协办|协助|参与|参加|协同|支持|会办)(?:责任)?(?:单位|部门|处室|科室)?"),
        (
            Column.CHARGE,
            (
                r"(?:(?:牵头\(责任\)|牵头及责任|责任|落实|实施|承担|负责|执行|完成)(?:单位|部门|处室|科室|"
                r"主体|机构)(?:及责任人|\(部门\)|\(单位\)|及分工)?|责任分工|分工)"
            ),
        ),
        (
            Column.DUE,
            (
                r"(?:计划|要求|拟|预计)?(?:完成|办结|整改|实施|推进|工作|落实|截止)?(?:时限(?:要求)?|"
                r"时间(?:节点|安排|要求)?|期限|日期|节点|进度(?:安排|要求)?)"
            ),
        ),
        (
            Column.PROGRESS,
            r"(?:工作)?(?:目前|当前|年度|落实|推进|完成|进展|办理)*(?:进展|落实|完成|推进|办理)(?:落实)?(?:情况|进度)",
        ),
        (
            Column.GOAL,
            (
                r"(?:年度|阶段性?|工作|预期|主要|目标|绩效|量化|考核|任务|全年|总体)*(?:目标(?:任务|值|要求)?|"
                r"指标|成果|标准|要求)(?:任务)?"
            ),
        ),
        (
            Column.AREA,
            (
                r"(?:类别|类型|领域|板块|分类|方面|任务类别|工作领域|工作类别|重点领域|任务分类|一级(?:指标|"
                r"任务|目录)|工作板块|专项|大类|所属领域|工作方面|部分)"
            ),
        ),
        (
            Column.TASK,
            (
                r"(?:重点|主要|年度|具体|目标|工作|专项|实施|核心|重大|建设|实事|民生|改革|整改|创新|攻坚|督办|督查|"
                r"\d{4}年|年|推进|二级|细化|分解|落实)*(?:任务|工作|项目|事项|实事|工程|问题)"
                r"(?:名称|事项|清单|项目|任务|分解|要点)?"
            ),
        ),
        (
            Column.CONTENT,
            (
                r"(?:重点|主要|年度|具体|工作|任务|建设|实施|推进|落实|项目|改革|整改)*(?:内容|措施|举措|"
                r"任务分解|工作分解|做法|路径|任务内容|工作内容)(?:及要求|和要求|及目标)?"
            ),
        ),
        (
            Column.ASIDE,
            (
                r"(?:备注|说明|责任领导|分管领导|牵头领导|市领导|区领导|县领导|责任人|联系人|联络员|联系电话|"
                r"负责人|包抓领导|责任领导及责任人|来源|依据|文件依据|金额|总投资|投资|资金|地点|单位|"
                r"挂点领导|督办单位|督导单位)(?:\([^()]{1,8}\))?"
            ),
        ),
    )
)
_CELL_END = re.compile(r"\s?\|\s?|\t")
_TASK_LABEL = re.compile(r"(?:(?:重点|主要|年度|具体|目标)*(?:工作|任务|项目|事项|实事)(?:名称|事项|内容)?)\s?:?\s?$")
STAGES = re.compile(
    r"(?P<stage>(?:\d{4}年)?(?:第?[一二三四1-4]季度|上半年|下半年|\d{1,2}-\d{1,2}月|\d{1,2}月(?:份|底)?))\s?:\s?"
)


def cells(text: str, copy: str, line: Line) -> list[Line | None]:
    """The cells of a line, None for empty ones; one cell where the line is no row."""
    found: list[Line | None] = []
    at = line.start
    for match in _CELL_END.finditer(copy, line.start, line.end):
        found.append(trimmed(text, at, match.start()))
        at = match.end()
    found.append(trimmed(text, at, line.end))
    return found


def is_row(copy: str, line: Line) -> bool:
    """Whether a line has more than one cell."""
    return _CELL_END.search(copy, line.start, line.end) is not None


def column_of(heading: str) -> Column | None:
    """What a column under `heading` (matching copy) says, None for a word that heads no column known."""
    plain = re.sub(r"\s", "", heading[:40])
    for column, pattern in _COLUMNS:
        if pattern.match(plain):
            return column
    return None


def read_head(copy: str, row: list[Line | None]) -> list[Column] | None:
    """The columns that a row heads, None where it is no head: most cells are known headings and one is of tasks."""
    filled = [cell for cell in row if cell is not None]
    if len(filled) < 2:
        return None
    known = [column_of(copy[cell.start : cell.end]) if cell else None for cell in row]
    named = [column for column in known if column is not None]
    if len(named) < 2 or len(named) * 2 < len(filled):
        return None
    if not {Column.TASK, Column.CONTENT, Column.GOAL} & set(named):
        return None
    columns = [column or Column.ASIDE for column in known]
    if Column.TASK not in columns:
        columns[columns.index(Column.CONTENT if Column.CONTENT in columns else Column.GOAL)] = Column.TASK
    # Of two columns of tasks side by side the first names an area, or the task whose content follows.
    tasks = [at for at, column in enumerate(columns) if column is Column.TASK]
    for at in tasks[1:]:
        columns[at] = Column.CONTENT
    return columns


def second_head(copy: str, row: list[Line | None], columns: list[Column]) -> list[Column] | None:
    """The columns after a second row of headings (第一季度, 第二季度 below 阶段目标), None where the row is none."""
    filled = [copy[cell.start : cell.end] for cell in row if cell is not None]
    if not filled or any(words != SAME_AS_ABOVE and column_of(words) is None for words in filled):
        return None
    merged = list(columns) + [Column.ASIDE] * (len(row) - len(columns))
    for at, cell in enumerate(row):
        words = copy[cell.start : cell.end] if cell else SAME_AS_ABOVE
        if words != SAME_AS_ABOVE:
            merged[at] = column_of(words) or Column.ASIDE
    return merged


def read_label(copy: str, row: list[Line | None]) -> Column | None:
    """What the first cell of a two-celled row labels (重点工作: | …), None where it is no label."""
    label = row[0]
    if len(row) != 2 or label is None or label.end - label.start > 16:
        return None
    words = copy[label.start : label.end].rstrip(": ")
    if _TASK_LABEL.match(words):
        return Column.TASK
    column = column_of(words)
    if column is Column.CONTENT:
        return Column.TASK
    return column if column is not Column.NUMBER else Column.ASIDE
