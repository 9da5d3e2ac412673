"""What a brand did: its figures by month, the strands with their indicators, and where the figures come from."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tongxin.brands import actions, rules, selectors
from tongxin.brands.models import Brand, BrandLink, Strand, StrandIndicator
from tongxin.common import components
from tongxin.common.clock.wording import month_labels
from tongxin.common.subjects import Subject
from tongxin.facts.models import FactKind
from tongxin.facts.selectors import by_month, totals_for
from tongxin.facts.shown import months_in_a_row
from tongxin.places.models import Place
from tongxin.places.selectors import places_for
from tongxin.programme.models import Project
from tongxin.programme.selectors.access import visible_projects
from tongxin.workbench.brands.forms import DoneForm, IndicatorForm, LinkForm, StrandForm
from tongxin.workbench.brands.profile import frame
from tongxin.workbench.pages import posted, staff_page
from tongxin.workbench.units.pages import Words, confirm_page, form_page, only_if

MOST_MONTHS = 12


def _here(brand: Brand) -> str:
    return reverse("workbench:brand_done", args=[brand.pk])


@staff_page
def brand_done(request: HttpRequest, pk: int) -> HttpResponse:
    """What was done, by kind and month; strands and sources."""
    found = selectors.brand_for(request.user, pk)
    kinds = {kind.code: kind for kind in FactKind.objects.all()}
    figures = selectors.figures_of(found, kinds)
    measured = selectors.measured(found)
    context = frame(request, found, "done") | {
        "figures": figures,
        "chart": _chart(found, kinds),
        "strands": [(strand, measured.get(strand.pk, [])) for strand in found.strands.all()],
        "links": list(found.links.select_related("strand")),
        "is_living": found.is_living,
    }
    return render(request, "workbench/brands/done.html", context)


def _chart(brand: Brand, kinds: dict[str, FactKind]) -> components.Chart | None:
    """The last months of what the brand did most often."""
    rows = by_month(Subject.of(brand))
    if not rows:
        return None
    often: dict[str, int] = {}
    for row in rows:
        often[row.kind] = often.get(row.kind, 0) + row.count
    code = max(often, key=lambda one: often[one])
    values = {row.month: float(row.total) for row in rows if row.kind == code}
    months = months_in_a_row(values)[-MOST_MONTHS:]
    kind = kinds[code]
    return components.Chart(
        "brand-months",
        _("每月%(kind)s") % {"kind": kind.name},
        "bar",
        month_labels(months),
        [components.Series(kind.name, [values.get(month) for month in months])],
        kind.unit,
        _("月份"),
    )


@staff_page
def done_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down something that no project reports."""
    found = selectors.brand_for(request.user, pk)
    only_if(rules.may_edit(request.user, found))
    form = DoneForm(found, posted(request), initial={"happened_on": timezone.localdate()})

    def act(data: dict[str, Any]) -> str:
        actions.record_done(brand=found, by=request.user, **data)
        return _("已记入实绩账；记错了在实绩账里更正。")

    words = Words(_("记一笔实绩"), _("记入"), _here(found), _("项目和场所报过的不用再记，连上“实绩来源”就自动计入。"))
    return form_page(request, form, words, act)


def _linkable(request: HttpRequest, brand: Brand) -> dict[str, str]:
    """What this person may link: projects and places that he or she sees, and that are not linked yet."""
    there = {(row.subject_kind, row.subject_id) for row in brand.links.filter(ended_on__isnull=True)}
    found: dict[str, str] = {}
    labels = [(Subject.of(one), f"{one.code} {one.title}") for one in visible_projects(request.user).order_by("code")]
    labels += [(Subject.of(one), one.name) for one in places_for(request.user).order_by("name")]
    for subject, label in labels:
        if (subject.kind, subject.id) not in there:
            found[f"{subject.kind}:{subject.id}"] = label
    return found


@staff_page
def link_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a project's or a place's facts count for the brand; says first how many that are."""
    found = selectors.brand_for(request.user, pk)
    only_if(rules.may_link(request.user, found))
    labels = _linkable(request, found)
    project, place = Subject.of(Project, 0).kind, Subject.of(Place, 0).kind
    choices = [
        (words, [(value, label) for value, label in labels.items() if value.startswith(f"{kind}:")])
        for words, kind in ((_("项目"), project), (_("场所"), place))
    ]
    form = LinkForm(found, [group for group in choices if group[1]], posted(request))

    def subject_of(data: dict[str, Any]) -> Subject:
        return Subject(*data["subject"].split(":", 1))

    def consequences(data: dict[str, Any]) -> list[str]:
        subject = subject_of(data)
        count = sum(total.count for total in totals_for([subject])[subject].values())
        return [
            _("“%(label)s”已有 %(count)d 条实绩，会马上计入“%(brand)s”。")
            % {"label": labels[data["subject"]], "count": count, "brand": found},
            _("以后它的实绩都自动计入，同一条只计一次。"),
            _("计入的不能撤回；连错了可以停止，之后的不再计入。"),
        ]

    def act(data: dict[str, Any]) -> str:
        actions.link(
            brand=found,
            subject=subject_of(data),
            label=labels[data["subject"]],
            strand=data.get("strand"),
            by=request.user,
        )
        return _("已连上，实绩已计入。")

    words = Words(_("加一个实绩来源"), _("计入"), _here(found), found.name)
    return form_page(request, form, words, act, consequences=consequences)


@staff_page
def link_end(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    """Ask, then count nothing further from a source."""
    found = selectors.brand_for(request.user, pk)
    only_if(rules.may_link(request.user, found))
    row = get_object_or_404(BrandLink.objects.select_related("brand__owner"), pk=link, brand=found)

    def act() -> str:
        actions.end_link(made=row, by=request.user)
        return _("以后的实绩不再计入；已计入的还在。")

    words = Words(_("停止计入“%(label)s”？") % {"label": row.label}, _("停止"), _here(found), is_grave=True)
    return confirm_page(request, words, _("已计入的实绩留着，以后的不再计入。"), act)


@staff_page
def strand_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a strand."""
    found = selectors.brand_for(request.user, pk)
    only_if(rules.may_edit(request.user, found))

    def act(data: dict[str, Any]) -> str:
        actions.add_strand(brand=found, by=request.user, **data)
        return _("已加上。")

    words = Words(_("加一个分支工程"), _("加上"), _here(found), found.name)
    return form_page(request, StrandForm(posted(request)), words, act)


def _strand(brand: Brand, pk: int) -> Strand:
    return get_object_or_404(Strand.objects.select_related("brand__owner"), pk=pk, brand=brand)


@staff_page
def strand_remove(request: HttpRequest, pk: int, strand: int) -> HttpResponse:
    """Ask, then take a strand away that counts nothing."""
    found = selectors.brand_for(request.user, pk)
    only_if(rules.may_edit(request.user, found))
    row = _strand(found, strand)

    def act() -> str:
        actions.remove_strand(strand=row, by=request.user)
        return _("已删去“%(name)s”。") % {"name": row}

    words = Words(_("删去分支“%(name)s”？") % {"name": row}, _("删去"), _here(found), is_grave=True)
    return confirm_page(request, words, _("只有还没有指标和实绩来源的分支可以删去。"), act)


@staff_page
def indicator_add(request: HttpRequest, pk: int, strand: int) -> HttpResponse:
    """Measure a strand by a kind of fact."""
    found = selectors.brand_for(request.user, pk)
    only_if(rules.may_edit(request.user, found))
    row = _strand(found, strand)

    def act(data: dict[str, Any]) -> str:
        actions.add_indicator(strand=row, by=request.user, **data)
        return _("已加上指标。")

    form = IndicatorForm(posted(request), initial={"year": timezone.localdate().year})
    return form_page(request, form, Words(_("加一个指标"), _("加上"), _here(found), row.name), act)


@staff_page
def indicator_remove(request: HttpRequest, pk: int, indicator: int) -> HttpResponse:
    """Ask, then take an indicator away; the facts stay."""
    found = selectors.brand_for(request.user, pk)
    only_if(rules.may_edit(request.user, found))
    rows = StrandIndicator.objects.select_related("strand__brand__owner")
    row = get_object_or_404(rows, pk=indicator, strand__brand=found)

    def act() -> str:
        actions.remove_indicator(indicator=row, by=request.user)
        return _("已删去“%(name)s”。") % {"name": row}

    words = Words(_("删去指标“%(name)s”？") % {"name": row}, _("删去"), _here(found), is_grave=True)
    return confirm_page(request, words, _("实绩不受影响。"), act)
