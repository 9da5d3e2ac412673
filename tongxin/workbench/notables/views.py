"""The room of notables: the list, a notable's page with what is said and from where, portrait, publishing."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tongxin.common.tables import ListColumn, Listing, TextFilter, YesNoFilter
from tongxin.organisations.models import Unit
from tongxin.places import guarding, rules, selectors
from tongxin.places.actions import notables as actions
from tongxin.places.models import Notable, NotableStatement
from tongxin.places.selectors.notables import notable_for, notables_for
from tongxin.workbench.keeping import kept_form, published
from tongxin.workbench.notables.forms import NotableForm, StatementForm, initial_of, initial_of_statement
from tongxin.workbench.pages import staff_page
from tongxin.workbench.pictures import PictureForm, keep
from tongxin.workbench.units.pages import Words, confirm_page, form_page, only_if, signed_in

COLUMNS = (
    ListColumn("name", gettext_lazy("名称"), lambda row: row.name, ("name",), lambda row: _address(row)),
    ListColumn("years", gettext_lazy("生卒年"), lambda row: row.years, ("born", "died")),
    ListColumn("known_as", gettext_lazy("称谓"), lambda row: row.known_as),
    ListColumn("owner", gettext_lazy("管理单位"), lambda row: row.owner.brief, ("owner__name",)),
    ListColumn("public", gettext_lazy("公开"), lambda row: _("公开") if row.is_public else _("未公开"), ("is_public",)),
)
FILTERS = (
    TextFilter("q", gettext_lazy("名称或介绍"), "name", also=("summary", "known_as")),
    YesNoFilter("public", gettext_lazy("公开"), "is_public"),
)
SHOWN = Listing(gettext_lazy("名人"), COLUMNS, FILTERS, sort="years")


def _address(notable: Notable) -> str:
    return reverse("workbench:notable", args=[notable.pk])


@staff_page
def notables(request: HttpRequest) -> HttpResponseBase:
    """The notables of one's units, as a list and as a file."""
    rows = notables_for(request.user)
    if (file := SHOWN.export(rows, request.GET)) is not None:
        return file
    context = {"page": SHOWN.page(rows, request.GET), "may_add": selectors.keeps_places(request.user)}
    return render(request, "workbench/notables/notables.html", context)


@staff_page
def notable(request: HttpRequest, pk: int) -> HttpResponse:
    """One notable as its unit sees it, with what is still missing before it can be shown."""
    found = notable_for(request.user, pk)
    context = {
        "notable": found,
        "statements": list(found.statements.all()),
        "houses": [one.place for one in found.houses.select_related("place__kind")],
        "missing": actions.missing_of_notable(found),
        "findings": guarding.findings_of(found),
        "may_edit": rules.may_keep_for(request.user, found.owner),
        "may_publish": rules.may_publish_for(request.user, found.owner),
        "public_url": reverse("portal:notable", args=[found.slug]) if found.is_public else "",
    }
    return render(request, "workbench/notables/notable.html", context)


@staff_page
def notable_add(request: HttpRequest) -> HttpResponse:
    """Add a notable for a unit whose places one keeps."""
    only_if(selectors.keeps_places(request.user))
    units = selectors.units_kept_by(request.user)
    form = NotableForm(units, request.POST or None, initial={"owner": units.first()})

    def put() -> Notable:
        return actions.add_notable(owner=form.cleaned_data["owner"], given=form.given(), by=request.user)

    return kept_form(
        request,
        form,
        put,
        template="workbench/notables/form.html",
        title=_("登记名人"),
        back=reverse("workbench:notables"),
        address=_address,
    )


@staff_page
def notable_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a notable."""
    found = _kept(request, pk)
    form = NotableForm(Unit.objects.none(), request.POST or None, initial=initial_of(found), notable=found)

    def put() -> Notable:
        version = form.cleaned_data["version"] or 0
        return actions.change_notable(notable=found, given=form.given(found), version=version, by=request.user)

    return kept_form(
        request,
        form,
        put,
        template="workbench/notables/form.html",
        title=_("修改“%(place)s”") % {"place": found},
        back=_address(found),
        address=_address,
        found=found,
    )


@staff_page
def portrait(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a notable a portrait, or another."""
    found = _kept(request, pk)

    def act(data: dict[str, Any]) -> str:
        with transaction.atomic():
            picture = keep(data, found.name, signed_in(request))
            actions.set_portrait(notable=found, picture=picture, by=request.user)
        return _("画像已换上。")

    form = PictureForm(request.POST or None, request.FILES or None, initial={"credit": found.owner.name})
    return form_page(request, form, Words(_("换画像"), _("换上"), _address(found), found.name), act)


@staff_page
def portrait_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then show no portrait."""
    found = _kept(request, pk)

    def act() -> str:
        actions.set_portrait(notable=found, picture=None, by=request.user)
        return _("画像已撤下；图片库里还留着。")

    words = Words(_("撤下画像"), _("撤下"), _address(found), is_grave=True)
    return confirm_page(request, words, found.name, act)


@staff_page
def statement_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Say one more thing of a notable, with its source."""
    found = _kept(request, pk)
    form = StatementForm(request.POST or None)

    def act(data: dict[str, Any]) -> str:
        actions.add_statement(notable=found, given=form.given(), by=request.user)
        return _("这一条已加上。")

    return form_page(request, form, Words(_("加一条"), _("加上"), _address(found), found.name), act)


@staff_page
def statement_change(request: HttpRequest, pk: int, statement: int) -> HttpResponse:
    """Say it otherwise."""
    found = _kept(request, pk)
    row = get_object_or_404(NotableStatement.objects.select_related("notable__owner"), pk=statement, notable=found)
    form = StatementForm(request.POST or None, initial=initial_of_statement(row))

    def act(data: dict[str, Any]) -> str:
        actions.change_statement(statement=row, given=form.given(), by=request.user)
        return _("这一条已保存。")

    return form_page(request, form, Words(_("修改这一条"), _("保存"), _address(found), found.name), act)


@staff_page
def statement_remove(request: HttpRequest, pk: int, statement: int) -> HttpResponse:
    """Ask, then say it no longer."""
    found = _kept(request, pk)
    row = get_object_or_404(NotableStatement.objects.select_related("notable__owner"), pk=statement, notable=found)

    def act() -> str:
        actions.remove_statement(statement=row, by=request.user)
        return _("这一条已删去。")

    return confirm_page(request, Words(_("删去这一条"), _("删去"), _address(found), is_grave=True), row.text, act)


@require_POST
@staff_page
def notable_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a notable to the public."""
    found = notable_for(request.user, pk)
    only_if(rules.may_publish_for(request.user, found.owner))
    return published(request, found, actions.publish_notable, True, _address(found), notable=found)


@require_POST
@staff_page
def notable_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Show it no longer."""
    found = notable_for(request.user, pk)
    only_if(rules.may_publish_for(request.user, found.owner))
    return published(request, found, actions.withdraw_notable, False, _address(found), notable=found)


def _kept(request: HttpRequest, pk: int) -> Notable:
    found = notable_for(request.user, pk)
    only_if(rules.may_keep_for(request.user, found.owner))
    return found
