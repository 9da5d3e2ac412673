"""The numbers of a programme's light rules: within what bounds, and the one way to change them."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from django.utils.translation import gettext as _

from tongxin.common.errors import Invalid
from tongxin.programme.actions.plan.programmes import edit_programme
from tongxin.programme.lights import LightRules
from tongxin.programme.models import Programme

# Least and most of each; 0 where it switches the rule off.
BOUNDS: dict[str, tuple[float, float]] = {
    "risk_days_before": (0, 30),
    "missed_reports": (1, 12),
    "accept_days": (1, 30),
    "pace": (0, 1),
}


def set_light_rules(*, programme: Programme, given: LightRules, by: Any) -> Programme:
    """Judge a programme's lights by these numbers from now on; what is as usual is not kept as the programme's own.

    Raises NotAllowed unless `by` coordinates the programme, WrongState when it is closed, Invalid that names the number
    that is out of bounds.
    """
    usual, own = asdict(LightRules()), asdict(given)
    for rule in fields(LightRules):
        least, most = BOUNDS[rule.name]
        if not least <= own[rule.name] <= most:
            raise Invalid(
                _("请填 %(least)g 到 %(most)g 之间的数。") % {"least": least, "most": most},
                field=rule.name,
            )
    kept = {name: value for name, value in own.items() if value != usual[name]}
    return edit_programme(programme=programme, by=by, light_rules=kept)
