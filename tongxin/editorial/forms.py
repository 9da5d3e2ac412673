"""The form of a page in the editors' room: nobody has to think of an address."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.models import Page

LONGEST_SLUG = 60


def slug_from(title: str) -> str:
    """A title in pinyin, as the last part of an address; what stands in brackets is left out."""
    words = lazy_pinyin(re.sub(r"[（(].*?[）)]", "", title), errors="default")
    slug = re.sub(r"[^a-z0-9]+", "-", "-".join(words).lower()).strip("-")
    return slug[:LONGEST_SLUG].rsplit("-", 1)[0] if len(slug) > LONGEST_SLUG else slug or "page"


class PageForm(WagtailAdminPageForm):
    """Wagtail's form, whose address may stay empty: it is then made of the title."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("公开网址的最后一段，只用小写字母、数字和连字符；空着就用标题的拼音。")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        if "slug" in self.fields and not given.get("slug") and "slug" not in self.errors and given.get("title"):
            given["slug"] = self._free(slug_from(given["title"]))
        cleaned: dict[str, Any] = super().clean()
        return cleaned

    def _free(self, stem: str) -> str:
        """The address, with a number where a neighbour has it."""
        slug, number = stem, 2
        while not Page._slug_is_available(slug, self.parent_page, self.instance):
            slug, number = f"{stem}-{number}", number + 1
        return slug
