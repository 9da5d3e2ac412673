"""What sets the sample year's projects apart from one another: closing, more time, supervision."""

from __future__ import annotations

from collections.abc import Callable

from tongxin.demo.sample_year import Year
from tongxin.programme.actions import closing, extending, papers, supervising


def plan_stories(year: Year) -> None:
    """What sets projects apart from one another: closing, extension, supervision, a request that waits."""
    for pk, sample in year.plans.items():
        story = STORIES.get(sample.story)
        if story is not None:
            story(year, pk)


def _closes(year: Year, pk: int) -> None:
    def ask() -> None:
        project = year.project(pk)
        closing.ask_to_close(
            project=project,
            summary="指标全部达到，材料已归档（示例）。",
            explanation="第四季度安排的工作已提前做完；之后各期不再报告（示例）。",
            by=year.reporter(project),
        )

    def grant() -> None:
        request = year.project(pk).close_requests.select_related("project__programme__owner").get()
        closing.grant(request=request, by=year.office, decision="同意办结（示例）。")

    year.at(year.on(9, 5), ask)
    year.at(year.on(9, 9), grant)


def _asks_to_close(year: Year, pk: int) -> None:
    def ask() -> None:
        project = year.project(pk)
        closing.ask_to_close(
            project=project,
            summary="58 个镇（街道）都达到规范，核对表附后（示例）。",
            explanation="目标提前完成（示例）。",
            by=year.reporter(project),
        )

    year.at(year.on(9, 10), ask)


def _gets_time(year: Year, pk: int) -> None:
    def ask() -> None:
        project = year.project(pk)
        goal = project.goals.get(due_on=year.on(9, 30))
        extending.ask(
            project=project,
            goal=goal,
            new_due=year.on(10, 31),
            reason="两项功能要与市级平台对接，对方排期在十月（示例）。",
            by=year.reporter(project),
        )

    def grant() -> None:
        request = year.project(pk).extension_requests.select_related("project__programme__owner", "goal").get()
        extending.grant(request=request, by=year.office, decision="同意，请每周报对接进度（示例）。")

    year.at(year.on(8, 26), ask)
    year.at(year.on(8, 28), grant)


def _asks_for_time(year: Year, pk: int) -> None:
    def ask() -> None:
        project = year.project(pk)
        goal = project.goals.get(due_on=year.on(9, 30))
        extending.ask(
            project=project,
            goal=goal,
            new_due=year.on(10, 31),
            reason="一处故居产权手续未完，施工推迟（示例）。",
            by=year.reporter(project),
        )

    year.at(year.on(9, 11), ask)


def _is_supervised(year: Year, pk: int) -> None:
    def issue() -> None:
        project = year.project(pk)
        notice = supervising.issue_notice(
            project=project,
            unit=project.lead_unit,
            reason="第三季度目标到期未达到（示例）。",
            demand="说明未到位的单位、原因和到位日期（示例）。",
            by=year.office,
            answer_by=year.on(9, 17),
        )
        # At once, so that it is there when no worker runs; the queued job then finds it made.
        papers.make_supervision_paper(notice=notice)

    year.at(year.on(9, 10), issue)
    if year.plans[pk].lead != "CZ":
        return

    def receive() -> None:
        project = year.project(pk)
        notice = project.supervision_notices.select_related("project__programme__owner", "unit").get()
        supervising.receive(notice=notice, by=year.reporter(project))

    year.at(year.on(9, 11), receive)


STORIES: dict[str, Callable[[Year, int], None]] = {
    "closed": _closes,
    "closing": _asks_to_close,
    "extended": _gets_time,
    "asks_time": _asks_for_time,
    "late_goal": _is_supervised,
}
