"""The editor's room fitted to this site: ways back, what is left out, and what a text may hold."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from tongxin.editorial.guarding import findings_in
from tongxin.editorial.models import EditorialPage
from tongxin.editorial.selectors.readings import reads_anything

# More would push the form off the screen; the rest comes after these are put right.
MOST_SHOWN = 8


class ReadingsItem(MenuItem):
    """The way to what waits to be read, for those who read."""

    def is_shown(self, request: HttpRequest) -> bool:
        return reads_anything(request.user)


def way_to_the_readings() -> MenuItem:
    return ReadingsItem(_("审稿"), reverse("workbench:readings"), name="readings", icon_name="check", order=200)


def way_back_to_the_workbench() -> MenuItem:
    return MenuItem(_("回工作台"), reverse("workbench:home"), name="workbench", icon_name="home", order=20000)


def without_ways_to_other_hosts(request: HttpRequest, items: list[Any]) -> None:
    """A closed network has no way to Wagtail's own pages."""
    items[:] = [item for item in items if item.name == "keyboard-shortcuts-trigger"]


def only_what_is_set_here(request: HttpRequest, items: list[Any]) -> None:
    """Accounts, groups and addresses are looked after elsewhere; the flow of three readings stands."""
    items[:] = [item for item in items if item.name in ("workflow-tasks", "collections")]


def show_findings(request: HttpRequest, page: Any) -> None:
    """After each saving by hand: what the guards find in the draft, for whoever writes it."""
    if "application/json" in request.headers.get("Accept", "") or not isinstance(page, EditorialPage):
        return
    for one in findings_in(page)[:MOST_SHOWN]:
        words = _now("%(where)s：%(what)s。%(remedy)s") % {"where": one.where, "what": one, "remedy": one.remedy}
        messages.warning(request, words)


hooks.register("after_create_page", show_findings)
hooks.register("after_edit_page", show_findings)
hooks.register("register_admin_menu_item", way_to_the_readings)
hooks.register("register_admin_menu_item", way_back_to_the_workbench)
hooks.register("construct_help_menu", without_ways_to_other_hosts)
hooks.register("construct_settings_menu", only_what_is_set_here)
