"""Kinds of place: another city has others."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.slugs import in_pinyin, numbered
from tongxin.places import rules
from tongxin.places.models import NotableHouse, Place, PlaceKind, WalkStop


def put_kind(
    *,
    name: str,
    by: Any,
    name_en: str = "",
    is_sensitive_by_association: bool = False,
    kind: PlaceKind | None = None,
) -> PlaceKind:
    """Add a kind, or make `kind` what is given; its code is the name in pinyin and stays.

    A kind that has places stays sensitive once it is; it does not become so while a notable or a walk leads to one of
    them. Raises NotAllowed, Invalid with the field.
    """
    if not rules.may_set_standard(by):
        raise NotAllowed(_("场所的类别由最上级单位的协调员定。"))
    name, name_en = " ".join(name.split()), " ".join(name_en.split())
    if not name or len(name) > 40:
        raise Invalid(_("请填写名称，最多 40 个字。"), field="name")
    if len(name_en) > 80:
        raise Invalid(_("最多 %(longest)d 个字，请精简。") % {"longest": 80}, field="name_en")
    with transaction.atomic():
        everything = list(PlaceKind.objects.select_for_update())
        if any(other.name == name and other != kind for other in everything):
            raise Invalid(_("已经有“%(name)s”这一类。") % {"name": name}, field="name")
        row = kind or PlaceKind(
            code=numbered(in_pinyin(name, "kind")[:30], {other.code for other in everything}),
            position=(PlaceKind.objects.aggregate(last=Max("position"))["last"] or 0) + 10,
        )
        if kind is not None and is_sensitive_by_association != kind.is_sensitive_by_association:
            _check_sensitive(kind, is_sensitive_by_association)
        row.name, row.name_en = name, name_en
        row.is_sensitive_by_association = is_sensitive_by_association
        row.save()
        verb = "place_kind.changed" if kind else "place_kind.added"
        audit.record(by, verb, row, code=row.code, name=name, sensitive=is_sensitive_by_association)
    return row


def remove_kind(*, kind: PlaceKind, by: Any) -> None:
    """Take away a kind that no place is of. Raises NotAllowed, WrongState."""
    if not rules.may_set_standard(by):
        raise NotAllowed(_("场所的类别由最上级单位的协调员定。"))
    with transaction.atomic():
        PlaceKind.objects.select_for_update().get(pk=kind.pk)
        if Place.objects.filter(kind=kind).exists():
            raise WrongState(_("还有场所属于“%(kind)s”：先给它们另选类别。") % {"kind": kind})
        audit.record(by, "place_kind.removed", kind, code=kind.code, name=kind.name)
        kind.delete()


def _check_sensitive(kind: PlaceKind, wanted: bool) -> None:
    """Raises Invalid where what is written already says more than the kind may, or has been promised."""
    field = "is_sensitive_by_association"
    if not wanted:
        if Place.objects.filter(kind=kind).exists():
            raise Invalid(_("已有场所按“只记人数”登记，不能再改成可以留名单。"), field=field)
        return
    tied = (
        NotableHouse.objects.filter(place__kind=kind).values_list("place__name", flat=True).first()
        or WalkStop.objects.filter(place__kind=kind).values_list("place__name", flat=True).first()
    )
    if tied:
        raise Invalid(_("“%(place)s”连着名人或步行路线，请先解开。") % {"place": tied}, field=field)
