"""The public pages of brands: by category and family, each brand's own page, the published evaluations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tongxin.brands.enums import CriterionGroup
from tongxin.brands.models import Brand, EvaluationEntry
from tongxin.brands.selectors import public
from tongxin.brands.wording import said
from tongxin.common import components
from tongxin.common.clock.wording import month_labels
from tongxin.common.languages import in_language
from tongxin.facts.shown import Done, months_in_a_row
from tongxin.portal import structured

MOST_MONTHS = 12


def brands(request: HttpRequest) -> HttpResponse:
    """The brands by category and family; ?category= narrows to one."""
    system = public.public_system()
    chosen = request.GET.get("category", "")[:40]
    shelves = public.shelves(system, chosen) if system else []
    every = list(system.categories.all()) if system else []
    number = sum(len(shelf.cards) for _category, rows in shelves for shelf in rows)
    context = {
        "system": system,
        "shelves": shelves,
        "categories": every,
        "chosen": chosen,
        "number": number,
        "evaluations": list(public.public_evaluations()),
        "sample": any(card.brand.is_sample for _category, rows in shelves for shelf in rows for card in shelf.cards),
    }
    return render(request, "portal/brands/brands.html", context)


def brand(request: HttpRequest, slug: str) -> HttpResponse:
    """One brand: what it promises, what it really did, what shows its standing. 404 until it is named."""
    shown = public.in_full(slug)
    if shown is None:
        raise Http404
    found = shown.brand
    context = {
        "brand": found,
        "picture": shown.pictures[0].picture if shown.pictures else found.logo,
        "structured": [
            structured.brand(
                request,
                name=said(found, "name"),
                path=reverse("portal:brand", args=[found.slug]),
                description=said(found, "promise"),
                logo=found.logo,
            ),
            structured.breadcrumb(
                request,
                (_("品牌"), reverse("portal:brands")),
                (said(found, "name"), reverse("portal:brand", args=[found.slug])),
            ),
        ],
        "features": [line for line in said(found, "features").splitlines() if line.strip()],
        "done": shown.done,
        "chart": _chart(shown.done),
        "levels": shown.levels,
        "strands": shown.strands,
        "subs": shown.subs,
        "carriers": shown.carriers,
        "names": shown.names,
        "pictures": shown.pictures,
        "results": [(entry, _groups(entry)) for entry in shown.results],
        "sample": found.is_sample or bool(shown.done),
    }
    return render(request, "portal/brands/brand.html", context)


def _chart(done: Sequence[Done]) -> components.Chart | None:
    """The last months of what is counted most steadily: the kind with the most months shown."""
    drawn = [one for one in done if any(number is not None for _month, number in one.months)]
    if not drawn:
        return None
    one = max(drawn, key=lambda row: sum(number is not None for _month, number in row.months))
    values = {month: None if number is None else float(number) for month, number in one.months}
    months = months_in_a_row(values)[-MOST_MONTHS:]
    return components.Chart(
        "brand-months",
        _("每月%(kind)s") % {"kind": in_language(one.kind, "name")},
        "bar",
        month_labels(months),
        [components.Series(in_language(one.kind, "name"), [values.get(month) for month in months])],
        in_language(one.kind, "unit"),
        _("月份"),
    )


def _groups(entry: EvaluationEntry) -> list[tuple[str, list[dict[str, Any]]]]:
    """A result's parts by group."""
    return [
        (str(group.label), [part for part in entry.parts if part["group"] == group.value]) for group in CriterionGroup
    ]


def evaluation(request: HttpRequest, year: int) -> HttpResponse:
    """The published results of a year, in the order of the system: no ranking."""
    found = get_object_or_404(public.public_evaluations(), year=year)
    entries = found.entries.select_related("brand__owner", "brand__family__category")
    context = {
        "evaluation": found,
        "criteria": list(found.criteria.all()),
        "rows": [(entry, _groups(entry)) for entry in entries],
        "sample": found.is_sample,
    }
    return render(request, "portal/brands/evaluation.html", context)


def as_json(request: HttpRequest) -> HttpResponse:
    """The list for machines."""
    system = public.public_system()
    body = {
        "system": said(system, "name") if system else "",
        "brands": [_as_dict(request, brand) for brand in public.public_brands()] if system else [],
    }
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _as_dict(request: HttpRequest, found: Brand) -> dict[str, Any]:
    return {
        "name": found.name,
        "name_en": found.name_en,
        "url": request.build_absolute_uri(reverse("portal:brand", args=[found.slug])),
        "category": found.family.category.name,
        "family": found.family.name,
        "part_of": found.parent.name if found.parent else "",
        "owner": found.owner.name,
        "promise": found.promise,
        "promise_en": found.promise_en,
        "audience": found.audience,
        "named_on": found.named_on,
        "status": found.status,
        "sample": found.is_sample,
    }
