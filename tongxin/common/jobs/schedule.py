"""Periodic jobs: registered by apps in their `tasks.py`, started once a period by whichever worker ticks first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from tongxin.common.jobs.models import PeriodicRun


@dataclass(frozen=True)
class Periodic:
    """A task and when it is due: every day from `at` on, local time; or, where `at` is None, every `minutes`."""

    name: str
    task: Any
    at: time | None
    minutes: int = 60

    def period(self, now: datetime) -> str | None:
        """The period that `now` falls in, or None while today's hour has not come."""
        local = timezone.localtime(now)
        if self.at is None and self.minutes < 60:
            return local.strftime(f"%Y-%m-%dT%H:{local.minute // self.minutes * self.minutes:02d}")
        if self.at is None:
            return local.strftime("%Y-%m-%dT%H")
        return local.strftime("%Y-%m-%d") if local.time() >= self.at else None


_registered: dict[str, Periodic] = {}


def daily(name: str, *, at: time) -> Callable[[Any], Any]:
    """Register a task to be run once a day, from the local time `at` on."""

    def register(task: Any) -> Any:
        _registered[name] = Periodic(name, task, at)
        return task

    return register


def hourly(name: str) -> Callable[[Any], Any]:
    """Register a task to be run once in each clock hour."""

    def register(task: Any) -> Any:
        _registered[name] = Periodic(name, task, None)
        return task

    return register


def every_minutes(name: str, *, minutes: int) -> Callable[[Any], Any]:
    """Register a task to be run once in each part of an hour of so many minutes; they must divide 60."""
    if not 0 < minutes < 60 or 60 % minutes:
        raise ValueError(f"An hour has no whole number of parts of {minutes} minutes.")

    def register(task: Any) -> Any:
        _registered[name] = Periodic(name, task, None, minutes)
        return task

    return register


def registered() -> list[Periodic]:
    return sorted(_registered.values(), key=lambda periodic: periodic.name)


def tick(now: datetime | None = None) -> list[str]:
    """Enqueue each periodic job whose period has begun and was not started yet. Returns the names of those started."""
    moment = now or timezone.now()
    started = []
    for periodic in registered():
        period = periodic.period(moment)
        if period is None or PeriodicRun.objects.filter(job=periodic.name, period=period).exists():
            continue
        with transaction.atomic():
            _row, is_first = PeriodicRun.objects.get_or_create(job=periodic.name, period=period)
            if is_first:
                periodic.task.enqueue()
                started.append(periodic.name)
    return started
