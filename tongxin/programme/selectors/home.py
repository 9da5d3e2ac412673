"""What I owe, what is late, what came in: the first page of the workbench, and its counts for the side bar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from tongxin.common import clock
from tongxin.common.counting import numbers_of
from tongxin.organisations.enums import Role
from tongxin.organisations.roles import held_by
from tongxin.programme.enums import (
    AssignmentStatus,
    ProgrammeStatus,
    ReportStatus,
    RequestStatus,
    SupervisionStatus,
)
from tongxin.programme.models import (
    Assignment,
    CloseRequest,
    ExtensionRequest,
    Programme,
    Project,
    Report,
    SupervisionNotice,
)

WRITERS = {Role.REPORTER, Role.REVIEWER, Role.COORDINATOR}
OPEN_REPORT = (ReportStatus.OWED, ReportStatus.RETURNED)


def _units_with(user: Any, roles: set[Role]) -> list[int]:
    return list({held.unit_id for held in held_by(user) if held.role in roles})


def coordinated_years(user: Any) -> QuerySet[Programme]:
    """The running and planned years that the person coordinates: as `rules.may_coordinate`, in one condition.

    A unit's own plan is not coordinated by the office that handed the project down, nor by those above that office.
    """
    above = "parent_project__programme__owner"
    coordinated = Q(pk__in=[])
    for held in held_by(user):
        if held.role == Role.COORDINATOR:
            own = Q(parent_project__isnull=True) | Q(owner=F(above)) | ~Q(**{f"{above}__path__startswith": held.path})
            coordinated |= Q(owner__path__startswith=held.path) & own
    return Programme.objects.filter(coordinated).exclude(status=ProgrammeStatus.CLOSED)


def reports_owed(user: Any) -> QuerySet[Report]:
    """Reports of one's own units that have begun to be owed (their period has ended) and are not handed in yet."""
    return (
        Report.objects.filter(unit_id__in=_units_with(user, WRITERS), status__in=OPEN_REPORT)
        .filter(project__programme__status=ProgrammeStatus.RUNNING)
        .select_related("project__programme", "unit")
        .order_by("due_on", "pk")
    )


def reports_to_review(user: Any) -> QuerySet[Report]:
    """Handed-in reports on which this person may decide, oldest first."""
    reviewing = _units_with(user, {Role.REVIEWER})
    for_lead = Q(project__lead_unit_id__in=reviewing) & ~Q(unit_id=F("project__lead_unit_id"))
    return (
        Report.objects.filter(status=ReportStatus.SUBMITTED)
        .filter(Q(project__programme__in=coordinated_years(user)) | for_lead)
        .exclude(written_by_id=user.pk)
        .select_related("project__programme", "project__lead_unit", "unit")
        .order_by("submitted_on", "pk")
    )


def assignments_to_answer(user: Any) -> QuerySet[Assignment]:
    return (
        Assignment.objects.filter(unit_id__in=_units_with(user, WRITERS), status=AssignmentStatus.WAITING)
        .filter(project__assigned_on__isnull=False)
        .select_related("project__programme", "project__lead_unit", "unit")
        .order_by("accept_by", "pk")
    )


def assignments_queried(user: Any) -> QuerySet[Assignment]:
    """Assignments that units gave back with a question to the office."""
    return Assignment.objects.filter(
        project__programme__in=coordinated_years(user), status=AssignmentStatus.QUERIED
    ).select_related("project__programme", "unit")


def notices_to_answer(user: Any) -> QuerySet[SupervisionNotice]:
    return (
        SupervisionNotice.objects.filter(
            unit_id__in=_units_with(user, WRITERS),
            status__in=[SupervisionStatus.ISSUED, SupervisionStatus.DELIVERED],
        )
        .select_related("project__programme", "unit", "issuer")
        .order_by("answer_by", "pk")
    )


def notices_answered(user: Any) -> QuerySet[SupervisionNotice]:
    """Answers to the office's notices that wait to be looked at."""
    return SupervisionNotice.objects.filter(
        project__programme__in=coordinated_years(user), status=SupervisionStatus.ANSWERED
    ).select_related("project__programme", "unit", "issuer")


def extensions_to_decide(user: Any) -> QuerySet[ExtensionRequest]:
    return (
        ExtensionRequest.objects.filter(project__programme__in=coordinated_years(user), status=RequestStatus.ASKED)
        .exclude(asked_by_id=user.pk)
        .select_related("project__programme", "project__lead_unit", "goal")
        .order_by("asked_on", "pk")
    )


def closings_to_decide(user: Any) -> QuerySet[CloseRequest]:
    return (
        CloseRequest.objects.filter(project__programme__in=coordinated_years(user), status=RequestStatus.ASKED)
        .exclude(asked_by_id=user.pk)
        .select_related("project__programme", "project__lead_unit")
        .order_by("asked_on", "pk")
    )


@dataclass(frozen=True)
class Owed:
    """One thing to do, `due` then (for a decision: waiting since then). `is_late` is judged by its programme's day."""

    kind: str
    title: str
    about: str
    due: date | None
    is_late: bool
    thing: Any

    @property
    def pk(self) -> int:
        return int(self.thing.pk)


def _waiting(kind: str, thing: Any, project: Project, about: str, since: date | None) -> Owed:
    """Something that waits for a decision since a day; it has no date of its own to be late by."""
    return Owed(kind, project.title, about, since, False, thing)


@dataclass(frozen=True)
class Home:
    """`owed` is by date, the late first; `to_decide` waits for this person's word. At most `limit` of each kind."""

    owed: tuple[Owed, ...]
    to_decide: tuple[Owed, ...]

    @property
    def late(self) -> tuple[Owed, ...]:
        return tuple(item for item in self.owed if item.is_late)

    @property
    def coming(self) -> tuple[Owed, ...]:
        return tuple(item for item in self.owed if not item.is_late)


def _owed(kind: str, thing: Any, project: Project, about: str, due: date | None) -> Owed:
    today = project.programme.today
    return Owed(kind, project.title, about, due, due is not None and due < today, thing)


def _about(report: Report) -> str:
    """The period and the unit, and why the report came back."""
    words = f"{report.label} · {report.unit.brief}"
    if report.status == ReportStatus.RETURNED:
        words += " · " + _("退回：%(reason)s") % {"reason": report.return_reason}
    return words


def home(user: Any, limit: int = 50) -> Home:
    """Everything that waits for this person, in eight queries."""
    owed = [
        *(_owed("assignment", a, a.project, a.unit.brief, a.accept_by) for a in assignments_to_answer(user)[:limit]),
        *(_owed("supervision", n, n.project, str(n), n.answer_by) for n in notices_to_answer(user)[:limit]),
        *(
            _owed("report", r, r.project, _about(r), r.due_on)
            for r in reports_owed(user)[: limit * 2]
            if r.period_ends <= r.project.programme.today
        ),
    ]
    to_decide = [
        *(
            _waiting("review", r, r.project, f"{r.label} · {r.unit.brief}", r.submitted_on)
            for r in reports_to_review(user)[:limit]
        ),
        *(
            _waiting("extension", e, e.project, e.project.lead_unit.brief, e.asked_on)
            for e in extensions_to_decide(user)[:limit]
        ),
        *(
            _waiting("closing", c, c.project, c.project.lead_unit.brief, c.asked_on)
            for c in closings_to_decide(user)[:limit]
        ),
        *(_waiting("queried", a, a.project, a.unit.brief, a.answered_on) for a in assignments_queried(user)[:limit]),
        *(_waiting("answered", n, n.project, n.unit.brief, n.answered_on) for n in notices_answered(user)[:limit]),
    ]
    owed.sort(key=lambda item: (item.due or date.max, item.title))
    return Home(tuple(owed), tuple(to_decide))


def counts(user: Any) -> dict[str, int]:
    """The numbers in the side bar: what waits, by kind. One query beside those for the roles: it is on every page."""
    waiting: dict[str, QuerySet[Any]] = {
        "report": reports_owed(user).filter(_begun()),
        "assignment": assignments_to_answer(user),
        "notice": notices_to_answer(user),
        "answered": notices_answered(user),
        "review": reports_to_review(user),
        "extension": extensions_to_decide(user),
        "closing": closings_to_decide(user),
    }
    found = numbers_of(waiting)
    return {
        "owed": found["report"] + found["assignment"] + found["notice"],
        "review": found["review"],
        "extension": found["extension"],
        "closing": found["closing"],
        "supervision": found["notice"] + found["answered"],
    }


def _begun() -> Q:
    """Reports whose period is over, by the programme's own day."""
    return Q(project__programme__shown_as_of__isnull=True, period_ends__lte=clock.today()) | Q(
        period_ends__lte=F("project__programme__shown_as_of")
    )


def reports_by_unit(programme: Programme) -> QuerySet[Report, dict[str, Any]]:
    """How each unit reports: handed in, on time, late, open and overdue. One row a unit."""
    today = programme.today
    return (
        Report.objects.filter(project__programme=programme, due_on__lte=today)
        .values("unit_id", "unit__name")
        .annotate(
            due=Count("pk"),
            handed_in=Count("pk", filter=Q(submitted_on__isnull=False)),
            overdue=Count("pk", filter=Q(status__in=OPEN_REPORT, due_on__lt=today)),
        )
        .order_by("unit__path")
    )
