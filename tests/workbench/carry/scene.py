"""A year with one of everything that the carrying pages show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.test import Client
from django.urls import reverse

from tests.facts.factories import make_user
from tests.programme.factories import Year, make_goal, make_indicator, make_project, make_year, picture
from tongxin.accounts.models import User
from tongxin.organisations.enums import Role
from tongxin.programme.actions import (
    assigning,
    breaking_down,
    closing,
    evaluating,
    extending,
    reporting,
    reviewing,
    supervising,
)
from tongxin.programme.enums import EvaluatedThing
from tongxin.programme.figures import Figure
from tongxin.programme.models import (
    CloseRequest,
    Criterion,
    ExtensionRequest,
    Programme,
    Project,
    Report,
    ReportEvidence,
    SupervisionNotice,
)


@dataclass
class Scene:
    year: Year
    accepted: Report
    submitted: Report
    owed: Report
    evidence: ReportEvidence
    notice: SupervisionNotice
    extension: ExtensionRequest
    closing: CloseRequest
    closed: Project
    planned: Project
    plan: Programme
    criterion: Criterion
    nobody: User

    @property
    def people(self) -> dict[str, User | None]:
        return {
            "anonymous": None,
            "reporter": self.year.reporter,
            "reviewer": self.year.who("lead", Role.REVIEWER),
            "support": self.year.who("support", Role.REPORTER),
            "coordinator": self.year.coordinator,
            "leader": self.year.who("office", Role.LEADER),
            "stranger": self.year.who("stranger", Role.COORDINATOR),
            "nobody": self.nobody,
        }


def make_scene() -> Scene:
    year = make_year()
    indicator = make_indicator(year.project)
    make_indicator(year.project, kind=None)
    make_goal(year.project, due_on=date(2019, 3, 31))
    year.begin().on(date(2019, 5, 6))
    report = year.written(3, Figure(Decimal(4), indicator))
    evidence = reporting.add_evidence(report=report, upload=picture(), by=year.reporter)
    reporting.submit(report=report, version=report.version, by=year.reporter)
    reviewing.accept(report=report, by=year.coordinator)
    submitted = year.submitted(4, Figure(Decimal(2), indicator))
    notice = supervising.issue_notice(
        project=year.project, unit=year.lead, reason="示例", demand="示例", by=year.coordinator
    )
    extension = extending.ask(project=year.project, new_due=date(2019, 8, 15), reason="示例", by=year.reporter)
    plan = breaking_down.break_down(project=year.project, by=year.who("lead", Role.COORDINATOR), name="分解方案")
    closed = make_project(year.programme, year.lead)
    assigning.assign(project=closed, by=year.coordinator)
    assigning.accept(assignment=closed.assignments.get(), by=year.reporter)
    closed = Project.objects.get(pk=closed.pk)
    request = closing.ask_to_close(project=closed, summary="完成。", explanation="示例", by=year.reporter)
    closing.grant(request=request, by=year.coordinator)
    criteria = evaluating.set_criteria(programme=year.programme, lines=evaluating.default_lines(), by=year.coordinator)
    scored = next(c for c in criteria if c.thing == EvaluatedThing.PROJECT and c.method == "scored")
    return Scene(
        year=year,
        accepted=Report.objects.get(pk=report.pk),
        submitted=submitted,
        owed=year.report(5),
        evidence=evidence,
        notice=notice,
        extension=extension,
        closing=request,
        closed=Project.objects.get(pk=closed.pk),
        planned=make_project(year.programme, year.lead),
        plan=plan,
        criterion=Criterion.objects.get(pk=scored.pk),
        nobody=make_user(),
    )


def page(client: Client, name: str, *arguments: object, **query: str) -> str:
    response = client.get(reverse(f"workbench:{name}", args=arguments), query)
    assert response.status_code == 200, (name, response.status_code)
    return response.content.decode()
