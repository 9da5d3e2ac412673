"""What a sample project is made of, and the names that the plan uses."""

from __future__ import annotations

from dataclasses import dataclass, field

DOCUMENT_NUMBER = "常统发〔2019〕3号（示例）"
AREAS = (
    "支持民主党派加强基层组织建设",
    "加强非公经济领域统战工作",
    "加强和改进基层民族宗教工作",
    "加强新的社会阶层人士统战工作",
    "加强基层侨务工作",
    "加强基层统战品牌建设",
    "加强基层统战干部队伍建设",
)
PARTIES = ("MG", "MM", "MJ", "JH", "NG", "ZG", "JS")
DISTRICTS = ("LY", "JT", "WJ", "XB", "TN", "ZL", "JK")


@dataclass(frozen=True)
class SampleIndicator:
    """`kind` is a code of facts.kinds; `months` says how much is done in each month from January on (in `unit`)."""

    name: str
    unit: str
    kind: str
    target: int
    months: tuple[int, ...]


@dataclass(frozen=True)
class SampleProject:
    """`story` says how the year went: see `year.STORIES`. `is_named` when the report names the work."""

    area: int
    title: str
    lead: str
    indicators: tuple[SampleIndicator, ...]
    goals: tuple[str, str, str, str]
    story: str = "steady"
    supporting: tuple[str, ...] = ()
    is_named: bool = False
    text: str = ""
    thresholds: tuple[int | None, int | None, int | None, int | None] = (None, None, None, None)
    public: bool = True
    extra: dict[str, str] = field(default_factory=dict)


def counted(name: str, unit: str, kind: str, target: int, *months: int) -> SampleIndicator:
    return SampleIndicator(name, unit, kind, target, months)
