"""Public projects, as they can be found: no more of each than its page shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from tongxin.common import search
from tongxin.programme.models import Project
from tongxin.programme.selectors.public import PublicProject, public_programmes, public_year


def _entries(ids: Collection[str] | None) -> Iterator[search.Entry]:
    numbers = None if ids is None else [int(one) for one in ids if one.isdigit()]
    for programme in public_programmes().order_by("year", "pk"):
        rows = Project.objects.filter(programme=programme, is_public=True)
        if numbers is not None:
            rows = rows.filter(pk__in=numbers)
        wanted = dict(rows.values_list("code", "pk"))
        if not wanted:
            continue
        for shown in public_year(programme).projects:
            if shown.code in wanted:
                yield _entry(programme.pk, wanted[shown.code], shown)


def _entry(programme_id: int, pk: int, shown: PublicProject) -> search.Entry:
    units = "、".join(filter(None, [shown.lead_unit, *shown.supporting_units]))
    return search.Entry(
        id=str(pk),
        key=(str(programme_id), shown.code),
        title=shown.title,
        summary=" · ".join(filter(None, [shown.area, shown.lead_unit])),
        body="\n".join(
            [
                *(f"{one.label} {one.text}" for one in shown.progress),
                *(f"{goal.label} {goal.text}" for goal in shown.goals),
                *(item.name for item in shown.indicators),
                units,
            ]
        ),
        on=max((one.on for one in shown.progress if one.on), default=shown.starts_on),
        is_sample=shown.is_sample,
    )


def _of_programme(pk: str) -> Iterable[object]:
    return Project.objects.filter(programme_id=pk).values_list("pk", flat=True)


def _of_report(pk: str) -> Iterable[object]:
    return Project.objects.filter(reports__pk=pk).values_list("pk", flat=True)


def _of_area(pk: str) -> Iterable[object]:
    return Project.objects.filter(area_id=pk).values_list("pk", flat=True)


def _of_assignment(pk: str) -> Iterable[object]:
    return Project.objects.filter(assignments__pk=pk).values_list("pk", flat=True)


def _of_unit(pk: str) -> Iterable[object]:
    return Project.objects.filter(assignments__unit_id=pk).values_list("pk", flat=True)


search.register(
    search.Source(
        code="project",
        label=_("项目"),
        subject="programme.project",
        entries=_entries,
        follows={
            "programme.programme": _of_programme,
            "programme.area": _of_area,
            "programme.assignment": _of_assignment,
            "programme.report": _of_report,
            "organisations.unit": _of_unit,
        },
        weight=4,
    )
)
