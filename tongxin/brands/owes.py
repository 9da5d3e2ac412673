"""What a unit still owes before it is closed: its brands need another owner, or an end; its systems another owner.

With a merging both follow.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from tongxin.brands.enums import ENDED
from tongxin.brands.models import Brand, BrandSystem
from tongxin.organisations.models import Unit


def brands_of(unit: Unit) -> list[str]:
    """One sentence for each brand that the unit leads."""
    return [
        _("牵头品牌“%(brand)s”：请先移交给别的单位牵头，或合并、退出。") % {"brand": brand}
        for brand in Brand.objects.filter(owner=unit).exclude(status__in=ENDED)
    ]


def systems_of(unit: Unit) -> list[str]:
    """One sentence for each system of brands that the unit keeps."""
    return [
        _("主管品牌体系“%(system)s”：请改用“合并”，由承接的单位接着主管。") % {"system": system}
        for system in BrandSystem.objects.filter(owner=unit)
    ]
