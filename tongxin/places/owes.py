"""What a unit still keeps before it is closed; with a merging it goes on with the other unit."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tongxin.common.enumeration import listed
from tongxin.organisations.models import Unit
from tongxin.places.models import Notable, Place, Walk

NAMED = 5


def kept_by(unit: Unit) -> list[str]:
    """One sentence each for its places, notables and walks."""
    sentences = (
        (Place, _("还管着 %(count)d 个场所（%(names)s）：请改用“合并”，由承接的单位接着管。")),
        (Notable, _("还管着 %(count)d 位名人的资料（%(names)s）：请改用“合并”，由承接的单位接着管。")),
        (Walk, _("还管着 %(count)d 条步行路线（%(names)s）：请改用“合并”，由承接的单位接着管。")),
    )
    found = []
    for model, words in sentences:
        rows = list(model._default_manager.filter(owner=unit).order_by("pk"))
        if rows:
            found.append(words % {"count": len(rows), "names": listed(rows[:NAMED])})
    return found
