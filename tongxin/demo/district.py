"""A district's own plan in the sample year: it breaks its project down, two streets report, and it counts upward once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tongxin.accounts.models import User
from tongxin.common import clock
from tongxin.demo.people import City
from tongxin.facts.models import FactKind
from tongxin.programme.actions import assigning, breaking_down, reporting, reviewing
from tongxin.programme.actions.plan.given import IndicatorGiven, ProjectGiven
from tongxin.programme.actions.plan.projects import add_project
from tongxin.programme.enums import Insight
from tongxin.programme.figures import Figure
from tongxin.programme.models import Assignment, Programme, Project, Report
from tongxin.programme.workflows import PROGRAMME

BROKEN_DOWN, ACCEPTED = (4, 8), (4, 10)
# The report that its street has handed in and on which the district has not decided when the year stands still.
WAITS = ("WJ-02", 8)


@dataclass(frozen=True)
class StreetPart:
    """What one street does of the district's project; `months` as in `SampleIndicator`, from April on."""

    unit: str
    title: str
    target: int
    months: tuple[int, ...]


PARTS = (
    StreetPart("WJ-01", "惠企措施落地和走访（示例）", 4, (0, 0, 1, 1, 0)),
    StreetPart("WJ-02", "企业诉求现场办理点（示例）", 3, (0, 0, 0, 1, 1)),
)


class DistrictPlan:
    """The plan of the district that leads `project`, made day by day with `at(day, act)`."""

    def __init__(
        self, city: City, project_pk: int, kind: FactKind, year: int, at: Callable[[date, Callable[[], None]], None]
    ) -> None:
        self.city, self.project_pk, self.kind, self.year, self.at = city, project_pk, kind, year, at
        at(date(year, *BROKEN_DOWN), self._break_down)
        at(date(year, *ACCEPTED), self._accept)

    @property
    def coordinator(self) -> User:
        return self.city.people["wujin2"]

    def _break_down(self) -> None:
        project = Project.objects.select_related("programme__owner", "lead_unit").get(pk=self.project_pk)
        plan = breaking_down.break_down(
            project=project, by=self.coordinator, name="武进区“两个健康”先行区分解方案（示例）"
        )
        breaking_down.set_insight(programme=plan, insight=Insight.FULL, by=self.coordinator)
        area = plan.areas.get()
        for part in PARTS:
            given = ProjectGiven(
                code="",
                title=part.title,
                lead_unit=self.city.units[part.unit],
                starts_on=date(self.year, *BROKEN_DOWN),
                due_on=date(self.year, 11, 29),
                contact_role="综合岗（示例）",
                indicators=(IndicatorGiven("出台措施", "条", Decimal(part.target), self.kind),),
            )
            add_project(area=area, given=given, by=self.coordinator)
        plan = Programme.objects.select_related("owner", "parent_project__programme__owner").get(pk=plan.pk)
        PROGRAMME.move(plan, "start", by=self.coordinator)
        for row in self._projects():
            assigning.assign(project=row, by=self.coordinator)

    def _projects(self) -> list[Project]:
        found = Project.objects.filter(programme__parent_project_id=self.project_pk)
        return list(found.select_related("programme__owner", "lead_unit", "area").order_by("pk"))

    def _accept(self) -> None:
        for row, part in zip(self._projects(), PARTS, strict=True):
            by = self.city.reporters[row.lead_unit_id]
            assignment = Assignment.objects.select_related("project__programme__owner", "unit").get(project=row)
            assigning.accept(assignment=assignment, by=by)
            reports = row.reports.filter(period_ends__lt=date(self.year, 9, 1)).order_by("period_starts")
            for report in reports:
                self.at(report.due_on, self._reports(report.pk, part))

    def _reports(self, pk: int, part: StreetPart) -> Callable[[], None]:
        def act() -> None:
            report = self._report(pk)
            month = report.period_ends.month
            number = part.months[month - 4]
            figures = [self._figure(report, number)] if number else []
            reporting.save_and_submit(
                report=report,
                version=report.version,
                text=f"出台措施 {number} 条（示例）。" if number else "走访企业，梳理诉求清单（示例）。",
                difficulty="",
                figures=figures,
                goals=[],
                by=self.city.reporters[report.unit_id],
            )
            if (part.unit, month) != WAITS:
                self.at(clock.add_working_days(report.due_on, 1).due, self._accepts(pk))

        return act

    def _figure(self, report: Report, number: int) -> Figure:
        return Figure(
            kind=self.kind,
            indicator=report.project.indicators.get(),
            quantity=Decimal(number),
            happened_on=report.period_ends.replace(day=20),
            summary=f"{report.project.title}：出台措施（示例）",
        )

    def _accepts(self, pk: int) -> Callable[[], None]:
        def act() -> None:
            reviewing.accept(report=self._report(pk), by=self.coordinator)

        return act

    def _report(self, pk: int) -> Report:
        return Report.objects.select_related("project__programme__owner", "project__lead_unit", "unit").get(pk=pk)
