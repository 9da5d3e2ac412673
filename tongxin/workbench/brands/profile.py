"""A brand's page, its form, its moves, names, carriers and papers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tongxin.brands import actions, guarding, rules, selectors
from tongxin.brands.actions.handing import HANDED_OVER
from tongxin.brands.enums import ENDED
from tongxin.brands.models import Brand, BrandCarrier
from tongxin.brands.workflows import BRAND, ON_PAPER
from tongxin.common.errors import Conflict, Invalid, WrongState
from tongxin.common.files.serving import serve
from tongxin.organisations.models import Unit
from tongxin.workbench.brands.forms import (
    BrandForm,
    CarrierForm,
    HandOverForm,
    MergeForm,
    MoveForm,
    RenameForm,
    initial_of,
)
from tongxin.workbench.conflict import show_conflict
from tongxin.workbench.pages import posted, staff_page
from tongxin.workbench.units.pages import Words, confirm_page, form_page, only_if

# What the next thing to do is, in the order in which one would do it: the first that is open is the page's button.
FORWARD = ("propose", "review", "name", "start", "keep")


def address(brand: Brand) -> str:
    return reverse("workbench:brand", args=[brand.pk])


def frame(request: HttpRequest, brand: Brand, tab: str) -> dict[str, Any]:
    """What all tabs of a brand show: its head, its moves, where one stands."""
    moves = BRAND.open_to(request.user, brand)
    if selectors.is_under_evaluation(brand):
        moves = [move for move in moves if move.action not in ("merge", "retire")]
    forward = next((move for name in FORWARD for move in moves if move.action == name), None)
    return {
        "brand": brand,
        "tab": tab,
        "forward": forward,
        "moves": [move for move in moves if move is not forward],
        "may_edit": rules.may_edit(request.user, brand),
        "may_link": rules.may_link(request.user, brand),
        "may_hand_over": rules.may_hand_over(request.user, brand),
        "may_rename": rules.may_name(request.user, brand) and brand.status not in ENDED,
        "public_url": reverse("portal:brand", args=[brand.slug])
        if brand.is_living and brand.family.category.system.is_public
        else "",
    }


@staff_page
def brand(request: HttpRequest, pk: int) -> HttpResponse:
    """A brand's profile."""
    found = selectors.brand_for(request.user, pk)
    context = frame(request, found, "profile") | {
        "carriers": list(found.carriers.select_related("place")),
        "sub_brands": list(found.sub_brands.select_related("owner").order_by("position", "pk")),
        "pictures": list(found.pictures.select_related("picture")),
        "features": [line for line in found.features.splitlines() if line.strip()],
        "findings": guarding.findings_of(found),
    }
    return render(request, "workbench/brands/brand.html", context)


@staff_page
def brand_life(request: HttpRequest, pk: int) -> HttpResponse:
    """How a brand came to be what it is: moves with their papers, names, evaluations."""
    found = selectors.brand_for(request.user, pk)
    labels = {move.action: move.label for move in BRAND.moves} | {HANDED_OVER: _("移交")}
    context = frame(request, found, "life") | {
        "steps": [(labels.get(step.action, ""), step) for step in found.steps.order_by("-pk")],
        "documents": [(labels.get(one.action, ""), one) for one in found.documents.all()],
        "names": list(found.names.all()),
        "results": [
            entry
            for entry in found.evaluations.select_related("evaluation").order_by("-evaluation__year")
            if entry.points is not None
        ],
    }
    return render(request, "workbench/brands/life.html", context)


@staff_page
def brand_add(request: HttpRequest) -> HttpResponse:
    """Write a brand down for one of one's units."""
    only_if(selectors.keeps_brands(request.user))
    units = selectors.units_kept_by(request.user)
    form = BrandForm(units, posted(request), initial={"owner": units.first()})

    def put() -> Brand:
        return actions.propose_brand(owner=form.cleaned_data["owner"], given=form.given(), by=request.user)

    return _form(request, form, put, _("申报品牌"), reverse("workbench:brands"))


@staff_page
def brand_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a brand's profile."""
    found = selectors.brand_for(request.user, pk)
    only_if(rules.may_edit(request.user, found))
    form = BrandForm(Unit.objects.none(), posted(request), initial=initial_of(found), brand=found)

    def put() -> Brand:
        version = form.cleaned_data["version"] or 0
        return actions.change_brand(brand=found, given=form.given(), version=version, by=request.user)

    return _form(request, form, put, _("修改“%(brand)s”") % {"brand": found}, address(found))


def _form(request: HttpRequest, form: BrandForm, put: Any, title: str, back: str) -> HttpResponse:
    """The form; what is refused stands beside its field, and nothing that was typed is lost."""
    if request.method == "POST" and form.is_valid():
        try:
            done = put()
        except Conflict as refusal:
            show_conflict(request, form, refusal)
        except (Invalid, WrongState) as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("“%(brand)s”已保存。") % {"brand": done})
            return HttpResponseRedirect(address(done))
    return render(request, "workbench/brands/form.html", {"form": form, "title": title, "back": back})


@staff_page
def brand_move(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """One move of a brand's life, with its reason and its paper."""
    found = selectors.brand_for(request.user, pk)
    move = next((one for one in BRAND.moves if one.action == action and one.who), None)
    if move is None:
        raise Http404
    only_if(any(one.who is not None and one.who(request.user, found) for one in BRAND.moves if one.action == action))
    words = Words(
        _("%(move)s“%(brand)s”") % {"move": move.label, "brand": found},
        str(move.label),
        address(found),
        _what_follows(action),
        is_grave=action in ("merge", "retire"),
    )
    if action == "merge":
        targets = selectors.may_merge_into(request.user, found)
        merge = MergeForm(targets, posted(request), request.FILES or None)

        def act_merge(data: dict[str, Any]) -> str:
            actions.merge_brand(
                brand=found, into=data["into"], by=request.user, note=data["reason"], paper=data["paper"]
            )
            return _("已并入“%(brand)s”；原来的资料和实绩都还在。") % {"brand": data["into"]}

        return form_page(request, merge, words, act_merge)
    form = MoveForm(
        posted(request),
        request.FILES or None,
        needs_reason=move.needs_reason,
        needs_paper=action in ON_PAPER,
    )

    def act(data: dict[str, Any]) -> str:
        actions.move_brand(brand=found, action=action, by=request.user, note=data["reason"], paper=data["paper"])
        return _("%(move)s：已办。") % {"move": move.label}

    return form_page(request, form, words, act)


def _what_follows(action: str) -> str:
    return {
        "propose": _("申报后由品牌体系主管单位审核；审核之前可以撤回修改。"),
        "name": _("命名后公开页面上就能看到它。"),
        "merge": _("资料、实绩和佐证都留着；并入的品牌接着计它的实绩。正在评价的品牌不能合并。"),
        "retire": _("公开的列表里不再有它，页面会说明已退出。可以恢复。"),
    }.get(action, "")


@staff_page
def brand_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name from a day on; the former stays in the history."""
    found = selectors.brand_for(request.user, pk)
    only_if(rules.may_name(request.user, found))
    form = RenameForm(posted(request), initial={"on": timezone.localdate()})

    def act(data: dict[str, Any]) -> str:
        actions.rename_brand(brand=found, by=request.user, **data)
        return _("已改名；原来的名称留在曾用名里。")

    return form_page(request, form, Words(_("改名"), _("改名"), address(found), found.name), act)


@staff_page
def brand_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Let another unit lead the brand."""
    found = selectors.brand_for(request.user, pk)
    only_if(rules.may_hand_over(request.user, found))
    form = HandOverForm(selectors.units_to_lead(found), posted(request))

    def act(data: dict[str, Any]) -> str:
        actions.hand_over(brand=found, by=request.user, **data)
        return _("已移交给“%(unit)s”；两个单位都会收到通知。") % {"unit": data["to"]}

    words = Words(
        _("移交“%(brand)s”") % {"brand": found},
        _("移交"),
        address(found),
        _("现在由“%(unit)s”牵头。做过的事、佐证、文件和评价结果都不变；以后由新的牵头单位维护、申报和记实绩。")
        % {"unit": found.owner},
    )
    return form_page(request, form, words, act)


@staff_page
def brand_document(request: HttpRequest, pk: int, document: int) -> HttpResponseBase:
    """The paper of a move."""
    found = selectors.brand_for(request.user, pk)
    return serve(get_object_or_404(found.documents.select_related("file"), pk=document).file)


@staff_page
def carrier_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what a brand works through."""
    found = selectors.brand_for(request.user, pk)
    only_if(rules.may_edit(request.user, found))

    def act(data: dict[str, Any]) -> str:
        actions.add_carrier(brand=found, by=request.user, **data)
        return _("已加上。")

    words = Words(_("加一个载体或平台"), _("加上"), address(found), found.name)
    return form_page(request, CarrierForm(posted(request)), words, act)


@staff_page
def carrier_remove(request: HttpRequest, pk: int, carrier: int) -> HttpResponse:
    """Ask, then take a carrier away."""
    found = selectors.brand_for(request.user, pk)
    only_if(rules.may_edit(request.user, found))
    row = get_object_or_404(BrandCarrier.objects.select_related("brand__owner"), pk=carrier, brand=found)

    def act() -> str:
        actions.remove_carrier(carrier=row, by=request.user)
        return _("已删去“%(name)s”。") % {"name": row}

    words = Words(_("删去这个载体"), _("删去"), address(found), is_grave=True)
    return confirm_page(request, words, row.name, act)
