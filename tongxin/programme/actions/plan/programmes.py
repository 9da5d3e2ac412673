"""Making and changing a programme and its areas."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.organisations.models import Unit
from tongxin.programme import rules
from tongxin.programme.actions.plan.writing import changed, check_may_coordinate, check_open, checked, locked_programme
from tongxin.programme.models import Area, Programme, Project

PROGRAMME_FIELDS = frozenset(
    {"name", "year", "starts_on", "ends_on", "rhythm", "report_working_day", "insight", "is_public", "light_rules"}
)


def create_programme(
    *, owner: Unit, name: str, year: int, starts_on: date, ends_on: date, by: Any, **settings: Any
) -> Programme:
    """Start an empty programme of `owner`. `settings` are further fields (rhythm, report_working_day, is_public, ...).

    Raises NotAllowed unless `by` coordinates for the owner, Invalid when a field is wrong or the owner has a programme
    of this name and year.
    """
    if not rules.may_start_programme(by, owner):
        raise NotAllowed(_("只有“%(owner)s”或其上级的协调员可以建立它的工作年。") % {"owner": owner})
    _check_known(settings)
    with transaction.atomic():
        programme = new_programme(
            Programme(owner=owner, name=name.strip(), year=year, starts_on=starts_on, ends_on=ends_on, **settings)
        )
        audit.record(by, "programme.created", programme, name=programme.name, year=year)
    return programme


def new_programme(programme: Programme) -> Programme:
    """Check and save a programme's row, inside the transaction of the action that calls."""
    _check(programme)
    try:
        with transaction.atomic():
            programme.save(force_insert=True)
    except IntegrityError:
        raise _name_taken(programme) from None
    return programme


def edit_programme(*, programme: Programme, by: Any, **values: Any) -> Programme:
    """Change a programme's own fields. What is given as it stands changes nothing and leaves no trace.

    Raises NotAllowed, Invalid as `create_programme`, also when a project's days would lie outside the year; WrongState
    when the programme is closed.
    """
    _check_known(values)
    with transaction.atomic():
        row = locked_programme(programme)
        check_may_coordinate(by, row)
        check_open(row)
        if "name" in values:
            values["name"] = str(values["name"]).strip()
        changes = changed(row, values)
        if changes:
            _check(row)
            _check_projects_inside(row)
            try:
                with transaction.atomic():
                    row.save(update_fields=list(changes))
            except IntegrityError:
                raise _name_taken(row) from None
            audit.record(by, "programme.edited", row, changes=changes)
    return row


def add_area(*, programme: Programme, title: str, by: Any, spans: list[list[int]] | None = None) -> Area:
    """Add an area at the end. Raises NotAllowed, WrongState, Invalid when the title is empty or taken."""
    with transaction.atomic():
        row = locked_programme(programme)
        check_may_coordinate(by, row)
        check_open(row)
        last = row.areas.aggregate(last=Max("position"))["last"] or 0
        area = Area(programme=row, position=last + 1, title=title.strip(), spans=spans or [])
        _check_area(area)
        area.save(force_insert=True)
        audit.record(by, "area.added", area, programme=row.pk, title=area.title)
    return area


def edit_area(*, area: Area, by: Any, title: str, position: int | None = None) -> Area:
    """Rename an area and, with `position` (1 for the first), put it elsewhere. Raises as `add_area`."""
    with transaction.atomic():
        programme = locked_programme(area.programme)
        check_may_coordinate(by, programme)
        check_open(programme)
        row = Area.objects.select_related("programme").get(pk=area.pk)
        changes = changed(row, {"title": title.strip()})
        _check_area(row)
        if changes:
            row.save(update_fields=["title"])
        order = list(programme.areas.values_list("pk", flat=True))
        place = order.index(row.pk) + 1
        if position is not None and position != place:
            order.remove(row.pk)
            order.insert(max(0, position - 1), row.pk)
            for number, pk in enumerate(order, 1):
                Area.objects.filter(pk=pk).exclude(position=number).update(position=number)
            changes["position"] = [place, position]
            row.refresh_from_db(fields=["position"])
        if changes:
            audit.record(by, "area.edited", row, changes=changes)
    return row


def remove_area(*, area: Area, by: Any) -> None:
    """Remove an empty area. Raises NotAllowed, WrongState when projects stand in it."""
    with transaction.atomic():
        programme = locked_programme(area.programme)
        check_may_coordinate(by, programme)
        check_open(programme)
        if Project.objects.filter(area=area).exists():
            raise WrongState(_("“%(area)s”里还有项目，不能删除。请先把项目移到别的领域。") % {"area": area})
        audit.record(by, "area.removed", area, programme=programme.pk, title=area.title)
        area.delete()


def _check_known(values: dict[str, Any]) -> None:
    unknown = set(values) - PROGRAMME_FIELDS
    if unknown:
        raise TypeError(f"not fields of a programme: {', '.join(sorted(unknown))}")


def _check(programme: Programme) -> None:
    checked(programme)
    if programme.ends_on < programme.starts_on:
        raise Invalid(_("结束日期早于开始日期。请改其中一个。"), field="ends_on")
    if (programme.ends_on - programme.starts_on).days > 5 * 366:
        raise Invalid(_("起止日期相隔超过五年。请检查年份是否写错。"), field="ends_on")


def _check_projects_inside(programme: Programme) -> None:
    outside = programme.projects.exclude(starts_on__gte=programme.starts_on, due_on__lte=programme.ends_on).first()
    if outside is not None:
        raise Invalid(
            _("项目“%(project)s”（%(start)s 至 %(due)s）会落在工作年之外。请先改它的日期。")
            % {"project": outside, "start": outside.starts_on, "due": outside.due_on},
            field="ends_on" if outside.due_on > programme.ends_on else "starts_on",
        )


def _check_area(area: Area) -> None:
    checked(area)
    if Area.objects.filter(programme=area.programme, title=area.title).exclude(pk=area.pk).exists():
        raise Invalid(_("已有领域“%(title)s”。请换一个名称。") % {"title": area.title}, field="title")


def _name_taken(programme: Programme) -> Invalid:
    return Invalid(
        _("“%(owner)s” %(year)s 年已有“%(name)s”。请换一个名称，或打开已有的工作年。")
        % {"owner": programme.owner, "year": programme.year, "name": programme.name},
        field="name",
    )
