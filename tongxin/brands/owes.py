"""What a unit still owes before it is closed: its brands need another owner, or an end. With a merging they follow."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tongxin.brands.enums import ENDED
from tongxin.brands.models import Brand
from tongxin.organisations.models import Unit


def brands_of(unit: Unit) -> list[str]:
    """One sentence for each brand that the unit leads."""
    return [
        _("牵头品牌“%(brand)s”：请先移交给别的单位牵头，或合并、退出。") % {"brand": brand}
        for brand in Brand.objects.filter(owner=unit).exclude(status__in=ENDED)
    ]
