"""The words on the screen: both catalogues are complete, and no page mixes the languages.

The pages are rendered over data whose every text was made English first, so that Chinese on an English page can only
come from code, a template or a library.
"""

from __future__ import annotations

import importlib.machinery
import importlib.util
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse

from tests.factories import MembershipFactory
from tests.programme.factories import Year, make_goal, make_indicator, make_programme, make_year
from tongxin.accounts.models import User
from tongxin.organisations.enums import Role
from tongxin.programme.models import Programme

SCRIPT = Path(__file__).resolve().parents[1] / "script" / "messages"
HAN_OR_FULL_WIDTH = re.compile(r"[\u3001-\u303f\u3400-\u9fff\uff01-\uffef]")
# Four words in a row. Shorter runs are names: "Excel", "PIN", "Office", "WPS".
ENGLISH_SENTENCE = re.compile(r"[A-Za-z]{2,}(?:[ ’'-][A-Za-z]+){3,}")
# Chosen by its own name in either language.
LANGUAGE_NAMES = {"简体中文", "繁體中文", "English"}
SHOWN_ATTRIBUTES = {"alt", "aria-label", "content", "data-label", "placeholder", "title"}


def load_script() -> ModuleType:
    """`script/messages`, which has no suffix, as a module; nothing is left beside it."""
    loader = importlib.machinery.SourceFileLoader("script_messages", str(SCRIPT))
    spec = importlib.util.spec_from_loader("script_messages", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    exec(compile(SCRIPT.read_bytes(), SCRIPT, "exec"), module.__dict__)
    return module


class Words(HTMLParser):
    """What a page says to eyes and ears: its text and the attributes that are shown or read out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style", "code")
        self.found += [value for name, value in attributes if value and name in SHOWN_ATTRIBUTES]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style", "code")

    def handle_data(self, text: str) -> None:
        if not self._silent and text.strip():
            self.found.append(text.strip())


def words_of(client: Client, address: str, language: str, status: int = 200) -> list[str]:
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == status, address
    return [words for words in Words(response.content.decode()).found if words not in LANGUAGE_NAMES]


def texts() -> Iterator[tuple[type[models.Model], models.Field[Any, Any]]]:
    """Every free text of the product's models; what has choices is a code, not a text."""
    for model in apps.get_models():
        if model.__module__.startswith("tongxin."):
            for field in model._meta.get_fields():
                if isinstance(field, models.CharField | models.TextField) and not field.choices:
                    yield model, field


def make_data_english() -> None:
    for model, field in texts():
        for pk, value in model._default_manager.values_list("pk", field.name):
            if value and HAN_OR_FULL_WIDTH.search(value) and model._meta.label != "common.AuditEntry":
                # As long as the column holds; words that must differ do so by their number at the end.
                datum = f"Datum {field.name} {pk}"[-(field.max_length or 200) :]
                model._default_manager.filter(pk=pk).update(**{field.name: datum})


@pytest.fixture
def year(db: None) -> Year:
    """A year at work; its coordinator is also the administrator of the office, and so sees nearly everything."""
    made = make_year(is_public=True)
    make_indicator(made.project)
    make_goal(made.project)
    make_programme(made.office)
    made.begin()
    MembershipFactory(user=made.coordinator, unit=made.office, role=Role.ADMINISTRATOR)
    Programme.objects.update(is_public=True)
    make_data_english()
    return made


STRANGERS_PAGES = ["/", "/accounts/login/", "/accounts/password/reset/", "/accounts/password/reset/done/"]
ACCOUNT_PAGES = ["/accounts/2fa/", "/accounts/password/change/", "/accounts/logout/"]
PAGES = [
    *("home", "years", "facts", "units", "unit_found", "me", "away", "inbox", "reports", "review", "assignments"),
    *("extensions", "closings", "notices", "plan_drafts", "plan_take_in", "plan_new", "plan_import"),
]
PAGES_OF_A_YEAR = ["board", "timeline", "heat", "leader", "plan", "plan_edit", "plan_lights", "assign", "criteria"]
PAGES_OF_A_PROJECT = ["project", "plan_project", "supervise", "remind"]
PAGES_OF_A_UNIT = ["unit", "unit_add", "unit_rename", "unit_change", "unit_alias_add", "unit_members", "unit_grant"]


def addresses(year: Year) -> list[str]:
    return [
        *ACCOUNT_PAGES,
        *(reverse(f"workbench:{name}") for name in PAGES),
        *(reverse(f"workbench:{name}", args=[year.programme.pk]) for name in PAGES_OF_A_YEAR),
        *(reverse(f"workbench:{name}", args=[year.project.pk]) for name in PAGES_OF_A_PROJECT),
        *(reverse(f"workbench:{name}", args=[year.lead.pk]) for name in PAGES_OF_A_UNIT),
        reverse("portal:year", args=[year.programme.pk]),
        reverse("portal:project", args=[year.programme.pk, year.project.code]),
    ]


def reporter_addresses(year: Year) -> list[str]:
    return [
        reverse("workbench:home"),
        reverse("workbench:reports"),
        reverse("workbench:report", args=[year.report().pk]),
        reverse("workbench:report_write", args=[year.report().pk]),
        reverse("workbench:extension_ask", args=[year.project.pk]),
        reverse("workbench:closing_ask", args=[year.project.pk]),
        reverse("workbench:assignment", args=[year.assignment().pk]),
    ]


def chinese(words: list[str]) -> list[str]:
    return [one for one in words if HAN_OR_FULL_WIDTH.search(one)]


def english(words: list[str]) -> list[str]:
    return [one for one in words if ENGLISH_SENTENCE.search(one)]


def test_both_catalogues_are_complete_and_compiled() -> None:
    assert load_script().problems() == []


def said(client: Client, year: Year, language: str) -> dict[str, list[str]]:
    """The words of all pages by their address, as a stranger, the coordinator and a reporter meet them."""
    found = {address: words_of(client, address, language) for address in STRANGERS_PAGES}
    found["/nothing-here/"] = words_of(client, "/nothing-here/", language, status=404)
    for user, pages in ((year.coordinator, addresses(year)), (year.reporter, reporter_addresses(year))):
        client.force_login(user)
        found |= {f"{user.pk} {address}": words_of(client, address, language) for address in pages}
    return found


def test_english_pages_hold_no_chinese(client: Client, year: Year) -> None:
    mixed = {address: chinese(words) for address, words in said(client, year, "en").items()}
    assert {address: words for address, words in mixed.items() if words} == {}


def test_chinese_pages_hold_no_english_sentence(client: Client, year: Year) -> None:
    mixed = {address: english(words) for address, words in said(client, year, "zh-hans").items()}
    assert {address: words for address, words in mixed.items() if words} == {}


def test_a_wrong_password_is_answered_in_the_language_of_the_page(client: Client, db: None) -> None:
    User.objects.create_user("somebody", password="a long enough password")
    answers = {}
    for language in ("zh-hans", "en"):
        response = client.post(
            reverse("account_login"),
            {"login": "somebody", "password": "another password"},
            headers={"accept-language": language},
        )
        answers[language] = [str(error) for error in response.context["form"].non_field_errors()]
    assert answers == {
        "zh-hans": ["账号或密码不对。请核对后再试；忘了密码可以重设。"],
        "en": ["The username and/or password you specified are not correct."],
    }
