"""A draft becomes a programme: once, whole, every project tied to its words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.enumeration import listed
from tongxin.common.errors import Conflict, Invalid, NotAllowed
from tongxin.common.subjects import Subject
from tongxin.documents import drafting
from tongxin.documents.actions.drafts import settle_draft
from tongxin.documents.models import Draft
from tongxin.facts.models import FactKind
from tongxin.organisations.models import Unit
from tongxin.programme import rules
from tongxin.programme.actions.plan.given import AreaGiven, IndicatorGiven, ProjectGiven, SupportGiven
from tongxin.programme.actions.plan.programmes import new_programme
from tongxin.programme.actions.plan.writing import check_dates, check_units, write_areas
from tongxin.programme.models import Programme

NAME_LIMIT = 120
UNIT_LIMIT = 20


@dataclass(frozen=True)
class Setting:
    """What holds for all of a programme that is made of a draft."""

    starts_on: date
    ends_on: date
    default_lead: Unit | None
    units: dict[int, Unit]
    kinds: list[FactKind]


def create_programme_from_draft(
    *,
    draft: Draft,
    version: int,
    name: str,
    year: int,
    starts_on: date,
    ends_on: date,
    by: Any,
    default_lead: Unit | None = None,
) -> Programme:
    """Make the programme that a draft describes. A second call gives the same programme: a draft becomes one, once.

    Projects without a day are due when the year ends and begin when it begins; those without a lead unit are led by
    `default_lead`. Codes are "1-01" and on. A target becomes an indicator, counted from facts where a kind has its unit
    and its name, else entered by hand.
    Raises NotAllowed unless `by` coordinates for the document's owner, Conflict when the draft has changed since
    `version`, Invalid that names all units that nobody has settled, all projects without a lead unit, or what else is
    wrong; nothing is written then.
    """
    with transaction.atomic():
        row = Draft.objects.select_for_update(of=("self",)).select_related("document__owner").get(pk=draft.pk)
        owner = row.document.owner
        if not rules.may_start_programme(by, owner):
            raise NotAllowed(_("只有“%(owner)s”或其上级的协调员可以建立它的工作年。") % {"owner": owner})
        if row.became_id:
            return Programme.objects.get(pk=row.became_id)
        if row.version != version:
            raise Conflict(_("草稿刚被修改过。请先看看最新的内容，再建立工作年。"))
        _check_settled(row.state)
        programme = Programme(
            owner=owner, name=name.strip(), year=year, starts_on=starts_on, ends_on=ends_on, document=row.document
        )
        setting = Setting(
            starts_on,
            ends_on,
            default_lead,
            Unit.objects.in_bulk(_unit_ids(row.state)),
            list(FactKind.objects.filter(is_active=True)),
        )
        areas = areas_of(row.state, setting)
        new_programme(programme)
        _check_areas(programme, areas)
        projects = write_areas(programme, areas)
        settle_draft(draft=row, became=Subject.of(programme), by=by)
        audit.record(
            by,
            "programme.created_from_draft",
            programme,
            draft=row.pk,
            document=row.document_id,
            areas=len(areas),
            projects=projects,
        )
    return programme


def areas_of(state: drafting.State, setting: Setting) -> list[AreaGiven]:
    """The areas and projects of a draft, with units resolved. Raises Invalid naming every project without a lead."""
    leaderless: list[str] = []
    found = [
        AreaGiven(
            title=area["title"],
            projects=tuple(
                _project(item, f"{number}-{place:02d}", setting, leaderless)
                for place, item in enumerate(drafting.projects_in(area), 1)
            ),
            spans=_spans(_area_spans(area)),
        )
        for number, area in enumerate(drafting.areas(state), 1)
    ]
    if leaderless:
        raise Invalid(
            _("这些项目没有牵头单位：%(titles)s。请在草稿里填写，或选定一个默认的牵头单位。")
            % {"titles": _listed(leaderless)},
            field="default_lead",
        )
    if not any(area.projects for area in found):
        raise Invalid(_("草稿里还没有项目。请至少把一项列为项目。"))
    return found


def _project(item: drafting.Item, code: str, setting: Setting, leaderless: list[str]) -> ProjectGiven:
    leads = _resolved(item["leads"], setting)
    supports = _resolved(item["supports"], setting)
    measures = [child for child, _parents in drafting.counted(item["children"])]
    for child in measures:
        supports += _resolved([*child["leads"], *child["supports"]], setting)
    if not leads and setting.default_lead is not None:
        leads = [setting.default_lead]
    if not leads:
        leaderless.append(item["title"])
        leads = [Unit()]
    # One unit leads; others that the document names beside it support, and report by themselves.
    joint, seen, parts = {unit.pk for unit in leads[1:]}, {leads[0].pk}, []
    for unit in [*leads[1:], *supports]:
        if unit.pk not in seen:
            seen.add(unit.pk)
            parts.append(SupportGiven(unit, reports=unit.pk in joint))
    # The reader gives a heading the numbers of its measures too; the measure says better what they count.
    inner = [(target, child["title"]) for child in measures for target in child["targets"]]
    targets = [(target, item["title"]) for target in item["targets"] if target not in [each for each, _title in inner]]
    targets += inner
    return ProjectGiven(
        code=code,
        title=item["title"][:200],
        description=drafting.description(item),
        lead_unit=leads[0],
        supports=tuple(parts),
        starts_on=date.fromisoformat(item["starts_on"]) if item["starts_on"] else setting.starts_on,
        due_on=_due(item, measures) or setting.ends_on,
        spans=_spans(drafting.spans_with_children(item)),
        indicators=tuple(indicators_of(targets, setting.kinds)),
    )


def _due(item: drafting.Item, measures: list[drafting.Item]) -> date | None:
    """The project's own day, or else the last of its measures' days when each of them has one."""
    if item["due"] and item["due"]["date"]:
        return date.fromisoformat(item["due"]["date"])
    days = [child["due"]["date"] for child in measures if child["due"] and child["due"]["date"]]
    if days and len(days) == sum(child["kind"] == drafting.MEASURE for child in measures):
        return date.fromisoformat(max(days))
    return None


def indicators_of(targets: Iterable[tuple[dict[str, Any], str]], kinds: list[FactKind]) -> list[IndicatorGiven]:
    """Targets, each with its item's title, as indicators: one for each name.

    A target that says no more than "10个" takes the item's title as its name. What has no number is no indicator: it
    stays in the description.
    """
    found: dict[str, IndicatorGiven] = {}
    for target, title in targets:
        unit = target["unit"]
        if target["value"] is None or not unit:
            continue
        says = _bare(target["text"].replace(unit, ""))
        name = " ".join((target["text"] if len(says) > 1 else title).split())[:NAME_LIMIT]
        kind = next((kind for kind in kinds if kind.unit == unit and _bare(kind.name) in _bare(name)), None)
        value = Decimal(target["value"]).quantize(Decimal("0.01"))
        found.setdefault(name, IndicatorGiven(name, unit[:UNIT_LIMIT], value, kind))
    return list(found.values())


def _resolved(parties: list[dict[str, Any]], setting: Setting) -> list[Unit]:
    return [setting.units[pk] for party in parties for pk in party["units"] if pk in setting.units]


def _unit_ids(state: drafting.State) -> set[int]:
    return {
        pk
        for item, _parents in drafting.counted(state["items"])
        for party in (*item["leads"], *item["supports"])
        for pk in party["units"]
    }


def _area_spans(area: drafting.Item) -> list[list[int]]:
    """The area's own words and those of the notes in it that stand over projects."""
    notes = [
        child["spans"]
        for child, parents in drafting.counted(area["children"])
        if child["kind"] == drafting.NOTE and not any(parent["kind"] == drafting.PROJECT for parent in parents)
    ]
    return sorted([*area["spans"], *(span for spans in notes for span in spans)])


def _spans(spans: list[list[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in spans)


def _check_settled(state: drafting.State) -> None:
    open_names = [party["name"] for party in drafting.unmatched(state)]
    if open_names:
        raise Invalid(
            _("这些单位名称还没有对上：%(names)s。请在草稿里逐个选定单位，或标为“不分派”。")
            % {"names": _listed(open_names)},
            field="units",
        )


def _check_areas(programme: Programme, areas: list[AreaGiven]) -> None:
    titles = [area.title for area in areas]
    twice = sorted({title for title in titles if titles.count(title) > 1})
    if twice:
        raise Invalid(_("有同名的领域：%(titles)s。请改名或合并。") % {"titles": _listed(twice)}, field="areas")
    for area in areas:
        for project in area.projects:
            check_dates(programme, project.starts_on, project.due_on, project.title)
            check_units(project.lead_unit, project.supports, project.title)


def _listed(names: list[str]) -> str:
    return listed(f"“{name}”" for name in names)


def _bare(words: str) -> str:
    return re.sub(r"[\s\W\d_]", "", words)
