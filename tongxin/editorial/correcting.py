"""After publication: whoever changes what a page says, says what was corrected; it stands on the page with its day."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tongxin.common.errors import Invalid
from tongxin.common.subjects import Subject
from tongxin.corrections.actions import note_correction
from tongxin.corrections.models import CorrectionNote
from tongxin.corrections.pages import PublicPage
from tongxin.editorial import publishing

# What a page says: a change of any of these is one of substance, a change of its address or its day of going out is not.
SUBSTANCE = ("title", "summary", "body", "dated", "source", "issuer", "ends_on", "number", "file", "picture")


def is_changed_in_substance(former: Any, page: Any) -> bool:
    """Whether two versions of a page say something different."""
    then, now = former.serializable_data(), page.serializable_data()
    return any(then.get(name) != now.get(name) for name in SUBSTANCE)


def insist_said(page: Any, revision: Any) -> None:
    """Raise Invalid where a page that was out is changed in substance and nobody says, in new words, what was corrected."""
    former = type(page).objects.filter(pk=page.pk, first_published_at__isnull=False).first()
    if former is None or not is_changed_in_substance(former, page):
        return
    said = page.correction.strip()
    if not said or said == former.correction.strip():
        raise Invalid(
            _(
                "“%(title)s”已经发布过，这次内容有改动。请在“设置”里写明这次更正了什么；只改错别字、排版的也写一句，并勾选“只改错别字或排版”。"
            )
            % {"title": page.title}
        )


def note_on_page(page: Any, by: Any) -> None:
    """Put what was corrected on the page that went out again."""
    said = page.correction.strip()
    if not page.live or not said or page.is_minor_change:
        return
    subject = Subject.of(page)
    newest = CorrectionNote.objects.filter(subject_kind=subject.kind, subject_id=subject.id).first()
    if newest is not None and newest.what == " ".join(said.split()):
        return
    # Three people have read these words, the note among them; who let them out is in the page's own audit row.
    note_correction(page=PublicPage(path_of(page), page.title, subject), what=said, by=None, is_sample=page.is_sample)


def path_of(page: Any) -> str:
    """A page's address without a host."""
    parts = page.get_url_parts()
    return str(parts[2]) if parts else "/"


publishing.before(insist_said)
publishing.after(note_on_page)
