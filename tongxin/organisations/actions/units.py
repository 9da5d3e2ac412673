from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.errors import Invalid, WrongState
from tongxin.organisations import rules
from tongxin.organisations.enums import UnitKind
from tongxin.organisations.models import Unit, UnitName
from tongxin.organisations.rules import Actor
from tongxin.organisations.tree import fresh, lock_tree


def create_unit(
    *,
    by: Actor,
    parent: Unit | None,
    code: str,
    name: str,
    kind: UnitKind | str = UnitKind.DEPARTMENT,
    short_name: str = "",
    is_sensitive_by_association: bool = False,
    opened_on: date | None = None,
    name_en: str = "",
) -> Unit:
    """Set up a unit below `parent`, or a root where that is None.

    Raises NotAllowed, Invalid on an empty or taken code or name, WrongState below a closed unit.
    """
    code, name = code.strip(), _clean(name, field="name")
    rules.insist(rules.may_administer(by, parent) if parent else rules.may_found_root(by), _("新增单位"))
    with transaction.atomic():
        lock_tree()
        above = fresh(parent) if parent else None
        if above is not None and not above.is_open:
            raise WrongState(_("“%(unit)s”已撤销，不能在它下面新增单位。请换一个上级单位。") % {"unit": above})
        if not code:
            raise Invalid(_("请填写单位代码，例如统一社会信用代码或本地编号。"), field="code")
        if Unit.objects.filter(code=code).exists():
            raise Invalid(
                _("单位代码 %(code)s 已被使用，请换一个，或检查这个单位是否已经登记。") % {"code": code}, field="code"
            )
        if kind not in UnitKind.values:
            raise Invalid(_("没有“%(kind)s”这种类别，请从列表里选。") % {"kind": kind}, field="kind")
        _refuse_same_name_beside(name, above, None)
        fields = {
            "code": code,
            "name": name,
            "name_en": _english(name_en),
            "short_name": short_name.strip(),
            "kind": kind,
            "is_sensitive_by_association": is_sensitive_by_association,
            "opened_on": opened_on,
        }
        unit: Unit = above.add_child(**fields) if above else Unit.add_root(**fields)
        UnitName.objects.create(unit=unit, name=name, kind=UnitName.Kind.OFFICIAL, since=opened_on)
        audit.record(by, "unit.created", unit, parent=above and above.pk, **fields)
    return unit


def rename_unit(
    *, by: Actor, unit: Unit, name: str, on: date | None = None, reason: str = "", name_en: str = ""
) -> Unit:
    """Give a unit a new name from the day `on` (today). The old one stays as a former name and is still found.

    The English of the old name goes with it.

    Raises NotAllowed, WrongState on a closed unit, Invalid on a name that is taken or a day that does not fit.
    """
    name, day = _clean(name, field="name"), on or timezone.localdate()
    rules.insist(rules.may_restructure(by, unit), _("更改单位名称"))
    with transaction.atomic():
        lock_tree()
        unit = fresh(unit)
        _insist_open(unit)
        if name == unit.name:
            raise Invalid(_("新名称与现在的名称相同。"), field="name")
        _refuse_same_name_beside(name, unit.get_parent(), unit)
        before = unit.names.filter(kind=UnitName.Kind.OFFICIAL).first()
        if day > timezone.localdate():
            raise Invalid(_("启用日期还没有到。请在新名称启用当天或之后登记。"), field="on")
        if before is not None:
            if before.since is not None and day <= before.since:
                raise Invalid(
                    _("启用日期须在现名启用日（%(since)s）之后。") % {"since": before.since.isoformat()}, field="on"
                )
            before.kind, before.until = UnitName.Kind.FORMER, day - timedelta(days=1)
            before.save(update_fields=["kind", "until"])
        unit.names.filter(kind=UnitName.Kind.ALIAS, name=name).delete()
        UnitName.objects.create(unit=unit, name=name, kind=UnitName.Kind.OFFICIAL, since=day)
        old, unit.name, unit.name_en = unit.name, name, _english(name_en)
        unit.save(update_fields=["name", "name_en"])
        audit.record(by, "unit.renamed", unit, old=old, new=name, on=day, reason=reason.strip())
    return unit


def change_unit(
    *,
    by: Actor,
    unit: Unit,
    short_name: str,
    kind: UnitKind | str,
    is_sensitive_by_association: bool,
    name_en: str | None = None,
) -> Unit:
    """Correct the short name, the kind and whether attendance there is a head-count only; the English name where given."""
    rules.insist(rules.may_administer(by, unit), _("更改单位资料"))
    if kind not in UnitKind.values:
        raise Invalid(_("没有“%(kind)s”这种类别，请从列表里选。") % {"kind": kind}, field="kind")
    with transaction.atomic():
        unit = Unit.objects.select_for_update().get(pk=unit.pk)
        new = {
            "short_name": short_name.strip(),
            "kind": str(kind),
            "is_sensitive_by_association": is_sensitive_by_association,
            "name_en": unit.name_en if name_en is None else _english(name_en),
        }
        changed = {field: value for field, value in new.items() if getattr(unit, field) != value}
        if changed:
            old = {field: getattr(unit, field) for field in changed}
            Unit.objects.filter(pk=unit.pk).update(**changed)
            unit = fresh(unit)
            audit.record(by, "unit.changed", unit, old=old, new=changed)
    return unit


def add_alias(*, by: Actor, unit: Unit, alias: str) -> UnitName:
    """Add a name that documents use for the unit. Adding it again changes nothing."""
    alias = _clean(alias, field="alias")
    rules.insist(rules.may_administer(by, unit), _("登记单位别称"))
    with transaction.atomic():
        row = unit.names.filter(name=alias).exclude(kind=UnitName.Kind.FORMER).first()
        if row is not None:
            return row
        row = UnitName.objects.create(unit=unit, name=alias, kind=UnitName.Kind.ALIAS)
        audit.record(by, "unit.alias_added", unit, alias=alias)
    return row


def remove_alias(*, by: Actor, alias: UnitName) -> None:
    """Take away a name that documents used for the unit. Official and former names stay: they are its past."""
    rules.insist(rules.may_administer(by, alias.unit), _("删除单位别称"))
    if alias.kind != UnitName.Kind.ALIAS:
        raise WrongState(_("正式名称和曾用名是单位的历史，不能删除。"))
    with transaction.atomic():
        deleted, _by_model = UnitName.objects.filter(pk=alias.pk, kind=UnitName.Kind.ALIAS).delete()
        if deleted:
            audit.record(by, "unit.alias_removed", alias.unit, alias=alias.name)


def move_unit(*, by: Actor, unit: Unit, parent: Unit, reason: str = "") -> Unit:
    """Put a unit, with all below it, under another one.

    Raises NotAllowed unless `by` administers above both, WrongState where one is closed, Invalid where the tree would
    become a circle.
    """
    rules.insist(rules.may_restructure(by, unit) and rules.may_administer(by, parent), _("调整单位的隶属关系"))
    with transaction.atomic():
        lock_tree()
        unit, parent = fresh(unit), fresh(parent)
        refuse_circle(unit, parent)
        _insist_open(unit)
        _insist_open(parent)
        above = unit.get_parent()
        if above is not None and above.pk == parent.pk:
            raise Invalid(
                _("“%(unit)s”已经隶属“%(parent)s”，不用调整。") % {"unit": unit, "parent": parent}, field="parent"
            )
        _refuse_same_name_beside(unit.name, parent, unit)
        unit.move(parent, "last-child")
        audit.record(by, "unit.moved", unit, old=above and above.pk, new=parent.pk, reason=reason.strip())
    return fresh(unit)


def refuse_circle(unit: Unit, parent: Unit) -> None:
    """Raise Invalid where `parent` is the unit itself or stands below it."""
    if parent.pk == unit.pk:
        raise Invalid(_("“%(unit)s”不能隶属于自己，请换一个上级单位。") % {"unit": unit}, field="parent")
    if parent.is_descendant_of(unit):
        chain = [*parent.get_ancestors().filter(path__startswith=unit.path), parent]
        raise Invalid(
            _("这样会形成循环：“%(parent)s”现在是“%(unit)s”的下级（%(chain)s）。请先把它移出来，或换一个上级单位。")
            % {"parent": parent, "unit": unit, "chain": " → ".join(str(one) for one in chain)},
            field="parent",
        )


def _english(name: str) -> str:
    cleaned = " ".join(name.split())
    if len(cleaned) > 200:
        raise Invalid(_("最多 %(longest)d 个字，请精简。") % {"longest": 200}, field="name_en")
    return cleaned


def _clean(name: str, *, field: str) -> str:
    cleaned = " ".join(name.split())
    if not cleaned:
        raise Invalid(_("请填写名称。"), field=field)
    if len(cleaned) > 100:
        raise Invalid(_("名称最多 100 个字，现在有 %(count)d 个。") % {"count": len(cleaned)}, field=field)
    return cleaned


def _insist_open(unit: Unit) -> None:
    if not unit.is_open:
        raise WrongState(
            _("“%(unit)s”已于 %(day)s 撤销，不能再变动。") % {"unit": unit, "day": unit.closed_on.isoformat()}
            if unit.closed_on
            else ""
        )


def _refuse_same_name_beside(name: str, parent: Unit | None, unit: Unit | None) -> None:
    """Two open units of one name under one roof could not be told apart in a document."""
    beside = parent.get_children() if parent else Unit.get_root_nodes()
    if beside.filter(name=name, closed_on__isnull=True).exclude(pk=unit.pk if unit else None).exists():
        raise Invalid(_("同一上级单位下已有“%(name)s”，请核对是否重复登记。") % {"name": name}, field="name")
