"""The pages on which a year is seen: home, board, timeline, units × months, the leader's page, a project."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tongxin.common import audit, components
from tongxin.common.clock.wording import plain_day, short_month
from tongxin.common.subjects import Subject
from tongxin.facts.models import FactKind
from tongxin.facts.selectors import by_month, facts_of
from tongxin.organisations.enums import Role
from tongxin.organisations.roles import has_role
from tongxin.programme import rules
from tongxin.programme.enums import ProjectStatus, RequestStatus
from tongxin.programme.lights import plain
from tongxin.programme.models import Programme, Project
from tongxin.programme.selectors import access
from tongxin.programme.selectors.board import Board, board, card_of
from tongxin.programme.selectors.heat import burden, heat
from tongxin.programme.selectors.home import home as home_of
from tongxin.programme.selectors.leader import leader_view
from tongxin.programme.selectors.sight import sight_of
from tongxin.programme.selectors.timeline import timeline
from tongxin.programme.workflows import PROJECT
from tongxin.workbench.carry.requests import closings_for, extensions_for
from tongxin.workbench.carry.supervision import OPEN as SUPERVISION_OPEN
from tongxin.workbench.deadlines import moved, project_lines
from tongxin.workbench.pages import is_number, paged, staff_page
from tongxin.workbench.year import cards
from tongxin.workbench.year.links import link_of

# Who sees a project sees what was done for it.
EVERY_FACT = Q(pk__isnull=False)
# ?kind= of the table that shows what was asked of units instead of what they did.
BURDEN = "burden"
UNDER_WAY = {RequestStatus.ASKED, *SUPERVISION_OPEN}
NUMERALS = "一二三四五六七八九十"


def numeral(position: int) -> str:
    """一, 二, ... as areas are numbered in Chinese; plain digits from eleven on, and in other languages."""
    in_chinese = (get_language() or "").startswith("zh")
    return NUMERALS[position - 1] if in_chinese and 0 < position <= len(NUMERALS) else str(position)


@staff_page
def home(request: HttpRequest) -> HttpResponse:
    """What I owe, what is late, what waits for my word."""
    found = home_of(request.user)
    groups = [
        (_("已经晚了"), [(item, link_of(item)) for item in found.late], False),
        (_("要办的"), [(item, link_of(item)) for item in found.coming], False),
        (_("等您定的"), [(item, link_of(item)) for item in found.to_decide], True),
    ]
    own = access.own_units(request.user)
    is_near = Q(parent_project__isnull=True) | Q(owner_id__in=own) | Q(projects__assignments__unit_id__in=own)
    programmes = access.visible_programmes(request.user).filter(is_near).distinct()[:6]
    return render(request, "workbench/year/home.html", {"groups": groups, "programmes": programmes, "home": found})


@staff_page
def years(request: HttpRequest) -> HttpResponse:
    """All programmes that one may see; straight to the board where there is only one."""
    programmes = access.visible_programmes(request.user)
    if programmes.count() == 1:
        return HttpResponseRedirect(reverse("workbench:board", args=[programmes[0].pk]))
    context = {"page": paged(request, programmes), "may_start": has_role(request.user, Role.COORDINATOR)}
    return render(request, "workbench/year/years.html", context)


def programme_or_404(request: HttpRequest, pk: int) -> Programme:
    return get_object_or_404(access.visible_programmes(request.user).select_related("document"), pk=pk)


def subtitle(programme: Programme, whole: Board | None = None) -> str:
    """One line under a year's name: its size, its document, and the day it is shown as of."""
    parts = []
    if whole is not None:
        areas = ngettext("%(n)d 个领域", "%(n)d 个领域", len(whole.areas)) % {"n": len(whole.areas)}
        projects = ngettext("%(n)d 个重点项目", "%(n)d 个重点项目", len(whole.cards)) % {"n": len(whole.cards)}
        parts += [areas, projects]
    if programme.document:
        parts.append(_("依据《%(title)s》") % {"title": programme.document.title.strip("《》")})
    if programme.shown_as_of:
        parts.append(_("示例，按 %(date)s展示") % {"date": plain_day(programme.shown_as_of, year=0)})
    return " · ".join(parts)


def narrowed(query: QueryDict, projects: QuerySet[Project]) -> QuerySet[Project]:
    """Projects by the filters in the address; an unknown value narrows nothing."""
    if is_number(area := query.get("area", "")):
        projects = projects.filter(area_id=area)
    if is_number(unit := query.get("unit", "")):
        projects = projects.filter(assignments__unit_id=unit).distinct()
    if words := query.get("q", "").strip():
        projects = projects.filter(title__icontains=words)
    return projects


def board_filters(programme: Programme, query: QueryDict) -> list[components.Filter]:
    areas = [(str(area.pk), area.title) for area in programme.areas.all()]
    units = {
        str(pk): short or name
        for pk, name, short in programme.projects.order_by("assignments__unit__path").values_list(
            "assignments__unit_id", "assignments__unit__name", "assignments__unit__short_name"
        )
        if pk
    }
    return [
        components.Filter("area", _("领域"), areas, query.get("area", ""), _("全部领域")),
        components.Filter("unit", _("单位"), list(units.items()), query.get("unit", ""), _("全部单位")),
        components.Filter("q", _("项目名称"), (), query.get("q", "")),
    ]


@staff_page
def board_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Areas × projects by light; the chosen project's "why?" beside it. Filters and the choice are in the address."""
    programme = programme_or_404(request, pk)
    query = request.GET
    is_narrow = any(query.get(name) for name in ("area", "unit", "q"))
    whole = board(programme, narrowed(query, programme.projects.all()) if is_narrow else None)
    light = query.get("light", "")
    picked = _picked(whole, query)
    areas = []
    for area in whole.areas:
        shown = [
            cards.project_card(card, _with(query, pick=str(card.project.pk)) + "#why", chosen=picked is card)
            for card in area.cards
            if not light or card.light.state == light
        ]
        if shown or not (light or is_narrow):
            areas.append(cards.area_cards(area, numeral(area.area.position), shown))
    may_coordinate = rules.may_coordinate(request.user, programme)
    context = {
        "programme": programme,
        "subtitle": subtitle(programme, whole),
        "counts": cards.light_counts(whole.counts, light, _with(query, light="", pick="", page="") + "&"),
        "areas": areas,
        "picked": picked,
        "reasons": cards.reasons(picked.light) if picked else [],
        "filters": board_filters(programme, query),
        "may_coordinate": may_coordinate,
        "may_set_insight": rules.may_set_insight(request.user, programme),
        "planned": _planned(programme) if may_coordinate else 0,
        "all_url": _with(query, light="", pick="", page=""),
        "table_query": _with(query, pick="", page=""),
        "light": light,
    }
    return render(request, "workbench/year/board.html", context)


def _planned(programme: Programme) -> int:
    """How many projects are still to be handed out."""
    return programme.projects.filter(status=ProjectStatus.PLANNED).count()


def _picked(whole: Board, query: QueryDict) -> Any:
    """The project that the address names, else the most urgent one."""
    by_id = {str(card.project.pk): card for card in whole.cards}
    if query.get("pick") in by_id:
        return by_id[str(query.get("pick"))]
    return min(whole.cards, key=lambda card: card.light.urgency, default=None)


def _with(query: QueryDict, **changes: str) -> str:
    """The address with some keys changed; an empty value takes the key out."""
    changed = query.copy()
    for name, value in changes.items():
        if value:
            changed[name] = value
        else:
            changed.pop(name, None)
    return "?" + changed.urlencode()


@staff_page
def timeline_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Each project's stage goals, reports and moved deadlines along the months of the year."""
    programme = programme_or_404(request, pk)
    projects = list(narrowed(request.GET, programme.projects.all()).select_related("programme", "area", "lead_unit"))
    page = paged(request, projects, 15)
    marks = timeline(page.object_list)
    rows = [(project, cards.lane(programme, marks[project.pk]), cards.moments(marks[project.pk])) for project in page]
    context = {
        "programme": programme,
        "subtitle": subtitle(programme),
        "rows": rows,
        "page": page,
        "months": cards.month_ticks(programme),
        "now": cards.now_tick(programme),
        "filters": board_filters(programme, request.GET),
    }
    return render(request, "workbench/year/timeline.html", context)


@staff_page
def heat_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Units × months: how many facts of all kinds, or how much of one kind."""
    programme = programme_or_404(request, pk)
    kinds = list(
        FactKind.objects.filter(pk__in=Project.objects.filter(programme=programme).values("indicators__kind")).order_by(
            "position", "pk"
        )
    )
    chosen = next((kind for kind in kinds if kind.code == request.GET.get("kind")), None)
    is_burden = request.GET.get("kind") == BURDEN
    table = burden(programme) if is_burden else heat(programme, chosen)
    what = _("填报的栏数") if is_burden else chosen.name if chosen else _("实绩条数")
    unit_word = _("栏") if is_burden else chosen.unit if chosen else _("条")
    months = [short_month(month) for month in table.months]
    shown = components.HeatMap(
        caption=_("各单位每月的%(what)s（单位：%(unit)s）；颜色越深越多")
        % {
            "what": what,
            "unit": unit_word,
        },
        columns=[*months, _("合计")],
        rows=[
            (
                row.unit.brief,
                [
                    *(
                        components.HeatCell(
                            plain(cell.value) if cell.value else "",
                            cell.shade,
                            _("%(unit)s %(month)s：%(value)s %(measure)s")
                            % {
                                "unit": row.unit.brief,
                                "month": months[i],
                                "value": plain(cell.value),
                                "measure": unit_word,
                            },
                            f"{reverse('workbench:facts')}?programme={pk}&unit={row.unit.pk}&month={cell.month:%Y-%m}"
                            if cell.value and not is_burden
                            else "",
                        )
                        for i, cell in enumerate(row.cells)
                    ),
                    components.HeatCell(plain(row.total), 0, ""),
                ],
            )
            for row in table.rows
        ],
    )
    chart = components.Chart(
        id="by-month",
        title=_("全部单位每月合计"),
        kind="bar",
        categories=months,
        series=[components.Series(what, [float(value) for value in table.totals])],
        unit=unit_word,
        head=_("月份"),
    )
    filters = [
        components.Filter(
            "kind",
            _("看什么"),
            [*((kind.code, kind.name) for kind in kinds), (BURDEN, _("填报负担：要单位填了多少栏"))],
            BURDEN if is_burden else chosen.code if chosen else "",
            _("实绩条数"),
        )
    ]
    context = {
        "programme": programme,
        "subtitle": subtitle(programme),
        "heat": shown if any(table.totals) else None,
        "chart": chart,
        "filters": filters,
        "is_burden": is_burden,
    }
    return render(request, "workbench/year/heat.html", context)


@staff_page
def leader_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The year on one screen and what needs a decision."""
    programme = programme_or_404(request, pk)
    view = leader_view(programme)
    stacks = [
        (numeral(area.area.position), area.area.title, cards.light_counts(area.counts), len(area.cards))
        for area in view.board.areas
    ]
    context = {
        "programme": programme,
        "subtitle": subtitle(programme, view.board),
        "view": view,
        "reads_all": pk in sight_of(request.user).office_ids,
        "stacks": stacks,
        "counts": cards.light_counts(view.board.counts, "", reverse("workbench:board", args=[pk]) + "?"),
    }
    return render(request, "workbench/year/leader.html", context)


def asked_and_answered(request: HttpRequest, project: Project) -> tuple[cards.Addresses, list[tuple[str, str]]]:
    """The pages of a project's supervision notices and requests, as far as the reader may open them.

    With the words and addresses of those still under way.
    """
    notices = access.visible_notices(request.user).filter(project=project)
    extensions, closings = (
        extensions_for(request).filter(project=project),
        closings_for(request).filter(project=project),
    )
    addresses: cards.Addresses = {}
    under_way = []
    for kind, page, rows in (
        ("supervision", "supervision", notices),
        ("extension", "extension", extensions),
        ("closing", "closing", closings),
    ):
        for row in rows:
            addresses[kind, row.pk] = reverse(f"workbench:{page}", args=[row.pk])
            if row.status in UNDER_WAY:
                words = {
                    "supervision": _("督办通知单 %(number)s") % {"number": row},
                    "extension": _("延期申请"),
                    "closing": _("办结申请"),
                }[kind]
                under_way.append((f"{words} · {row.get_status_display()}", addresses[kind, row.pk]))
    return addresses, under_way


@staff_page
def project_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One project: its light and why, goals, indicators, reports, what was done, its words in the document, its past."""
    project = get_object_or_404(access.visible_projects(request.user).select_related("programme__document"), pk=pk)
    card = card_of(project)
    marks = timeline([project])[project.pk]
    reports = access.visible_reports(request.user).filter(project=project).order_by("-period_starts")
    addresses, under_way = asked_and_answered(request, project)
    moves = moved(project.deadline_moves.select_related("goal"))
    context = {
        "project": project,
        "programme": project.programme,
        "card": card,
        "figures": [(item, cards.figure(item), item.share) for item in card.measured],
        "reasons": cards.reasons(card.light),
        "goals": cards.goal_rows(project, card.measured),
        "assignments": project.assignments.select_related("unit"),
        "reports": reports.filter(period_starts__lte=project.programme.today)[:12],
        "moments": cards.moments(
            (mark for mark in reversed(marks) if mark.on <= project.programme.today),
            addresses | {("report", each.pk): reverse("workbench:report", args=[each.pk]) for each in reports},
        ),
        "facts": facts_of(Subject.of(project), request.user, through=EVERY_FACT, size=8).facts,
        "chart": cards.month_chart(project, by_month(Subject.of(project))),
        "quotes": cards.quotes(project),
        "history": list(audit.history(project))[-20:],
        "sub_programmes": access.visible_programmes(request.user).filter(parent_project=project),
        "moves": [move.action for move in PROJECT.open_to(request.user, project)],
        "may_coordinate": rules.may_coordinate_project(request.user, project),
        "may_carry": rules.may_carry(request.user, project),
        "may_break_down": rules.may_break_down(request.user, project),
        "due": project_lines(project, moves),
        "deadline_moves": moves,
        "under_way": under_way,
    }
    return render(request, "workbench/year/project.html", context)
