"""The one personal field of naming: how to reach somebody who objected, where he or she chose to say so."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tongxin.common import personal
from tongxin.naming.models import Objection

KEPT_AFTER_ANSWER = timedelta(days=30)
KEPT_AT_MOST = timedelta(days=180)
PURPOSE = _("核实异议时回问、告知答复；不作他用，不公开")
KEEPS = _("答复后 30 天，最长 180 天，到期自动销毁")


def expired_contacts() -> QuerySet[Objection]:
    """Objections that still hold a contact and were answered a month ago, or received half a year ago."""
    answered = Q(answered_on__lte=timezone.localdate() - KEPT_AFTER_ANSWER)
    old = Q(received_at__lte=timezone.now() - KEPT_AT_MOST)
    return Objection.objects.filter(answered | old).exclude(contact="")


def empty_contact(objection: Objection) -> None:
    objection.contact = ""
    objection.save(update_fields=["contact"])


def declare_fields() -> None:
    """Tell the nightly job; called once, when the app is ready."""
    personal.declare(
        personal.PersonalFields(
            model=Objection,
            fields=("contact",),
            purpose=PURPOSE,
            keeps=KEEPS,
            expired=expired_contacts,
            shred=empty_contact,
        )
    )
