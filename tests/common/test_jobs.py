from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time as clock
from datetime import UTC, datetime, time, timedelta

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests.common import sample_tasks
from tongxin.common import audit, jobs
from tongxin.common.jobs import schedule, worker
from tongxin.common.models import PeriodicRun, WorkerHeartbeat

MORNING = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)  # 09:00 in Shanghai


@pytest.fixture
def only_own_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "_registered", {})
    jobs.daily("示例日报", at=time(8, 30))(sample_tasks.do_nothing)
    jobs.hourly("示例整点")(sample_tasks.do_nothing)


def queued() -> list[str]:
    return [
        str(result.args_kwargs["kwargs"].get("word", "")) for result in DBTaskResult.objects.order_by("enqueued_at")
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("only_own_jobs")
def test_ticking_twice_starts_a_job_once() -> None:
    assert jobs.tick(MORNING) == ["示例整点", "示例日报"]
    assert jobs.tick(MORNING) == []
    assert jobs.tick(MORNING + timedelta(minutes=59)) == []
    assert len(queued()) == 2


@pytest.mark.django_db
@pytest.mark.usefixtures("only_own_jobs")
def test_each_period_has_its_run() -> None:
    early = datetime(2026, 11, 22, 0, 29, tzinfo=UTC)  # 08:29 in Shanghai: the daily job's hour has not come
    assert jobs.tick(early) == ["示例整点"]
    assert jobs.tick(early + timedelta(minutes=1)) == ["示例日报"]
    assert jobs.tick(early + timedelta(hours=1)) == ["示例整点"]
    assert jobs.tick(early + timedelta(days=1)) == ["示例整点"]
    assert list(PeriodicRun.objects.filter(job="示例日报").values_list("period", flat=True)) == ["2026-11-22"]
    # A worker that was down at 08:30 starts the day's job when it comes back.
    assert jobs.tick(early + timedelta(days=1, hours=9)) == ["示例整点", "示例日报"]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("only_own_jobs")
def test_two_workers_tick_at_once() -> None:
    begin = threading.Barrier(2)
    started: list[str] = []

    def run() -> None:
        begin.wait(10)
        started.extend(jobs.tick(MORNING))
        connection.close()

    workers = [threading.Thread(target=run) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert sorted(started) == ["示例整点", "示例日报"]
    assert len(queued()) == 2


@pytest.mark.django_db(transaction=True)
def test_a_job_is_queued_with_its_transaction_or_not_at_all() -> None:
    with pytest.raises(RuntimeError, match="outside a transaction"):
        jobs.enqueue_on_commit(sample_tasks.leave_a_trace, word="甲")
    with transaction.atomic():
        jobs.enqueue_on_commit(sample_tasks.leave_a_trace, word="乙")
        transaction.set_rollback(True)
    with transaction.atomic():
        jobs.enqueue_on_commit(sample_tasks.leave_a_trace, word="丙")
    assert queued() == ["丙"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("only_own_jobs")
def test_the_worker_runs_what_is_waiting_and_goes_on_after_a_failure() -> None:
    jobs.tick()  # what is due today, so that the round below adds nothing
    DBTaskResult.objects.all().delete()
    sample_tasks.fail.enqueue()
    sample_tasks.leave_a_trace.enqueue(word="甲")
    worker.run_worker(threading.Event(), only_waiting=True)
    assert [row.detail for row in audit.history(sample_tasks.DONE)] == [{"word": "甲"}]
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "SUCCESSFUL"]
    assert WorkerHeartbeat.objects.count() == 0


def taken(by: str, *, ago: timedelta, times: int = 1) -> DBTaskResult:
    """A task that a worker took some time ago and has not finished."""
    result = sample_tasks.leave_a_trace.enqueue(word="甲").db_result
    DBTaskResult.objects.filter(pk=result.pk).update(
        status=TaskResultStatus.RUNNING, started_at=timezone.now() - ago, worker_ids=[by] * times
    )
    return DBTaskResult.objects.get(pk=result.pk)


@pytest.mark.django_db
def test_what_a_killed_worker_had_taken_is_made_ready_again() -> None:
    now = timezone.now()
    WorkerHeartbeat.objects.create(worker_id="alive", started_at=now, seen_at=now - timedelta(seconds=50))
    WorkerHeartbeat.objects.create(worker_id="silent", started_at=now, seen_at=now - timedelta(seconds=70))
    long_one = taken("alive", ago=timedelta(hours=1))
    cut_off = taken("silent", ago=timedelta(seconds=70))
    gone = taken("unknown", ago=timedelta(seconds=70))
    just_taken = taken("unknown", ago=timedelta(seconds=5))
    assert len(worker.recover()) == 2
    assert worker.recover() == []
    status = dict(DBTaskResult.objects.values_list("pk", "status"))
    assert status[long_one.pk] == status[just_taken.pk] == "RUNNING"
    assert status[cut_off.pk] == status[gone.pk] == "READY"


@pytest.mark.django_db
def test_a_task_that_kills_its_worker_again_and_again_is_given_up() -> None:
    poison = taken("gone", ago=timedelta(minutes=5), times=worker.MAX_ATTEMPTS)
    assert worker.recover() == []
    poison.refresh_from_db()
    assert poison.status == "FAILED"
    assert "5 times" in poison.traceback


@pytest.mark.django_db
def test_old_results_are_pruned_and_waiting_tasks_kept() -> None:
    now = timezone.now()
    ages = {"old": 31, "young": 29}
    for word, days in ages.items():
        result = sample_tasks.leave_a_trace.enqueue(word=word).db_result
        DBTaskResult.objects.filter(pk=result.pk).update(
            status=TaskResultStatus.SUCCESSFUL, finished_at=now - timedelta(days=days)
        )
    waiting = sample_tasks.leave_a_trace.enqueue(word="waiting").db_result
    DBTaskResult.objects.filter(pk=waiting.pk).update(enqueued_at=now - timedelta(days=99))
    WorkerHeartbeat.objects.create(worker_id="long gone", started_at=now, seen_at=now - timedelta(days=2))
    assert worker.prune(now) == 1
    assert sorted(queued()) == ["waiting", "young"]
    assert WorkerHeartbeat.objects.count() == 0


def test_the_ground_jobs_are_registered() -> None:
    due = {periodic.name: periodic.at for periodic in jobs.registered()}
    assert due["shred_expired_personal_fields"] == time(2, 30)
    assert due["prune_finished_jobs"] == time(3, 30)


RUN = """
import signal, threading, django
django.setup()
from tongxin.common.jobs import worker
worker.POLL_SECONDS = 0.1
stop = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stop.set())
worker.run_worker(stop)
print("ended")
"""


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_real_worker_process(how: signal.Signals) -> None:
    """It runs a job, ends by itself when it is asked to, and leaves a heartbeat behind when it is killed."""
    PeriodicRun.objects.all().delete()
    sample_tasks.leave_a_trace.enqueue(word="甲")
    name = connection.settings_dict["NAME"]
    url = "postgres://{USER}@{HOST}:{PORT}/{name}".format(**{**connection.settings_dict, "name": name})
    process = subprocess.Popen(
        [sys.executable, "-c", RUN],
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]},
        cwd=django_settings.PACKAGE_DIR.parent,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        until = clock.monotonic() + 60
        while not list(audit.history(sample_tasks.DONE)) and clock.monotonic() < until:
            clock.sleep(0.1)
        assert [row.detail for row in audit.history(sample_tasks.DONE)] == [{"word": "甲"}]
        assert WorkerHeartbeat.objects.count() == 1
        process.send_signal(how)
        out, _err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert out == ("ended\n" if how == signal.SIGTERM else "")
    assert WorkerHeartbeat.objects.count() == (0 if how == signal.SIGTERM else 1)
