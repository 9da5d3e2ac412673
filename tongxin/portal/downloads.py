"""Files that editors offer: to everybody while a page that is out offers them, to editors at any time."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from wagtail.documents.views.serve import serve

from tongxin.editorial import rules
from tongxin.editorial.selectors.public import is_offered


def download(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponseBase:
    """The file, as one to take along. 404 while no page that is out offers it."""
    if not is_offered(document_id) and not rules.may_enter(request.user):
        raise Http404
    answer: HttpResponseBase = serve(request, document_id, document_filename)
    return answer
