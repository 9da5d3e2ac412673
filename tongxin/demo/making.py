"""The sample year's document and plan. The document is a sample text of our own; projects keep the link to their words."""

from __future__ import annotations

import hashlib
from datetime import date

from tongxin.common import audit, clock
from tongxin.common.clock import Rhythm
from tongxin.demo.people import City
from tongxin.demo.plan import AREAS, DOCUMENT_NUMBER, PROJECTS, SampleProject
from tongxin.documents.models import SourceDocument
from tongxin.documents.outline import read_outline
from tongxin.facts.models import FactKind
from tongxin.programme.enums import AssignmentRole
from tongxin.programme.models import Area, Assignment, Indicator, Programme, Project, StageGoal

# The day on which the sample year is shown: some projects are late by then, one is nearly due.
STANDS_AT = (9, 12)
QUARTERS = (("第一季度", 3, 31), ("第二季度", 6, 30), ("第三季度", 9, 30), ("第四季度", 12, 31))
NUMERALS = "一二三四五六七"


def document_text(year: int, names: dict[str, str]) -> tuple[str, list[tuple[int, int]], list[tuple[int, int]]]:
    """The sample document, and the spans of its areas and projects, in their order."""
    lines = [
        f"关于开展“基层统战工作建设年”活动的实施意见（示例文本）\n{DOCUMENT_NUMBER.replace('2019', str(year))}\n\n各辖市、区委统战部，各有关单位：\n\n"
        f"为做好{year}年基层统战工作，现就七个方面重点工作共30个重点项目作如下安排。\n\n"
    ]
    length = len(lines[0])
    areas: list[tuple[int, int]] = []
    projects: list[tuple[int, int]] = []

    def add(text: str) -> tuple[int, int]:
        nonlocal length
        start = length
        lines.append(text)
        length += len(text)
        return start, start + len(text.rstrip("\n"))

    for number, title in enumerate(AREAS, start=1):
        areas.append(add(f"{NUMERALS[number - 1]}、{title}\n"))
        for place, sample in enumerate([p for p in PROJECTS if p.area == number], start=1):
            duty = f"（牵头单位：{names[sample.lead]}"
            if sample.supporting:
                duty += f"；配合单位：{'、'.join(names[code] for code in sample.supporting)}"
            text = f"。{sample.text.rstrip('。')}" if sample.text else ""
            projects.append(add(f"{place}.{sample.title}{text}。{duty}；完成时限：{year}年12月底前）\n"))
    add(f"\n常州市委统战部（示例）\n{year}年3月28日\n")
    return "".join(lines), areas, projects


def make_plan(city: City, kinds: dict[str, FactKind], year: int) -> tuple[Programme, list[Project]]:
    """The programme, its areas, its thirty projects with goals and indicators, not yet handed out."""
    owner = city.units["CZ"]
    text, area_spans, project_spans = document_text(year, {code: unit.name for code, unit in city.units.items()})
    document = SourceDocument.objects.create(
        owner=owner,
        title="关于开展“基层统战工作建设年”活动的实施意见（示例文本）",
        document_number=DOCUMENT_NUMBER.replace("2019", str(year)),
        issued_on=date(year, 3, 28),
        issuer=owner.name,
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        outline=read_outline(text).as_json(),
        file_name="",
    )
    programme = Programme.objects.create(
        owner=owner,
        name=f"基层统战工作建设年 {year}",
        year=year,
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        document=document,
        rhythm=Rhythm.MONTHLY,
        report_working_day=3,
        is_sample=True,
        shown_as_of=date(year, 3, 28),
    )
    areas = [
        Area.objects.create(programme=programme, position=number, title=title, spans=[list(area_spans[number - 1])])
        for number, title in enumerate(AREAS, start=1)
    ]
    counters = dict.fromkeys(range(1, 8), 0)
    projects = []
    for sample, span in zip(PROJECTS, project_spans, strict=True):
        counters[sample.area] += 1
        projects.append(_project(city, kinds, programme, areas[sample.area - 1], sample, counters[sample.area], span))
    audit.record(city.people["office"], "programme.created", programme, name=programme.name, projects=len(projects))
    return programme, projects


def _project(
    city: City,
    kinds: dict[str, FactKind],
    programme: Programme,
    area: Area,
    sample: SampleProject,
    place: int,
    span: tuple[int, int],
) -> Project:
    year = programme.year
    project = Project.objects.create(
        programme=programme,
        area=area,
        code=f"{sample.area}-{place:02d}",
        title=sample.title + ("" if sample.is_named else "（示例）"),
        description=sample.text,
        lead_unit=city.units[sample.lead],
        contact_role="综合岗（示例）",
        starts_on=date(year, 10, 8) if sample.story == "not_started" else date(year, 3, 28),
        due_on=date(year, 12, 31),
        is_public=sample.public,
        spans=[list(span)],
        is_sample=not sample.is_named,
    )
    Assignment.objects.create(project=project, unit=project.lead_unit, role=AssignmentRole.LEAD)
    Assignment.objects.bulk_create(
        Assignment(project=project, unit=city.units[code], role=AssignmentRole.SUPPORT) for code in sample.supporting
    )
    indicators = [
        Indicator.objects.create(
            project=project, position=number, name=row.name, unit=row.unit, target=row.target, kind=kinds[row.kind]
        )
        for number, row in enumerate(sample.indicators)
    ]
    begins = date(year, 1, 1)
    for number, (label, month, day) in enumerate(QUARTERS):
        due = _due(sample, number, date(year, month, day))
        if sample.goals[number]:
            threshold = sample.thresholds[number]
            StageGoal.objects.create(
                project=project,
                starts_on=begins,
                due_on=due,
                label=label,
                text=sample.goals[number],
                indicator=indicators[0] if threshold is not None else None,
                threshold=threshold,
            )
        begins = date(year, month % 12 + 1, 1) if month < 12 else begins
    return project


def _due(sample: SampleProject, number: int, end_of_quarter: date) -> date:
    """The quarter's end, but for the goals that tell a story: one due early and missed, one due in a few days."""
    if sample.extra.get("late_goal") == str(number):
        return end_of_quarter.replace(month=9, day=4)
    if sample.extra.get("near_goal") == str(number):
        return clock.add_working_days(date(end_of_quarter.year, *STANDS_AT), 2).due
    return end_of_quarter
