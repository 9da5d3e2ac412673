"""What is taken of a slot: changed only here, by updates that hold only while there is room. Of two, the database lets one."""

from __future__ import annotations

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tongxin.common.errors import WrongState
from tongxin.visits.models import Slot
from tongxin.visits.schedule import Offered


def row_of(place_id: int, offered: Offered) -> Slot:
    """The row of a slot, made on first use; two who make it at once get the same one."""
    slot, _is_new = Slot.objects.get_or_create(
        place_id=place_id,
        day=offered.day,
        starts=offered.starts,
        defaults={
            "ends": offered.ends,
            "persons_limit": offered.persons_limit,
            "groups_limit": offered.groups_limit,
        },
    )
    return slot


def take(slot: Slot, persons: int, *, groups: int = 1) -> None:
    """Take room for so many persons. Raises WrongState, saying what is left, where there is not so much."""
    room = Slot.objects.filter(
        pk=slot.pk,
        closed_at__isnull=True,
        persons_taken__lte=F("persons_limit") - persons,
        groups_taken__lte=F("groups_limit") - groups,
    )
    if room.update(persons_taken=F("persons_taken") + persons, groups_taken=F("groups_taken") + groups) != 1:
        raise WrongState(_no_room(Slot.objects.get(pk=slot.pk), groups))


def give_back(slot: Slot, persons: int, *, groups: int = 1) -> None:
    """Give back what a booking had taken."""
    Slot.objects.filter(pk=slot.pk).update(
        persons_taken=F("persons_taken") - persons, groups_taken=F("groups_taken") - groups
    )


def _no_room(slot: Slot, groups: int) -> str:
    if slot.closed_at is not None:
        return _("这一场刚刚停约：%(reason)s。请换一场。") % {"reason": slot.closed_reason}
    left = slot.persons_limit - slot.persons_taken
    if slot.groups_taken + groups > slot.groups_limit or left < 1:
        return _("这一场刚刚被别人约满了，您的预约没有提交。请换一场。")
    return ngettext(
        "这一场只剩 %(left)d 个名额，您填的人数超过了。请减少人数，或换一场。",
        "这一场只剩 %(left)d 个名额，您填的人数超过了。请减少人数，或换一场。",
        left,
    ) % {"left": left}
