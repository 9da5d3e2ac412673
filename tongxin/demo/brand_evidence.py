"""Sample evidence of brands: every piece says 示例; addresses are of the reserved domain example.org."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tongxin.brands.actions import NewEvidence
from tongxin.facts.models import FactKind


@dataclass(frozen=True)
class SampleEvidence:
    """`back` is how many years before the sample year it happened."""

    brand: str
    level: str
    kind: str
    title: str
    title_en: str
    source: str
    month: int
    address: str = ""
    counted: str = ""
    back: int = 0

    def given(self, year: int, kinds: dict[str, FactKind]) -> NewEvidence:
        return NewEvidence(
            level=self.level,
            kind=self.kind,
            title=f"{self.title}（示例）",
            title_en=f"{self.title_en} (sample)",
            source=self.source,
            on=date(year - self.back, self.month, 20),
            since=date(year, 4, 1) if self.counted else None,
            fact_kind=kinds[self.counted] if self.counted else None,
            address=self.address,
            is_sample=True,
        )


EVIDENCE = (
    SampleEvidence("青果巷", "city", "visitors", "四月以来的到访", "Visitors since April", "实绩账", 8, counted="persons-reached"),
    SampleEvidence("青果巷", "province", "coverage", "省级媒体专题报道", "A feature in a provincial paper", "示例日报", 6, "https://example.org/qingguo"),
    SampleEvidence("青果巷", "nation", "coverage", "全国性媒体图文报道", "Pictures in a national paper", "示例画报", 7, "https://example.org/lane"),
    SampleEvidence("常州新商", "city", "award", "市级优秀服务平台", "A model platform of the city", "示例市政府", 5),
    SampleEvidence("常州新商", "province", "adopted", "做法写入省级工作要点", "Written into a provincial plan", "示例省厅", 7),
    SampleEvidence("常州光彩", "city", "award", "市级帮扶先进", "A city award for relief", "示例市政府", 6),
    SampleEvidence("常州新力", "province", "spread", "外市前来学习“1+6”做法", "Other cities came to learn of “1+6”", "示例市", 8),
    SampleEvidence("梧桐同心", "city", "coverage", "市级媒体连续报道", "A series in the city's paper", "示例晚报", 5, "https://example.org/wutong"),
    SampleEvidence("光明系列行动", "city", "award", "市级志愿服务项目奖", "A city award for volunteering", "示例市文明办", 12, back=1),
    SampleEvidence("同心博爱", "city", "award", "市级优秀公益项目", "A city award for public benefit", "示例市文明办", 11, back=1),
    SampleEvidence("健康家庭百千万工程", "province", "adopted", "义诊流程被省级单位采用", "A province adopted its procedure", "示例省卫生部门", 10, back=1),
    SampleEvidence("思源工程", "city", "spread", "两个区参照开展", "Two districts followed it", "示例区", 9, back=1),
    SampleEvidence("名人故居", "city", "coverage", "故居开放的报道", "A report on the opening of houses", "示例晚报", 8, "https://example.org/houses"),
    SampleEvidence("新龙融心", "city", "award", "新区年度服务案例", "A case of the year in the district", "示例区管委会", 8),
)  # fmt: skip
