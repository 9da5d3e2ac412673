from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.guards import find_personal
from tongxin.corrections import rules, telling
from tongxin.corrections.models import CorrectionNote, CorrectionRequest
from tongxin.corrections.pages import PublicPage

MOST_WHAT = 500


def note_correction(
    *,
    page: PublicPage,
    what: str,
    by: Any,
    request: CorrectionRequest | None = None,
    made_at: datetime | None = None,
    is_sample: bool = False,
) -> CorrectionNote:
    """Say on a published page what was corrected, and when. The note stays for good.

    Raises NotAllowed unless `by` answers for the page's unit, Invalid on words that are empty, too long or hold
    personal data (what was taken out must not be said again).
    """
    what = " ".join(what.split())
    if not what:
        raise Invalid(_("请写一句更正了什么，会登在这一页上。"), field="what")
    if len(what) > MOST_WHAT:
        raise Invalid(_("最多写 %(most)d 个字。") % {"most": MOST_WHAT}, field="what")
    if found := find_personal(what):
        raise Invalid(
            _("更正说明里有%(what)s。%(remedy)s") % {"what": found[0], "remedy": found[0].remedy}, field="what"
        )
    unit = page.unit or telling.office()
    if unit is None:
        raise WrongState(_("本站还没有可以答复的单位，请过些时候再来。"))
    if not rules.may_note_for(by, unit):
        raise NotAllowed(_("更正由负责这一页的单位说明。"))
    with transaction.atomic():
        note = CorrectionNote.objects.create(
            path=page.path.split("?")[0][:300],
            title=(page.title or page.path)[:200],
            subject_kind=page.subject.kind if page.subject else "",
            subject_id=page.subject.id if page.subject else "",
            unit=unit,
            what=what,
            made_at=made_at or timezone.now(),
            request=request,
            is_sample=is_sample or bool(request and request.is_sample),
        )
        audit.record(by, "correction.noted", note, path=note.path, what=what)
    return note
