"""How fast a draft is read, and whether the time grows in step with the length."""

from __future__ import annotations

import time
from itertools import count

from tongxin.documents.outline import read_outline

_HEAD = (
    "示例市人民政府办公室关于印发《示例市2023年重点工作任务分工方案》的通知\n示政办发〔2023〕5号\n各县(市、"
    "区)人民政府，市直各部门：\n现将方案印发给你们，请认真贯彻执行。\n"
)
_AREA = "{n}、扎实推进第{m}批重点工作\n"
_SECTION = (
    "（{n}）全面提升公共服务质量。围绕“一区一品”建设，开展“服务提升年”活动，"
    "建立健全部门联席会议制度，支持各辖市(区)建设示范点，确保群众满意度不低于95%。\n"
)
_TASK = (
    "{n}.加快建设基层服务站点{m}家，培训工作人员不少于{m}0人次。按照“统一规划、分步实施”的要求，"
    "推进数据共享平台建设，年底前投入1.2亿元完成改造。\n"
    "牵头单位：市发展改革委\n责任单位：市财政局、市民政局(退役军人局)，各县(市、"
    "区)人民政府\n完成时限：2023年{k}月底前\n"
)
_INLINE = (
    "{n}.深化“放管服”改革。一是压减审批时限30%以上；二是推广电子证照应用；三是清理规范中介服务。"
    "（市行政审批局牵头，市司法局、市大数据局按职责分工负责）\n"
)
_HAN = "一二三四五六七八九"


def sample(size: int) -> str:
    """A realistic document of about `size` bytes of UTF-8."""
    parts = [_HEAD]
    length = len(_HEAD.encode())
    task = 0
    for number in count():
        piece = [_AREA.format(n=_HAN[number % 9], m=number + 1)]
        for section in range(3):
            piece.append(_SECTION.format(n=_HAN[section]))
            for _ in range(4):
                task += 1
                piece.append(_TASK.format(n=task % 400 + 1, m=task % 90 + 3, k=task % 12 + 1))
                piece.append(_INLINE.format(n=(task + 1) % 400 + 1))
        text = "".join(piece)
        parts.append(text)
        length += len(text.encode())
        if length >= size:
            return "".join(parts)
    raise AssertionError("unreachable")


def measure(small: int = 1_000_000, times: int = 10) -> dict[str, float]:
    """Seconds for a text of `small` bytes and for one `times` as long, and their ratio."""
    seconds = []
    for size in (small, small * times):
        text = sample(size)
        start = time.process_time()
        read_outline(text)
        seconds.append(time.process_time() - start)
    return {
        "small_s": seconds[0],
        "large_s": seconds[1],
        "ratio": seconds[1] / seconds[0],
        "mb_per_s": small / 1e6 / seconds[0],
    }
