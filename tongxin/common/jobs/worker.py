"""The job worker: runs what is queued, starts periodic jobs, and takes over what a killed worker left behind."""

from __future__ import annotations

import logging
import threading
import time
import uuid
from datetime import datetime, timedelta
from types import FrameType

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from tongxin.common.jobs.models import PeriodicRun, WorkerHeartbeat
from tongxin.common.jobs.schedule import tick
from tongxin.common.search.index import settle as settle_search

logger = logging.getLogger(__name__)

TICK_SECONDS = 20
POLL_SECONDS = 1.0
# A worker that has been silent for so long is taken for dead.
SILENT_AFTER = timedelta(seconds=60)
# A task that was cut off so many times is taken to be what kills its worker.
MAX_ATTEMPTS = 5
KEEP_RESULTS = timedelta(days=30)
KEEP_PERIODS = timedelta(days=60)


class StoppableWorker(Worker):
    """The queue's own worker, that ends after the task in hand once `stop` is set; it handles no signals."""

    def __init__(self, stop: threading.Event, *, worker_id: str, only_waiting: bool) -> None:
        self._stop = stop
        super().__init__(
            queue_names=["*"],
            interval=POLL_SECONDS,
            batch=only_waiting,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=worker_id,
            excluded_queue_names=[],
        )

    @property
    def running(self) -> bool:
        return not self._stop.is_set()

    @running.setter
    def running(self, is_running: bool) -> None:
        if not is_running:
            self._stop.set()

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        self._stop.set()


def run_worker(stop: threading.Event, *, only_waiting: bool = False) -> None:
    """Run jobs until `stop` is set, then finish the one in hand and return.

    Several workers may run at once, on one machine or many. With `only_waiting` it runs what is queued now, with the
    periodic jobs that are due, and returns.
    """
    worker_id = uuid.uuid4().hex
    beat(worker_id)
    keep_house()
    if only_waiting:
        StoppableWorker(stop, worker_id=worker_id, only_waiting=True).run()
    else:
        scheduler = threading.Thread(target=_schedule, args=(worker_id, stop), name="tongxin-scheduler", daemon=True)
        scheduler.start()
        _run_through_outages(worker_id, stop)
        scheduler.join(timeout=TICK_SECONDS)
    WorkerHeartbeat.objects.filter(worker_id=worker_id).delete()


def _run_through_outages(worker_id: str, stop: threading.Event) -> None:
    """A database that restarts must not end the worker: it tries again until it is told to stop."""
    while not stop.is_set():
        try:
            StoppableWorker(stop, worker_id=worker_id, only_waiting=False).run()
        except DatabaseError:
            logger.exception("The job worker lost the database; it tries again.")
            connection.close()
            stop.wait(POLL_SECONDS * 5)


def _schedule(worker_id: str, stop: threading.Event) -> None:
    next_round = time.monotonic() + TICK_SECONDS
    while not stop.wait(max(0.0, next_round - time.monotonic())):
        next_round = time.monotonic() + TICK_SECONDS
        close_old_connections()
        try:
            beat(worker_id)
            keep_house()
        except DatabaseError:
            logger.exception("The scheduler lost the database; it tries again.")
            connection.close()
    connection.close()


def beat(worker_id: str) -> None:
    """Say that this worker is alive."""
    now = timezone.now()
    WorkerHeartbeat.objects.update_or_create(
        worker_id=worker_id, defaults={"seen_at": now}, create_defaults={"seen_at": now, "started_at": now}
    )


def keep_house() -> None:
    """One round of the scheduler: take over what dead workers left, start the periodic jobs that are due, and let the
    index of the search follow what changed."""
    recovered = recover()
    if recovered:
        logger.warning("Given back to the queue after their worker was cut off: %s", ", ".join(recovered))
    started = tick()
    if started:
        logger.info("Periodic jobs started: %s", ", ".join(started))
    settle_search()


def recover(now: datetime | None = None) -> list[str]:
    """Make ready again what a silent worker had taken. Jobs are idempotent: the half-done one starts anew.

    A task that was cut off MAX_ATTEMPTS times is marked as failed instead. Returns the paths of the tasks given back.
    """
    since = (now or timezone.now()) - SILENT_AFTER
    alive = set(WorkerHeartbeat.objects.filter(seen_at__gte=since).values_list("worker_id", flat=True))
    running = DBTaskResult.objects.filter(Q(started_at__lt=since) | Q(started_at__isnull=True)).running()
    recovered = []
    for result in running:
        if result.worker_ids and result.worker_ids[-1] in alive:
            continue
        # The condition lets one of several workers do it, and none where the task was taken again in the meantime.
        same = DBTaskResult.objects.filter(pk=result.pk, started_at=result.started_at).running()
        if len(result.worker_ids) >= MAX_ATTEMPTS:
            same.update(
                status=TaskResultStatus.FAILED,
                finished_at=timezone.now(),
                exception_class_path="builtins.RuntimeError",
                traceback=f"The worker was cut off {MAX_ATTEMPTS} times while it ran this task.",
            )
        elif same.update(status=TaskResultStatus.READY, started_at=None):
            recovered.append(result.task_path)
    return recovered


def prune(now: datetime | None = None) -> int:
    """Delete finished tasks older than KEEP_RESULTS, and what the scheduler no longer needs. Returns tasks deleted."""
    moment = now or timezone.now()
    with transaction.atomic():
        PeriodicRun.objects.filter(started_at__lt=moment - KEEP_PERIODS).delete()
        WorkerHeartbeat.objects.filter(seen_at__lt=moment - timedelta(days=1)).delete()
        deleted, _by_model = DBTaskResult.objects.finished().filter(finished_at__lt=moment - KEEP_RESULTS).delete()
    return int(deleted)
