"""The guards before a page goes out: what they find in its words, and who may let it stand.

The author is shown the findings after each saving and when handing in; readers see them beside the draft. They stop the
page at the third reading, unless that reader says why it goes out all the same; the reason is kept for these words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from lxml import html

from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed
from tongxin.common.guards import Finding, Kind, check_structure, find_personal
from tongxin.common.guards.site import opens, own_hosts
from tongxin.common.guards.structure import REMEDIES
from tongxin.editorial import publishing, reviewing
from tongxin.editorial.models.guarding import GuardPass
from tongxin.editorial.models.review import Step, digest_of, steps_passed
from tongxin.places.guarding import published_contacts

# Fields of plain words that a page may have, in the order in which they are read.
WORDS = ("title", "summary", "source", "issuer", "number", "correction", "search_description")
LONGEST_REASON = 1000


def findings_in(page: Any) -> list[Finding]:
    """What the guards point out in a page as it would go out: each with the field it stands in, and the remedy."""
    given_out = [*published_contacts(), *str(getattr(page, "published_contacts", "")).splitlines()]
    found: list[Finding] = []
    for name in WORDS:
        words = getattr(page, name, "")
        if isinstance(words, str) and words:
            label = str(page._meta.get_field(name).verbose_name)
            found += [replace(one, where=label) for one in find_personal(words, published=given_out)]
    body = _("正文")
    markup = str(page.body) if getattr(page, "body", None) else ""
    found += [replace(one, where=body) for one in find_personal(_text_of(markup), published=given_out)]
    found += [replace(one, where=body) for one in check_structure(markup, opens=opens, own_hosts=own_hosts())]
    found += _cover(page)
    return found


def _text_of(markup: str) -> str:
    """The words of a page's HTML, a line for each block, so that no number runs over from one into the next."""
    if not markup.strip():
        return ""
    root = html.fragment_fromstring(markup, create_parent="div")
    for block in root.iter("p", "li", "td", "th", "dt", "dd", "h2", "h3", "h4", "figcaption", "br"):
        block.tail = f"\n{block.tail or ''}"
    return str(root.text_content())


def _cover(page: Any) -> Iterator[Finding]:
    picture = getattr(page, "picture", None)
    if picture is not None and not picture.description.strip():
        yield Finding(Kind.ALTERNATIVE, picture.title, REMEDIES[Kind.ALTERNATIVE], where=_("题图"))


def insist_guarded(page: Any, revision: Any) -> None:
    """Once all have read, raise Invalid naming what stands there, unless the third reader let it stand."""
    if Step.THIRD not in steps_passed(revision):
        return
    found = findings_in(page)
    if not found or passes_of(revision):
        return
    raise Invalid(
        _("发布前检查发现 %(count)d 处：%(what)s。请退回作者改好；确要这样发布，请写明理由。")
        % {"count": len(found), "what": "；".join(str(one) for one in found[:5])}
    )


def passes_of(revision: Any) -> list[GuardPass]:
    """Who let findings stand in exactly these words, and why."""
    rows = GuardPass.objects.filter(revision_id=revision.pk, digest=digest_of(revision))
    return list(rows.select_related("person"))


def approve(*, task_state: Any, by: Any, comment: str = "", despite: str = "") -> Any:
    """Pass a draft on, as `reviewing.approve`; at the third reading `despite` says why findings are let stand.

    Raises what `reviewing.approve` raises, and Invalid naming the findings where there are some and no reason.
    """
    with transaction.atomic():
        if despite.strip():
            _let_stand(task_state, by, despite.strip())
        return reviewing.approve(task_state=task_state, by=by, comment=comment)


def _let_stand(task_state: Any, by: Any, reason: str) -> None:
    if task_state.task.specific.step != Step.THIRD:
        raise NotAllowed(_("只有终审可以决定带着这些问题发布。"))
    refusal = reviewing.why_not(task_state, by)
    if refusal:
        raise NotAllowed(refusal)
    if len(reason) > LONGEST_REASON:
        raise Invalid(_("理由不能超过 %(n)d 字。") % {"n": LONGEST_REASON}, field="despite")
    revision = task_state.revision
    page = revision.as_object()
    found = [(one.kind.value, one.excerpt) for one in findings_in(page)]
    if not found or passes_of(revision):
        return
    GuardPass.objects.create(
        page_id=page.pk, revision_id=revision.pk, digest=digest_of(revision), found=found, reason=reason, person=by
    )
    audit.record(by, "page.let_stand", page, found=found, reason=reason, revision=revision.pk)


publishing.before(insist_guarded)
