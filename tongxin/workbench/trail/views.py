"""The audit trail, for auditors and administrators of the whole site: who did what, newest first, and as a file."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.accounts.models import User
from tongxin.common import components
from tongxin.common.models import AuditEntry
from tongxin.common.tables import ListColumn, Listing
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.organisations.roles import has_role
from tongxin.workbench.lists import exported
from tongxin.workbench.pages import paged, staff_page

READERS = {Role.AUDITOR, Role.ADMINISTRATOR}


def may_read_trail(user: Any) -> bool:
    """Auditors and administrators of the unit at the top of the tree."""
    if not has_role(user, READERS):
        return False
    top = Unit.get_first_root_node()
    return top is not None and has_role(user, READERS, top)


def _who(entry: Any) -> str:
    if entry.actor_id is None:
        return str(_("系统"))
    name = entry.actor_name or _("账号 %(number)s") % {"number": entry.actor_id}
    if entry.acting_for_id is None:
        return str(name)
    return _("%(name)s（代 %(other)s）") % {"name": name, "other": entry.away_name or entry.acting_for_id}


def _detail(entry: AuditEntry) -> str:
    return json.dumps(entry.detail, ensure_ascii=False) if entry.detail else ""


def _told(entry: AuditEntry) -> str:
    """What the row tells beside its verb, in one line for reading; the file has it whole."""
    return "；".join(f"{name}：{value}" for name, value in entry.detail.items() if value not in ("", None, []))[:300]


ENTRIES = Listing(
    gettext_lazy("审计记录"),
    (
        ListColumn("number", gettext_lazy("序号"), lambda entry: entry.number, ("number",)),
        ListColumn("at", gettext_lazy("时间"), lambda entry: entry.at),
        ListColumn("who", gettext_lazy("操作人"), _who),
        ListColumn("verb", gettext_lazy("操作"), lambda entry: entry.verb),
        ListColumn("subject", gettext_lazy("对象"), lambda entry: f"{entry.subject_kind} {entry.subject_id}"),
        ListColumn("detail", gettext_lazy("内容"), _detail),
        ListColumn("hash", gettext_lazy("校验值"), lambda entry: entry.hash),
    ),
    sort="-number",
)


def _named() -> QuerySet[AuditEntry]:
    def name(number: str) -> Subquery:
        return Subquery(User.objects.filter(pk=OuterRef(number)).values("display_name")[:1])

    return AuditEntry.objects.annotate(actor_name=name("actor_id"), away_name=name("acting_for_id"))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@staff_page
def trail(request: HttpRequest) -> HttpResponse | HttpResponseBase:
    """The trail by the filters in the address: words in the operation, the kind of thing, the day."""
    if not may_read_trail(request.user):
        raise Http404
    query = request.GET
    rows = _named()
    if words := query.get("q", "").strip():
        rows = rows.filter(verb__icontains=words)
    if kind := query.get("kind", ""):
        rows = rows.filter(subject_kind=kind)
    if day := _day(query.get("day", "")):
        rows = rows.filter(at__date=day)
    if file := exported(ENTRIES, rows, request):
        return file
    kinds = AuditEntry.objects.order_by("subject_kind").values_list("subject_kind", flat=True).distinct()
    filters = [
        components.Filter("kind", _("对象"), [(one, one) for one in kinds], query.get("kind", ""), _("全部对象")),
        components.Filter("q", _("操作"), (), query.get("q", "")),
        components.Filter("day", _("日期（如 2019-09-30）"), (), query.get("day", "")),
    ]
    page = paged(request, ENTRIES.rows(rows, query))
    rows_shown: list[Any] = list(page)
    for entry in rows_shown:
        entry.who, entry.told = _who(entry), _told(entry)
    return render(request, "workbench/trail/trail.html", {"page": page, "rows": rows_shown, "filters": filters})
