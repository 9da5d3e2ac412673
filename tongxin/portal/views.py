"""The public pages of a year: what was to be done, how far it is, and why its light is what it is."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tongxin.brands.selectors.public import brands_by_category
from tongxin.common import components
from tongxin.common.clock.wording import plain_day
from tongxin.common.tables.writing import write_csv
from tongxin.editorial.selectors.public import latest_stories, running_notices
from tongxin.naming.selectors import public as naming
from tongxin.places.selectors.public import kinds_shown
from tongxin.portal import structured
from tongxin.programme.lights import State, plain
from tongxin.programme.models import Programme
from tongxin.programme.selectors.public import (
    PublicIndicator,
    PublicProject,
    PublicYear,
    public_programmes,
    public_year,
    public_years,
)

# The front page's cards of progress, and the figures on each.
LATEST, MOST_FIGURES = 4, 3
SHOWN_STORIES, SHOWN_NOTICES = 5, 6
ORDER = (State.GOOD, State.RISK, State.LATE, State.DONE, State.IDLE)


def _counts(
    counts: dict[str, int], address: str = "", chosen: str = "", kept: dict[str, str] | None = None
) -> list[components.LightCount]:
    """How many have each light; with an `address`, each the way to them there."""
    return [
        components.LightCount(
            state.value,  # type: ignore[arg-type]
            str(state.label),
            counts[state.value],
            f"{address}?{urlencode({'light': state.value} | (kept or {}))}" if address else "",
            chosen == state.value,
        )
        for state in ORDER
    ]


def _figure(item: PublicIndicator) -> str:
    """ "18 / 24 家"; a small count of persons is only said to be small."""
    if item.value is None:
        return _("少于 10 %(unit)s") % {"unit": item.unit}
    target = f" / {plain(item.target)}" if item.target else ""
    return f"{plain(item.value)}{target} {item.unit}"


def _year_or_404(pk: int) -> PublicYear:
    return public_year(get_object_or_404(public_programmes(), pk=pk))


def front(request: HttpRequest) -> HttpResponse:
    """The front page: news and notices, the running years with their areas and latest progress, ways to the places."""
    years = public_years(list(public_programmes()[:3]))
    first = years[0] if years else None
    stories = latest_stories(SHOWN_STORIES)
    context = {
        "years": [_shown(one) for one in years],
        "programme": first.programme if first else None,
        "doors": _doors(first) if first else [],
        "size": _items(len(first.projects)) if first else "",
        "latest": _latest(first) if first else [],
        "stories": stories,
        "namings": naming.batches_on_notice(),
        "notices": running_notices(SHOWN_NOTICES),
        "brands": brands_by_category(),
        "kinds": list(kinds_shown()),
        "sample": any(one.programme.is_sample for one in years) or any(one.is_sample for one in stories),
        "structured": [structured.website(request, first.programme.owner if first else None)],
    }
    return render(request, "portal/front.html", context)


def _shown(found: PublicYear) -> dict[str, Any]:
    address = reverse("portal:year", args=[found.programme.pk])
    size = len(found.projects)
    areas = [
        {
            "title": area.title,
            "url": f"{address}#area-{number}",
            "lights": _counts(area.counts),
            "words": _in_words(area.counts, len(area.projects)),
        }
        for number, area in enumerate(found.areas, start=1)
    ]
    return {
        "programme": found.programme,
        "counts": _counts(found.counts, address),
        "areas": areas,
        "all": ngettext("全部 %(n)d 个项目", "全部 %(n)d 个项目", size) % {"n": size},
    }


def _doors(found: PublicYear) -> list[dict[str, Any]]:
    """The year's lights, each the way to its projects; a light that no project has is left out."""
    address = reverse("portal:year", args=[found.programme.pk])
    return [
        {
            "state": one.state,
            "words": one.words,
            "number": _items(one.count),
            "url": one.url,
        }
        for one in _counts(found.counts, address)
        if one.count
    ]


def _items(number: int) -> str:
    return ngettext("%(n)d 项", "%(n)d 项", number) % {"n": number}


def _latest(found: PublicYear) -> list[dict[str, Any]]:
    """The project of each area that was reported on last, the newest four."""
    newest = []
    for area in found.areas:
        reported = [one for one in area.projects if one.progress and one.progress[0].on]
        newest += sorted(reported, key=_reported_on, reverse=True)[:1]
    return [
        {
            "project": one,
            "progress": one.progress[0],
            "figures": [(item, _figure(item)) for item in one.indicators[:MOST_FIGURES]],
        }
        for one in sorted(newest, key=_reported_on, reverse=True)[:LATEST]
    ]


def _reported_on(shown: PublicProject) -> date:
    return shown.progress[0].on or date.min


def _in_words(counts: dict[str, int], size: int) -> str:
    """ "5 项，1 项逾期": what stands out, or that all goes to plan."""
    whole = _items(size)
    for state in (State.LATE, State.RISK):
        if counts[state.value]:
            return _("%(whole)s，%(n)d 项%(state)s") % {"whole": whole, "n": counts[state.value], "state": state.label}
    return _("%(whole)s，按计划") % {"whole": whole}


def years(request: HttpRequest) -> HttpResponse:
    """All public years, the running ones first; straight to it where there is one."""
    found = list(public_programmes())
    if len(found) == 1:
        return redirect("portal:year", found[0].pk)
    shown = [_shown(one) for one in public_years(found)]
    return render(request, "portal/year/years.html", {"years": shown, "sample": any(one.is_sample for one in found)})


def year(request: HttpRequest, pk: int) -> HttpResponse:
    """Areas and projects of a public year; ?light= narrows to one light, ?q= to words of a title, area or unit."""
    found = _year_or_404(pk)
    light, wanted = request.GET.get("light", ""), request.GET.get("q", "").strip()
    kept = {"q": wanted} if wanted else {}
    address = reverse("portal:year", args=[pk])
    areas = [
        (
            number,
            area.title,
            [
                (project, [_figure(item) for item in project.indicators[:1]])
                for project in area.projects
                if (not light or project.state == light) and _speaks_of(project, wanted)
            ],
        )
        for number, area in enumerate(found.areas, start=1)
    ]
    context = {
        "year": found,
        "programme": found.programme,
        "areas": [(number, title, projects) for number, title, projects in areas if projects],
        "found": sum(len(projects) for _number, _title, projects in areas),
        "counts": _counts(found.counts, address, light, kept),
        "light": light,
        "wanted": wanted,
        "as_of": plain_day(found.as_of, year=0),
        "sample": found.programme.is_sample,
        "structured": [_dataset(request, found), structured.breadcrumb(request, (found.programme.name, address))],
    }
    return render(request, "portal/year/year.html", context)


def _dataset(request: HttpRequest, found: PublicYear) -> dict[str, Any]:
    """The year's projects as data that others may take."""
    pk = found.programme.pk
    return structured.dataset(
        request,
        name=found.programme.name,
        description=_("重点项目的目标、进度、牵头单位和依据。"),
        path=reverse("portal:year", args=[pk]),
        creator=found.programme.owner,
        files=[
            ("application/json", reverse("portal:year_json", args=[pk])),
            ("text/csv", reverse("portal:year_csv", args=[pk])),
        ],
    )


def _speaks_of(shown: PublicProject, wanted: str) -> bool:
    """Whether every word that is looked for stands in the project's code, title, area or units."""
    text = " ".join((shown.code, shown.title, shown.area, shown.lead_unit, *shown.supporting_units)).casefold()
    return all(word in text for word in wanted.casefold().split())


def project(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One public project with its quarter goals, progress, light and why. 404 for what is internal."""
    found = _year_or_404(pk)
    shown = next((one for one in found.projects if one.code == code), None)
    if shown is None:
        raise Http404
    context = {
        "programme": found.programme,
        "project": shown,
        "figures": [(item, _figure(item)) for item in shown.indicators],
        "why": _why(shown),
        "goal_words": {"done": _("已达到"), "late": _("逾期"), "idle": _("未到期")},
        "as_of": plain_day(found.as_of, year=0),
        "sample": shown.is_sample,
        "structured": [
            structured.breadcrumb(
                request,
                (found.programme.name, reverse("portal:year", args=[pk])),
                (shown.title, reverse("portal:project", args=[pk, code])),
            )
        ],
    }
    return render(request, "portal/year/project.html", context)


def _why(shown: PublicProject) -> list[components.Reason]:
    rows: list[components.Reason] = []
    for reason in shown.reasons:
        rows.append(
            components.Reason(
                _("为什么是“%(words)s”") % {"words": shown.words} if not rows else _("另外"), reason.found
            )
        )
        rows += [components.Reason(_("怎么算的"), line) for line in reason.sums]
    return rows


def _rows(found: PublicYear) -> list[dict[str, Any]]:
    return [asdict(shown) for shown in found.projects]


def as_json(request: HttpRequest, pk: int) -> HttpResponse:
    """The year for machines: {"year", "as_of", "sample", "projects": [...]}."""
    found = _year_or_404(pk)
    programme: Programme = found.programme
    body = {
        "name": programme.name,
        "year": programme.year,
        "owner": programme.owner.name,
        "as_of": found.as_of,
        "sample": programme.is_sample,
        "projects": _rows(found),
    }
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False, "indent": 1})


def as_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """One row a project, for a spreadsheet (UTF-8 with a mark, so that Excel reads Chinese)."""
    found = _year_or_404(pk)
    heads = (
        *(
            _("编号"),
            _("项目"),
            _("领域"),
            _("牵头单位"),
            _("配合单位"),
            _("开始"),
            _("完成时限"),
            _("灯"),
            _("指标与进度"),
        ),
        _("示例"),
    )
    rows = (
        (
            *(shown.code, shown.title, shown.area, shown.lead_unit, "、".join(shown.supporting_units)),
            *(shown.starts_on, shown.due_on, shown.words),
            "；".join(f"{item.name} {_figure(item)}" for item in shown.indicators),
            shown.is_sample,
        )
        for shown in found.projects
    )
    response = HttpResponse(b"".join(write_csv(heads, rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="year-{found.programme.year}.csv"'
    return response
