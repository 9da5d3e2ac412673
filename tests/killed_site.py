"""What the kill test does inside the site's own environment: make a year, queue jobs, look whether all is whole.

python -m tests.with_django tests.killed_site make
    prints who may write and decide which reports, as JSON
... queue N   queues the reminders' job N times
... check     prints what is half done, as JSON; an empty list is what is wanted
... finish    gives cut-off jobs back to the queue and runs everything that waits
"""

from __future__ import annotations

import hashlib
import json
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests.facts.factories import make_unit, make_user
from tests.facts.ledger import kept, recounted
from tests.programme.factories import make_indicator, make_programme, make_project
from tongxin.accounts.models import User
from tongxin.common import audit
from tongxin.common.files.models import Attachment
from tongxin.common.jobs.worker import recover, run_worker
from tongxin.common.models import AuditEntry
from tongxin.common.subjects import Subject
from tongxin.facts.models import Fact, FactEvidence
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Notice
from tongxin.programme.actions import assigning
from tongxin.programme.enums import ReportStatus
from tongxin.programme.models import Programme, Reminder, Report, ReportEvidence, ReportFigure, ReportGoal
from tongxin.programme.tasks import remind

UNITS = 4
PROJECTS = 4


def session_of(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def make() -> dict[str, Any]:
    """Four units with four projects each, monthly reports from January to December, the whole year past."""
    office = make_unit("示例统筹办")
    programme = make_programme(office, shown_as_of=date(2019, 1, 2))
    coordinator = make_user(Role.COORDINATOR, office)
    writers = []
    for number in range(UNITS):
        office.refresh_from_db()
        unit = make_unit(f"示例单位{number}", office)
        reporter = make_user(Role.REPORTER, unit)
        for _project in range(PROJECTS):
            project = make_project(programme, unit, starts_on=date(2019, 1, 1), due_on=date(2019, 12, 31))
            make_indicator(project)
            assigning.assign(project=project, by=coordinator)
            assigning.accept(assignment=project.assignments.get(), by=reporter)
        reports = Report.objects.filter(unit=unit).order_by("pk")
        rows = [(report.pk, report.project.indicators.get().pk) for report in reports]
        writers.append({"session": session_of(reporter), "reports": rows})
    Programme.objects.update(shown_as_of=date(2019, 12, 31))
    return {"coordinator": session_of(coordinator), "writers": writers}


def words_for(number: int) -> str:
    return f"走访了{number}家示例企业。"


def half_done() -> Iterator[str]:
    """One line for each thing that is neither wholly there nor wholly absent."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        if (state := cursor.fetchone()[0]) != "ok":
            yield f"the database file: {state}"
    for broken in audit.verify().breaks:
        yield f"audit row {broken.number}: {broken.what}"
    if kept() != recounted():
        yield "the kept totals differ from the ledger counted again"
    if AuditEntry.objects.filter(verb="fact.recorded").count() != Fact.objects.count():
        yield "not every fact has its audit row"
    yield from half_done_reports()
    yield from half_done_uploads()
    for key, count in Counter(Reminder.objects.values_list("key", flat=True)).items():
        if count > 1:
            yield f"reminder {key} was sent {count} times"
    for told, count in Counter(Notice.objects.values_list("recipient_id", "key")).items():
        if count > 1:
            yield f"notice {told} stands {count} times"


def half_done_reports() -> Iterator[str]:
    verbs = Counter(
        AuditEntry.objects.filter(subject_kind=Subject.of(Report, 0).kind).values_list("subject_id", "verb")
    )
    for report in Report.objects.prefetch_related("figures", "evidence"):
        source = Subject.of(report)
        facts = list(Fact.objects.filter(source_kind=source.kind, source_id=source.id))
        figures = [figure.quantity for figure in report.figures.all()]
        is_accepted = report.status == ReportStatus.ACCEPTED
        if sorted(fact.quantity for fact in facts) != (sorted(figures) if is_accepted else []):
            yield f"report {report.pk} is {report.status} with {len(facts)} facts of {len(figures)} figures"
        if report.version and report.text != words_for(int(figures[0]) if figures else 0):
            yield f"report {report.pk} says {report.text!r} with the figures {figures}"
        done = [verbs[source.id, f"report.{verb}"] for verb in ("saved", "submit", "accept", "evidence_added")]
        was_submitted = report.status in (ReportStatus.SUBMITTED, ReportStatus.ACCEPTED)
        wanted = [report.version, int(was_submitted), int(is_accepted), report.evidence.count()]
        if done != wanted:
            yield f"report {report.pk}: the audit chain has {done}, the row says {wanted}"
        shown = FactEvidence.objects.filter(fact__in=facts).count()
        if shown != len(facts) * report.evidence.count():
            yield f"report {report.pk}: {shown} links to evidence for {len(facts)} facts"


def half_done_uploads() -> Iterator[str]:
    root = Path(settings.MEDIA_ROOT)
    for attachment in Attachment.objects.all():
        place = root / attachment.storage_name
        if not place.is_file():
            yield f"attachment {attachment.pk} has no file"
        elif hashlib.sha256(place.read_bytes()).hexdigest() != attachment.sha256:
            yield f"attachment {attachment.pk}: the file is another"
    for place in root.glob("??/??/*"):
        if hashlib.sha256(place.read_bytes()).hexdigest() != place.stem:
            yield f"the file {place.name} is cut off"


def finish() -> dict[str, Any]:
    """What the worker does a while after the last kill, without the while."""
    recovered = recover(timezone.now() + timedelta(minutes=5))
    run_worker(threading.Event(), only_waiting=True)
    return {
        "recovered": recovered,
        "unfinished": DBTaskResult.objects.exclude(status=TaskResultStatus.SUCCESSFUL).count(),
        "finished": DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL).count(),
        "reminders": Reminder.objects.count(),
    }


def numbers() -> dict[str, int]:
    """How much stands, so that the test sees that it tested something."""
    return {
        "saved": Report.objects.filter(version__gt=0).count(),
        "accepted": Report.objects.filter(status=ReportStatus.ACCEPTED).count(),
        "facts": Fact.objects.count(),
        "figures": ReportFigure.objects.count() + ReportGoal.objects.count(),
        "attachments": Attachment.objects.count(),
        "evidence": ReportEvidence.objects.count(),
    }


def main(arguments: list[str]) -> int:
    command, *words = arguments
    answers: dict[str, Callable[[], Any]] = {
        "make": make,
        "queue": lambda: [str(remind.enqueue().id) for _number in range(int(words[0]))],
        "check": lambda: {
            "half_done": list(half_done()),
            "accepted": list(Report.objects.filter(status=ReportStatus.ACCEPTED).values_list("pk", flat=True)),
            "numbers": numbers(),
        },
        "finish": finish,
    }
    sys.stdout.write(json.dumps(answers[command]()))
    return 0
