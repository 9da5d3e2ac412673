"""A batch: drawn up, and its board by step with what each application waits for."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.common import components
from tongxin.common.clock.wording import plain_day
from tongxin.common.errors import Conflict, Refusal
from tongxin.naming import rules
from tongxin.naming.actions import batches, deciding, noticing
from tongxin.naming.enums import BatchStatus
from tongxin.naming.models import Batch
from tongxin.naming.selectors import access
from tongxin.naming.selectors.board import board
from tongxin.naming.workflows import BATCH
from tongxin.organisations.models import Unit
from tongxin.workbench.carry.moves import buttons, press
from tongxin.workbench.conflict import show_conflict
from tongxin.workbench.naming.forms import BatchForm, initial_of
from tongxin.workbench.naming.lists import batch_url, say_what_no_button_says
from tongxin.workbench.pages import staff_page
from tongxin.workbench.units.pages import only_if

DONE = {
    "announce": gettext_lazy("申报通知已发布，各单位会收到通知。"),
    "start_notice": gettext_lazy("公示已开始，公众网站上看得到。"),
    "conclude": gettext_lazy("命名决定已印发，名单已公布。"),
    "cancel": gettext_lazy("这一批已取消。"),
}


@staff_page
def batch_add(request: HttpRequest) -> HttpResponse:
    """Draw up a batch; what the last one had is filled in."""
    offices = access.offices_of(request.user)
    only_if(offices.exists())
    last = Batch.objects.filter(owner=offices.first()).order_by("-opens_on", "-pk").first()
    initial: dict[str, Any] = {"owner": offices.first(), "number": 1}
    if last is not None:
        initial = {name: value for name, value in initial_of(last).items() if name not in ("slug", "version")}
        initial |= {"owner": last.owner_id, "number": last.number + 1, "opens_on": None, "closes_on": None}
    form = BatchForm(offices, request.POST or None, initial=initial)

    def put() -> Batch:
        return batches.add_batch(owner=form.cleaned_data["owner"], given=form.given(), by=request.user)

    return _form(request, form, put, _("起草命名批次"), reverse("workbench:naming"))


@staff_page
def batch_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a batch that is not announced."""
    found = access.batch_for(request.user, pk)
    only_if(found.status == BatchStatus.DRAFT and rules.may_coordinate(request.user, found))
    form = BatchForm(Unit.objects.none(), request.POST or None, initial=initial_of(found), batch=found)

    def put() -> Batch:
        version = form.cleaned_data["version"] or 0
        return batches.change_batch(batch=found, given=form.given(), version=version, by=request.user)

    return _form(request, form, put, _("修改“%(batch)s”") % {"batch": found.name}, batch_url(found))


def _form(request: HttpRequest, form: BatchForm, put: Any, title: str, back: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            batch = put()
        except Conflict as refusal:
            show_conflict(request, form, refusal)
        except Refusal as refusal:
            form.show(refusal)
        else:
            messages.success(request, _("“%(batch)s”已保存，还没有发布。") % {"batch": batch.name})
            return HttpResponseRedirect(batch_url(batch))
    context = {"form": form, "title": title, "back": back}
    return render(request, "workbench/naming/batch_form.html", context, status=422 if form.errors else 200)


@staff_page
def board_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The batch by step; its next step is the button."""
    found = access.batch_for(request.user, pk)
    pressed = None
    if request.method == "POST":
        acts = {
            "announce": lambda _words: batches.announce(batch=found, by=request.user),
            "start_notice": lambda _words: noticing.start_notice(batch=found, by=request.user),
            "conclude": lambda _words: deciding.conclude(batch=found, by=request.user),
            "cancel": lambda words: batches.cancel(batch=found, reason=words, by=request.user),
        }
        pressed = press(request, acts, DONE)
        if pressed.refusal is None:
            return HttpResponseRedirect(batch_url(found))
        found = access.batch_for(request.user, pk)
    coordinates = rules.may_coordinate(request.user, found)
    places = access.places_to_apply_for(request.user, found) if found.takes_applications else []
    moves = buttons(BATCH, request.user, found, hidden=_not_yet(found), pressed=pressed)
    say_what_no_button_says(request, pressed, moves)
    context = {
        "batch": found,
        "steps": board(found, request.user),
        "buttons": moves,
        "next_word": next_word(found) if coordinates else "",
        "objections": access.objections_for(request.user).filter(batch=found) if coordinates else [],
        "reasons": dates_of(found),
        "sums": found.notice.explain() if found.notice else [],
        "may_change": coordinates and found.status == BatchStatus.DRAFT,
        "may_apply": bool(places),
        "coordinates": coordinates,
        "is_public": found.status != BatchStatus.DRAFT,
        "criteria": list(found.criteria.all()),
    }
    return render(request, "workbench/naming/board.html", context, status=422 if pressed else 200)


def _not_yet(batch: Batch) -> frozenset[str]:
    """Moves whose day has not come: no button that can only refuse."""
    if batch.status == BatchStatus.OPEN and batch.today <= batch.closes_on:
        return frozenset({"start_notice"})
    if batch.status == BatchStatus.ON_NOTICE and not batch.notice_is_over:
        return frozenset({"conclude"})
    return frozenset()


def next_word(batch: Batch) -> str:
    """What comes next and when, for the office."""
    year = batch.today.year
    if batch.status == BatchStatus.OPEN and batch.today <= batch.closes_on:
        return _("申报到%(day)s截止；都审完以后可以公示。") % {"day": plain_day(batch.closes_on, year=year)}
    last = batch.last_notice_day
    if batch.status == BatchStatus.ON_NOTICE and last is not None and not batch.notice_is_over:
        words = _("公示到%(day)s；期满并答复异议以后，逐处作决定，再印发命名决定。")
        return words % {"day": plain_day(last, year=year)}
    if batch.status == BatchStatus.ON_NOTICE:
        return _("公示期满：答复异议、逐处作决定以后印发命名决定。印发以后命名生效，不能撤回。")
    return ""


def dates_of(batch: Batch) -> list[components.Reason]:
    """The days of a batch, as questions and answers."""
    year = batch.today.year
    window = f"{plain_day(batch.opens_on, year=year)} – {plain_day(batch.closes_on, year=year)}"
    rows = [components.Reason(_("申报"), window)]
    if batch.notice_starts_on is None or batch.last_notice_day is None:
        rows.append(components.Reason(_("公示"), _("%(days)d 个工作日，开始公示时起算") % {"days": batch.notice_days}))
    else:
        words = _("%(from)s起 %(days)d 个工作日，到%(to)s") % {
            "from": plain_day(batch.notice_starts_on, year=year),
            "days": batch.notice_days,
            "to": plain_day(batch.last_notice_day, year=year),
        }
        rows.append(components.Reason(_("公示"), words))
    rows.append(components.Reason(_("复核"), _("命名后每 %(years)d 年一次") % {"years": batch.recheck_years}))
    return rows
