"""The ledger of facts: what was done, filtered by the address; and one fact with its corrections."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.common import components
from tongxin.common.files.models import Attachment
from tongxin.common.subjects import Subject
from tongxin.common.tables import ListColumn, Listing
from tongxin.facts.models import Fact, FactEvidence, FactKind
from tongxin.facts.selectors import explain, next_month, visible_to
from tongxin.facts.totals import entries_of
from tongxin.organisations.models import Unit
from tongxin.programme.models import Programme, Project
from tongxin.programme.selectors import access
from tongxin.programme.selectors.heat import months_of
from tongxin.workbench.lists import exported, ordered, sorting
from tongxin.workbench.pages import is_number, paged, staff_page


def _about(request: HttpRequest) -> Project | Programme | None:
    """What the ledger is read for: the project or programme in the address, else the newest programme one may see.

    None where there is none. A unit's own plan comes after the years of the office.
    """
    query = request.GET
    if is_number(query.get("project", "")):
        return get_object_or_404(access.visible_projects(request.user), pk=query["project"])
    programmes = access.visible_programmes(request.user)
    if is_number(query.get("programme", "")):
        return get_object_or_404(programmes, pk=query["programme"])
    return programmes.filter(parent_project__isnull=True).first() or programmes.first()


def _figure(quantity: Decimal) -> int | Decimal:
    """A number without the idle zeros that the ledger keeps."""
    return int(quantity) if quantity == quantity.to_integral_value() else quantity.normalize()


LEDGER = Listing(
    gettext_lazy("实绩账"),
    (
        ListColumn("date", gettext_lazy("日期"), lambda fact: fact.happened_on, ("happened_on",)),
        ListColumn("kind", gettext_lazy("类别"), lambda fact: fact.kind.name, ("kind__position", "kind_id")),
        ListColumn("unit", gettext_lazy("单位"), lambda fact: fact.organisation.name, ("organisation__path",)),
        ListColumn("summary", gettext_lazy("说明"), lambda fact: fact.summary),
        ListColumn("place", gettext_lazy("地点"), lambda fact: fact.place),
        ListColumn(
            "quantity", gettext_lazy("数量"), lambda fact: _figure(fact.quantity), ("quantity",), is_number=True
        ),
        ListColumn("measure", gettext_lazy("计量单位"), lambda fact: fact.kind.unit),
        ListColumn("number", gettext_lazy("编号"), lambda fact: fact.pk),
        ListColumn("corrects", gettext_lazy("冲销哪一条"), lambda fact: fact.corrects_id),
        ListColumn("reason", gettext_lazy("更正理由"), lambda fact: fact.correction_reason),
        ListColumn("recorded", gettext_lazy("记入时间"), lambda fact: timezone.localtime(fact.recorded_at)),
    ),
    sort="-date",
)


def _month(text: str) -> Q:
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return Q()
    return Q(happened_on__gte=first, happened_on__lt=next_month(first))


def _narrowed(query: QueryDict, about: Project | Programme) -> QuerySet[Fact]:
    rows = entries_of(Subject.of(about)).select_related("kind", "organisation", "corrects")
    if query.get("kind"):
        rows = rows.filter(kind__code=query["kind"])
    if is_number(unit := query.get("unit", "")):
        rows = rows.filter(organisation_id=int(unit))
    return rows.filter(_month(query.get("month", "")))


def _filters(request: HttpRequest, programme: Programme) -> list[components.Filter]:
    query = request.GET
    kinds = FactKind.objects.filter(is_active=True).order_by("position", "pk")
    units = Unit.objects.filter(assignments__project__programme=programme).distinct().order_by("path")
    projects = programme.projects.order_by("area__position", "code").values_list("pk", "code", "title")
    months = [(f"{month:%Y-%m}", date_format(month, "YEAR_MONTH_FORMAT")) for month in months_of(programme)]
    return [
        components.Filter(
            "project",
            _("项目"),
            [(str(pk), f"{code} {title}") for pk, code, title in projects],
            query.get("project", ""),
            _("全部项目"),
        ),
        components.Filter(
            "kind", _("类别"), [(kind.code, kind.name) for kind in kinds], query.get("kind", ""), _("全部类别")
        ),
        components.Filter(
            "unit", _("单位"), [(str(unit.pk), unit.brief) for unit in units], query.get("unit", ""), _("全部单位")
        ),
        components.Filter("month", _("月份"), months, query.get("month", ""), _("全部月份")),
        sorting(LEDGER, query),
    ]


@staff_page
def ledger(request: HttpRequest) -> HttpResponseBase:
    """What was done for a programme or one of its projects, fact by fact, as the address narrows and orders it."""
    about = _about(request)
    if about is None:
        return render(request, "workbench/year/ledger.html", {})
    programme = about.programme if isinstance(about, Project) else about
    rows = _narrowed(request.GET, about)
    if (file := exported(LEDGER, rows, request)) is not None:
        return file
    context = {
        "about": about,
        "programme": programme,
        "page": paged(request, ordered(LEDGER, rows, request.GET)),
        "filters": _filters(request, programme),
    }
    return render(request, "workbench/year/ledger.html", context)


@staff_page
def fact_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One fact, where it came from, what it counts for, and its corrections."""
    through = Q(
        pk__in=Fact.objects.filter(
            pk=pk,
            subjects__subject_kind=Project._meta.label_lower,
            subjects__subject_id__in=_own_subject_ids(request, pk),
        ).values("pk")
    )
    fact = get_object_or_404(
        Fact.objects.filter(visible_to(request.user, through=through)).select_related(
            "kind", "organisation", "corrects"
        ),
        pk=pk,
    )
    evidence = Attachment.objects.filter(pk__in=FactEvidence.objects.filter(fact=fact).values("attachment_id"))
    projects = access.visible_projects(request.user).filter(
        pk__in=[s.subject_id for s in fact.subjects.all() if s.subject_kind == Project._meta.label_lower]
    )
    context = {"fact": fact, "explained": explain(fact), "evidence": evidence, "projects": projects}
    return render(request, "workbench/year/fact.html", context)


def _own_subject_ids(request: HttpRequest, pk: int) -> list[str]:
    """Of the projects that this fact counts for, those that the reader may see."""
    ids = [s.subject_id for s in Fact.objects.get(pk=pk).subjects.all()] if Fact.objects.filter(pk=pk).exists() else []
    seen = access.visible_projects(request.user).filter(pk__in=[i for i in ids if is_number(i)])
    return [str(project_pk) for project_pk in seen.values_list("pk", flat=True)]
