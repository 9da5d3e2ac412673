"""A text in the language of the page: English where there is one and the page is English, else what was written."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import translation

BOTH = SimpleNamespace(name="青果巷", name_en="Qingguo Lane")
CHINESE = SimpleNamespace(name="青果巷", name_en="")
ALONE = SimpleNamespace(name="<巷>")


@pytest.mark.parametrize(
    ("language", "thing", "shown"),
    [
        ("en", BOTH, "Qingguo Lane"),
        ("en-gb", BOTH, "Qingguo Lane"),
        ("en", CHINESE, "青果巷"),
        ("en", ALONE, "&lt;巷&gt;"),
        ("zh-hans", BOTH, "青果巷"),
        # Traditional letters are made of the whole page as it goes out, not here.
        ("zh-hant", BOTH, "青果巷"),
    ],
)
def test_the_filter_gives_the_text_of_the_page(language: str, thing: object, shown: str) -> None:
    template = Template('{% load languages %}{{ thing|in_language:"name" }}')
    with translation.override(language):
        assert template.render(Context({"thing": thing})) == shown
