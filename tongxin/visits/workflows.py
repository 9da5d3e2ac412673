"""The life of a booking: one table."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tongxin.common.workflow import Move, Workflow
from tongxin.visits import rules
from tongxin.visits.enums import BookingStatus as S

BOOKING = Workflow(
    "booking",
    (
        # The group itself, by its code; and the place, with the slot: both actions have checked who asks.
        Move(S.BOOKED, "cancel", S.CANCELLED, None),
        Move(S.BOOKED, "close", S.CLOSED, None),
        Move(S.BOOKED, "arrive", S.ARRIVED, rules.may_receive_group, _("确认到场")),
        Move(S.BOOKED, "miss", S.MISSED, rules.may_receive_group, _("没有来")),
    ),
)
