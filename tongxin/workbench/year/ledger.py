"""The ledger of facts: what was done, filtered by the address; and one fact with its corrections."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from tongxin.common import components
from tongxin.common.files.models import Attachment
from tongxin.common.subjects import Subject
from tongxin.facts.models import Fact, FactEvidence, FactKind
from tongxin.facts.selectors import explain, next_month, visible_to
from tongxin.facts.totals import entries_of
from tongxin.organisations.models import Unit
from tongxin.programme.models import Programme, Project
from tongxin.programme.selectors import access
from tongxin.workbench.pages import is_number, paged, staff_page


def _about(request: HttpRequest) -> Project | Programme:
    """What the ledger is read for: the project or programme in the address, else the newest programme one may see."""
    query = request.GET
    if is_number(query.get("project", "")):
        return get_object_or_404(access.visible_projects(request.user), pk=query["project"])
    programmes = access.visible_programmes(request.user)
    if is_number(query.get("programme", "")):
        return get_object_or_404(programmes, pk=query["programme"])
    newest = programmes.first()
    if newest is None:
        raise Http404
    return newest


def _month(text: str) -> Q:
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return Q()
    return Q(happened_on__gte=first, happened_on__lt=next_month(first))


def _narrowed(request: HttpRequest, about: Project | Programme) -> QuerySet[Fact]:
    query = request.GET
    rows = entries_of(Subject.of(about)).select_related("kind", "organisation", "corrects")
    if query.get("kind"):
        rows = rows.filter(kind__code=query["kind"])
    if is_number(query.get("unit", "")):
        rows = rows.filter(organisation_id=int(query["unit"]))
    return rows.filter(_month(query.get("month", ""))).order_by("-happened_on", "-pk")


@staff_page
def ledger(request: HttpRequest) -> HttpResponse:
    about = _about(request)
    programme = about.programme if isinstance(about, Project) else about
    query = request.GET
    kinds = FactKind.objects.filter(is_active=True).order_by("position", "pk")
    units = Unit.objects.filter(assignments__project__programme=programme).distinct().order_by("path")
    filters = [
        components.Filter(
            "kind", _("类别"), [(kind.code, kind.name) for kind in kinds], query.get("kind", ""), _("全部类别")
        ),
        components.Filter(
            "unit", _("单位"), [(str(unit.pk), unit.brief) for unit in units], query.get("unit", ""), _("全部单位")
        ),
    ]
    context = {
        "about": about,
        "programme": programme,
        "page": paged(request, _narrowed(request, about)),
        "filters": filters,
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
