"""The sample year while it is made: who acts, what is planned for which day."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from tongxin.accounts.models import User
from tongxin.demo.people import City
from tongxin.demo.plan import SampleProject
from tongxin.programme.models import Programme, Project, Report


@dataclass
class Year:
    """The year while it is made. `plans` gives each project its sample; `todo` is what happens on which day."""

    city: City
    programme: Programme
    plans: dict[int, SampleProject]
    chance: random.Random
    todo: dict[date, list[Callable[[], None]]] = field(default_factory=lambda: defaultdict(list))

    def on(self, month: int, day: int) -> date:
        return date(self.programme.year, month, day)

    def at(self, when: date, act: Callable[[], None]) -> None:
        self.todo[when].append(act)

    def project(self, pk: int) -> Project:
        """The row as it stands now, with its programme at today's day."""
        return Project.objects.select_related("programme__owner", "lead_unit", "area").get(pk=pk)

    def report(self, pk: int) -> Report:
        return Report.objects.select_related("project__programme__owner", "project__lead_unit", "unit").get(pk=pk)

    @property
    def office(self) -> User:
        return self.city.people["office"]

    def reporter(self, project: Project) -> User:
        return self.city.reporters[project.lead_unit_id]
