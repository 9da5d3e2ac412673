"""What rows of this app share when they are filled: texts that fit, addresses that are free, permission."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext as _

from tongxin.common.errors import Invalid, NotAllowed
from tongxin.organisations.models import Unit
from tongxin.places import rules


def check_may_keep(by: Any, unit: Unit) -> None:
    """Raises NotAllowed unless `by` keeps what belongs to `unit`."""
    if not rules.may_keep_for(by, unit):
        raise NotAllowed(_("只有管理单位或其上级的填报员、审核员、协调员可以改。"))


def check_is_open(unit: Unit) -> None:
    if not unit.is_open:
        raise Invalid(_("“%(unit)s”已经撤销，请选现在的单位。") % {"unit": unit}, field="owner")


def check_not_twice(model: type[models.Model], owner: Unit, given: Any) -> None:
    """Raises Invalid where the unit keeps one of the same name: a form that is sent again is not a second row."""
    # The unit's row makes two forms that are sent at one moment queue.
    Unit.objects.select_for_update().get(pk=owner.pk)
    name = " ".join(given.name.split())
    if name and model._default_manager.filter(owner=owner, name=name).exists():
        raise Invalid(
            _("%(unit)s已经登记了“%(name)s”。要改它，请到它的页面；另有一处同名的，请在名称里写明区别。")
            % {"unit": owner, "name": name},
            field="name",
        )


def put_texts(row: models.Model, names: tuple[str, ...], given: Any) -> None:
    """Put the texts `names` of `given` on the row. Raises Invalid, with the field, for one that is too long."""
    for name in names:
        text = getattr(given, name).strip()
        longest = row._meta.get_field(name).max_length  # type: ignore[union-attr]
        if longest is not None and len(text) > longest:
            raise Invalid(_("最多 %(longest)d 个字，请精简。") % {"longest": longest}, field=name)
        setattr(row, name, text)


def check_address(address: str, field: str) -> None:
    """Raises Invalid unless an address is empty or one of the web."""
    if not address:
        return
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        raise Invalid(_("网址不对，请从 https:// 写起。"), field=field) from None
