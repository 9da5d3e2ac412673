"""The year-end evaluation: criteria, reviewers' scores, published results. Of projects and units, never of persons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.enumeration import listed
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.scoring import CENT, REASON_BELOW, spread, weighted
from tongxin.organisations.models import Unit
from tongxin.programme import rules
from tongxin.programme.enums import CriterionMethod, EvaluatedThing, ProjectStatus
from tongxin.programme.models import Criterion, EvaluationResult, Programme, Project, Score
from tongxin.programme.workflows import PROJECT
from tongxin.programme.yardstick import (
    DEFAULT_CRITERIA,
    Computed,
    counted,
    criteria_of,
    default_title,
    led_by_unit,
    together,
)


@dataclass(frozen=True)
class Line:
    """A criterion as it is to be: `weight` in percent of its thing's total."""

    thing: EvaluatedThing
    title: str
    weight: int
    method: CriterionMethod


def default_lines() -> list[Line]:
    """The usual yardstick, to begin with."""
    return [Line(thing, default_title(thing, method), weight, method) for thing, method, weight in DEFAULT_CRITERIA]


def set_criteria(*, programme: Programme, lines: Sequence[Line], by: Any) -> list[Criterion]:
    """Say how the year is evaluated; what stood before is replaced.

    Raises NotAllowed unless `by` coordinates, WrongState once scores were given or results published, Invalid where the
    weights of a thing do not come to 100, a title is missing or stands twice.
    """
    if not rules.may_coordinate(by, programme):
        raise NotAllowed(_("只有主办单位的协调员可以定评价标准。"))
    if not lines:
        raise Invalid(_("请至少写一条评价内容。"), field="criteria")
    weights: dict[EvaluatedThing, int] = defaultdict(int)
    for number, line in enumerate(lines):
        if not line.title.strip():
            raise Invalid(_("第 %(number)d 条没有写评价内容。") % {"number": number + 1}, field=f"criteria.{number}")
        if not 1 <= line.weight <= 100:
            raise Invalid(
                _("第 %(number)d 条的权重要在 1 到 100 之间。") % {"number": number + 1}, field=f"criteria.{number}"
            )
        weights[line.thing] += line.weight
    for thing, total in weights.items():
        if total != 100:
            raise Invalid(
                _("“%(thing)s”各条权重合计为 %(total)d，要正好是 100。") % {"thing": thing.label, "total": total},
                field="criteria",
            )
    if len({(line.thing, line.title.strip()) for line in lines}) != len(lines):
        raise Invalid(_("同一评价对象有两条内容相同。请合并或改名。"), field="criteria")
    with transaction.atomic():
        Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
        if Score.objects.filter(criterion__programme=programme).exists() or programme.results.exists():
            raise WrongState(_("已经开始评分或公布结果，评价标准不能再改。"))
        programme.criteria.all().delete()
        made = Criterion.objects.bulk_create(
            Criterion(
                programme=programme,
                position=position,
                thing=line.thing,
                title=line.title.strip(),
                weight=line.weight,
                method=line.method,
            )
            for position, line in enumerate(lines, start=1)
        )
        audit.record(
            by,
            "evaluation.criteria_set",
            programme,
            criteria=[[line.thing.value, line.title, line.weight, line.method.value] for line in lines],
        )
    return made


def score(
    *,
    criterion: Criterion,
    value: int,
    by: Any,
    reason: str = "",
    project: Project | None = None,
    unit: Unit | None = None,
) -> Score:
    """Give, or give anew, one's score (0 to 100) of one project or unit by one criterion.

    Several reviewers score independently; none sees the others' before the results are out. Raises NotAllowed unless
    `by` scores for the programme and does not belong to the unit (or to a unit of the project), WrongState where the
    criterion is computed, the project is not closed, or the results are out, Invalid for a value outside 0 to 100 or
    without a reason below 60.
    """
    programme = criterion.programme
    thing = project if project is not None else unit
    if thing is None or (project is not None) == (unit is not None):
        raise ValueError("a score is of one project or of one unit")
    if not rules.may_score(by, programme):
        raise NotAllowed(_("只有主办单位的协调员和审核员可以评分。"))
    if rules.is_party_to(by, parties_of(thing)):
        raise NotAllowed(_("您所在的单位与被评对象有关，请回避，由其他评审人评分。"))
    reason = reason.strip()
    if not 0 <= value <= 100:
        raise Invalid(_("得分要在 0 到 100 之间。"), field="value")
    if value < REASON_BELOW and not reason:
        raise Invalid(_("低于 %(least)d 分要写明理由。") % {"least": REASON_BELOW}, field="reason")
    if criterion.method != CriterionMethod.SCORED:
        raise WrongState(_("“%(title)s”由系统按实绩计算，不用评分。") % {"title": criterion.title})
    with transaction.atomic():
        Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
        _must_be_scored_now(criterion, project, unit)
        given, is_new = Score.objects.update_or_create(
            criterion=criterion, project=project, unit=unit, reviewer=by, defaults={"value": value, "reason": reason}
        )
        audit.record(by, "evaluation.scored", given, value=value, reason=reason, is_new=is_new)
    return given


def parties_of(thing: Project | Unit) -> list[Unit]:
    """The units whose people do not score this: the unit itself; a project's lead and supporting units."""
    if isinstance(thing, Unit):
        return [thing]
    return [thing.lead_unit, *(assignment.unit for assignment in thing.assignments.select_related("unit"))]


def _must_be_scored_now(criterion: Criterion, project: Project | None, unit: Unit | None) -> None:
    programme = criterion.programme
    wanted = EvaluatedThing.PROJECT if project is not None else EvaluatedThing.UNIT
    if criterion.thing != wanted:
        raise WrongState(_("这条评价内容不适用于该对象。请刷新页面后再评。"))
    if programme.results.filter(project=project, unit=unit).exists():
        raise WrongState(_("评价结果已经公布，不能再改分。"))
    if project is not None and (
        project.programme_id != programme.pk
        or not Project.objects.filter(pk=project.pk, status=ProjectStatus.CLOSED).exists()
    ):
        raise WrongState(_("项目办结后才能评分。"))
    if unit is not None and not programme.projects.filter(lead_unit=unit).exists():
        raise WrongState(_("这个单位在本工作年没有牵头项目，不参加评价。"))


def publish_results(*, programme: Programme, by: Any) -> list[EvaluationResult]:
    """Fix and publish the results of all closed projects and of the units that lead projects.

    The spread of the reviewers' scores (lowest, highest) is kept with each part. Closed projects become evaluated.
    Raises NotAllowed unless `by` coordinates, WrongState without criteria or closed projects, Invalid with the list
    while a scored criterion has no score.
    """
    if not rules.may_coordinate(by, programme):
        raise NotAllowed(_("只有主办单位的协调员可以公布评价结果。"))
    with transaction.atomic():
        Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
        projects = list(programme.projects.select_related("programme", "lead_unit"))
        closed = [project for project in projects if project.status == ProjectStatus.CLOSED]
        if not programme.criteria.exists():
            raise WrongState(_("还没有定评价标准。请先定标准，再评分、公布。"))
        if not closed:
            raise WrongState(_("还没有办结的项目，没有可以公布的结果。"))
        parts = counted(projects)
        things: list[tuple[Project | Unit, Computed]] = []
        if criteria_of(programme, EvaluatedThing.PROJECT):
            things += [(project, together([parts[project.pk]])) for project in closed]
        if criteria_of(programme, EvaluatedThing.UNIT):
            things += [
                (unit, together(parts[project.pk] for project in own)) for unit, own in led_by_unit(projects).items()
            ]
        scores = _scores_of(programme)
        _must_be_complete(programme, [thing for thing, _computed in things], scores)
        results = [_result(programme, thing, computed, scores) for thing, computed in things]
        EvaluationResult.objects.filter(
            programme=programme, unit_id__in=[result.unit_id for result in results if result.unit_id]
        ).delete()
        EvaluationResult.objects.bulk_create(results)
        for project in closed:
            PROJECT.move(project, "evaluate", by=by)
        audit.record(
            by,
            "evaluation.published",
            programme,
            projects={str(result.project_id): str(result.points) for result in results if result.project_id},
            units={str(result.unit_id): str(result.points) for result in results if result.unit_id},
        )
    return results


Key = tuple[int, int | None, int | None]
"""Criterion, project, unit (ids)."""


def _key(criterion: Criterion, thing: Project | Unit) -> Key:
    if isinstance(thing, Project):
        return criterion.pk, thing.pk, None
    return criterion.pk, None, thing.pk


def _thing_of(thing: Project | Unit) -> EvaluatedThing:
    return EvaluatedThing.PROJECT if isinstance(thing, Project) else EvaluatedThing.UNIT


def _scores_of(programme: Programme) -> dict[Key, list[int]]:
    found: dict[Key, list[int]] = defaultdict(list)
    for given in Score.objects.filter(criterion__programme=programme):
        found[given.criterion_id, given.project_id, given.unit_id].append(given.value)
    return found


def _must_be_complete(
    programme: Programme, things: Sequence[Project | Unit], scores: Mapping[Key, Sequence[int]]
) -> None:
    missing = [
        _("%(thing)s（%(criterion)s）") % {"thing": thing, "criterion": criterion.title}
        for thing in things
        for criterion in criteria_of(programme, _thing_of(thing))
        if criterion.method == CriterionMethod.SCORED and not scores.get(_key(criterion, thing))
    ]
    if missing:
        shown = listed(missing[:10])
        raise Invalid(
            _("还有 %(count)d 项没有人评分：%(list)s%(more)s。请评完再公布。")
            % {"count": len(missing), "list": shown, "more": _("等") if len(missing) > 10 else ""}
        )


def _result(
    programme: Programme, thing: Project | Unit, computed: Computed, scores: Mapping[Key, Sequence[int]]
) -> EvaluationResult:
    parts: list[dict[str, Any]] = []
    weights: list[tuple[int, Decimal | None]] = []
    for criterion in criteria_of(programme, _thing_of(thing)):
        about: dict[str, Any] = {"criterion": criterion.title, "weight": criterion.weight, "method": criterion.method}
        if criterion.method == CriterionMethod.SCORED:
            given = spread(scores[_key(criterion, thing)])
            points: Decimal | None = given.mean
            about |= {"lowest": given.lowest, "highest": given.highest, "scores": given.count}
        else:
            part = computed.of(criterion.method)
            points = part.points
            about |= {"counted": part.whole, "good": str(part.good.quantize(CENT))}
        parts.append(about | {"points": None if points is None else str(points)})
        weights.append((criterion.weight, points))
    total = weighted(weights)
    return EvaluationResult(
        programme=programme,
        project=thing if isinstance(thing, Project) else None,
        unit=thing if isinstance(thing, Unit) else None,
        points=total if total is not None else Decimal(0),
        parts=parts,
        published_on=programme.today,
    )
