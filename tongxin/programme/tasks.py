"""Jobs of the year of work. Each fetches, then calls one action."""

from __future__ import annotations

from datetime import time

from django_tasks import task

from tongxin.common import jobs
from tongxin.programme.actions import chasing, papers
from tongxin.programme.enums import ProgrammeStatus
from tongxin.programme.models import Programme, SupervisionNotice


@jobs.daily("remind", at=time(8))
@task()
def remind() -> int:
    """Send today's reminders of all running programmes. Returns how many were sent."""
    running = Programme.objects.filter(status=ProgrammeStatus.RUNNING).select_related("owner")
    return sum(len(chasing.remind_due(programme=programme)) for programme in running)


@task()
def make_supervision_paper(notice_id: int) -> None:
    """Put an issued notice on paper; run twice, there is one paper."""
    notice = SupervisionNotice.objects.select_related(
        "project__programme", "project__lead_unit", "unit", "issuer", "document"
    ).get(pk=notice_id)
    papers.make_supervision_paper(notice=notice)
