"""The public pages of naming: calls, running notices with their arithmetic, objections, results."""

from __future__ import annotations

from typing import Any

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tongxin.common.clock.wording import day, plain_day
from tongxin.common.errors import Refusal, WrongState
from tongxin.common.files.serving import serve
from tongxin.naming.actions import noticing
from tongxin.naming.enums import ApplicationStatus, BatchStatus
from tongxin.naming.models import Application, Batch, Objection
from tongxin.naming.selectors import public
from tongxin.portal.naming_form import ObjectionForm


def naming(request: HttpRequest) -> HttpResponse:
    """Notices that run, calls that are open, and what was named."""
    batches = list(public.public_batches())
    named = public.results_of([batch for batch in batches if batch.status == BatchStatus.CONCLUDED])
    context = {
        "notices": [(notice, left_in_words(notice)) for notice in public.running_notices()],
        "calls": [batch for batch in batches if batch.takes_applications],
        "others": [batch for batch in batches if _is_between(batch)],
        "results": [(batch, named[batch.pk]) for batch in batches if batch.status == BatchStatus.CONCLUDED],
        "sample": any(batch.is_sample for batch in batches),
    }
    return render(request, "portal/naming/naming.html", context)


def _is_between(batch: Batch) -> bool:
    """Whether a batch is under way though nothing is asked of the public today."""
    is_under_way = batch.status in (BatchStatus.OPEN, BatchStatus.ON_NOTICE)
    return is_under_way and not batch.takes_applications and not batch.takes_objections


def left_in_words(notice: public.RunningNotice) -> str:
    """ "还剩 3 个工作日", "今天是最后一天"; empty when it is over."""
    if not notice.batch.takes_objections:
        return ""
    if notice.days_left == 0:
        return _("今天是最后一天")
    words = ngettext("还剩 %(n)d 个工作日", "还剩 %(n)d 个工作日", notice.days_left)
    return words % {"n": notice.days_left}


def standing(batch: Batch) -> str:
    """Where a batch stands, in a sentence."""
    today, year = batch.today, batch.today.year
    if batch.status == BatchStatus.CONCLUDED and batch.concluded_on:
        return _("已于%(day)s命名。") % {"day": plain_day(batch.concluded_on, year=0)}
    if batch.status == BatchStatus.CANCELLED:
        return _("这一批已取消。")
    if batch.takes_objections and batch.last_notice_day:
        return _("正在公示，%(day)s截止。") % {"day": day(batch.last_notice_day, year=year)}
    if batch.status == BatchStatus.ON_NOTICE:
        return _("公示期满，正在作决定。")
    if today < batch.opens_on:
        return _("%(day)s开始受理申报。") % {"day": plain_day(batch.opens_on, year=year)}
    if batch.takes_applications:
        return _("正在受理申报，%(day)s截止。") % {"day": plain_day(batch.closes_on, year=year)}
    return _("申报已截止，正在核对材料和实地考察。")


def batch(request: HttpRequest, slug: str) -> HttpResponse:
    """One batch: its call, its notice with the places and the days left, its results."""
    found = _batch_or_404(slug)
    shown = public.places_on_notice([found])[found.pk] if found.status == BatchStatus.ON_NOTICE else []
    notice = public.notice_of(found, shown)
    papers, visit = _standards(found)
    context = {
        "batch": found,
        "standing": standing(found),
        "notice": notice,
        "left": left_in_words(notice) if notice else "",
        "papers": papers,
        "visit": visit,
        "results": public.results_of([found])[found.pk],
        "was_objected": found.objections.exists() if found.status == BatchStatus.CONCLUDED else False,
        "sample": found.is_sample,
    }
    return render(request, "portal/naming/batch.html", context)


def _standards(found: Batch) -> tuple[list[Any], list[Any]]:
    criteria = list(found.criteria.all())
    return [one for one in criteria if one.stage == "papers"], [one for one in criteria if one.stage == "visit"]


def _batch_or_404(slug: str) -> Batch:
    found = public.public_batch(slug)
    if found is None:
        raise Http404
    return found


def objection(request: HttpRequest, slug: str) -> HttpResponse:
    """The form for an objection; after the notice a word that it is over."""
    found = _batch_or_404(slug)
    applications = list(public.on_notice(found))
    form = ObjectionForm(applications, request.POST or None, initial={"application": request.GET.get("place", "")})
    closed, status = "" if found.takes_objections else _("公示不在进行，不接收异议。"), 200
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="naming_objection"):
            form.add_error(None, _("这个网络地址提交得太多了，没有收下。请过一小时再试，或打电话给主办单位。"))
            status = 429
        else:
            try:
                received = noticing.object_to(batch=found, **form.given())
            except WrongState as refusal:
                closed, status = str(refusal), 409
            except Refusal as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            else:
                return HttpResponseRedirect(reverse("portal:naming_receipt", args=[received.receipt]))
    if status == 200 and form.errors:
        status = 422
    context = {
        "batch": found,
        "form": form,
        "closed": closed,
        "standing": standing(found),
        "sample": found.is_sample,
    }
    return render(request, "portal/naming/objection.html", context, status=status)


def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """What became of an objection, for whoever has its receipt; never kept by a cache."""
    return _receipt_page(request, _objection_or_404(receipt))


@require_POST
def contact_erase(request: HttpRequest, receipt: str) -> HttpResponse:
    """Take one's contact back."""
    found = _objection_or_404(receipt)
    noticing.erase_contact(objection=found)
    return HttpResponseRedirect(reverse("portal:naming_receipt", args=[receipt]))


def _objection_or_404(receipt: str) -> Objection:
    found = Objection.objects.select_related("batch__owner", "application__place").filter(receipt=receipt).first()
    if found is None:
        raise Http404
    return found


def _receipt_page(request: HttpRequest, found: Objection) -> HttpResponse:
    context = {
        "objection": found,
        "batch": found.batch,
        "address": request.build_absolute_uri(),
        "sample": found.batch.is_sample,
    }
    response = render(request, "portal/naming/receipt.html", context)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def document(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The document that names the places, as PDF."""
    found = _batch_or_404(slug)
    if found.document is None:
        raise Http404
    return serve(found.document.pdf)


def withdrawal(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """The document by which a place lost its title, as PDF."""
    document = public.withdrawal_document(_batch_or_404(slug), pk)
    if document is None:
        raise Http404
    return serve(document.pdf)


def as_json(request: HttpRequest) -> HttpResponse:
    """Batches, notices and results for machines."""
    batches = list(public.public_batches())
    results = public.results_of(batches)
    shown = public.places_on_notice([one for one in batches if one.status == BatchStatus.ON_NOTICE])
    body = {"batches": [_as_dict(request, one, shown.get(one.pk, []), results[one.pk]) for one in batches]}
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _as_dict(request: HttpRequest, one: Batch, shown: list[Any], named: list[Application]) -> dict[str, Any]:
    def address(name: str, *arguments: object) -> str:
        return request.build_absolute_uri(reverse(name, args=arguments))

    def withdrawn(row: Application) -> dict[str, Any] | None:
        last = row.rechecks.all()[0] if row.status == ApplicationStatus.REVOKED and row.rechecks.all() else None
        if last is None:
            return None
        paper = address("portal:naming_withdrawal", one.slug, last.pk) if last.document_id else ""
        return {"on": last.done_on, "reason": last.reason, "document": paper}

    notice = public.notice_of(one, shown)
    return {
        "name": one.name,
        "url": address("portal:naming_batch", one.slug),
        "owner": one.owner.name,
        "status": one.status,
        "opens_on": one.opens_on,
        "closes_on": one.closes_on,
        "notice": notice
        and {
            "begins_on": notice.begins_on,
            "ends_on": notice.ends_on,
            "working_days": one.notice_days,
            "is_running": one.takes_objections,
            "working_days_left": notice.days_left,
            "arithmetic": list(notice.sums),
            "places": [{"name": place.name, "owner": place.owner.name} for place in notice.places],
        },
        "named": [
            {
                "place": row.place.name,
                "url": address("portal:place", row.place.slug) if row.place.is_public else "",
                "code": row.code,
                "named_on": row.named_on,
                "recheck_due_on": row.recheck_due_on,
                "status": ApplicationStatus.REVOKED
                if row.status == ApplicationStatus.REVOKED
                else ApplicationStatus.NAMED,
                "withdrawn": withdrawn(row),
            }
            for row in named
        ],
        "document": address("portal:naming_document", one.slug) if one.document_id else "",
        "sample": one.is_sample,
    }
