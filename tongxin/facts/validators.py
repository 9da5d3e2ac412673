"""What can be recorded: the checks that hold for one fact, whoever records it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from tongxin.common.errors import Invalid
from tongxin.common.files.models import Attachment
from tongxin.common.subjects import Subject
from tongxin.facts.models import FactKind
from tongxin.facts.quantities import LARGEST
from tongxin.facts.totals import UNIT
from tongxin.organisations.models import Unit

PLACE_LENGTH = 120
SUMMARY_LENGTH = 500


@dataclass(frozen=True, kw_only=True)
class NewFact:
    """A fact that is to be recorded. `quantity` is in `kind.unit`; it counts for its unit and for `subjects`."""

    kind: FactKind
    quantity: Decimal
    organisation: Unit
    happened_on: date
    source: Subject
    source_key: str = ""
    summary: str = ""
    place: str = ""
    subjects: tuple[Subject, ...] = ()
    evidence: tuple[UUID, ...] = field(default=())


def check(new: NewFact, *, today: date) -> None:
    """Raise Invalid, with the field, unless the fact can be recorded on `today`."""
    check_kind(new.kind)
    check_organisation(new.organisation)
    check_quantity(new.kind, new.quantity)
    check_day(new.happened_on, today=today)
    check_texts(new.place, new.summary)
    check_subjects(new.subjects)


def check_kind(kind: FactKind) -> None:
    if not kind.is_active:
        raise Invalid(_("实绩种类“%(kind)s”已停用，请改选使用中的种类。") % {"kind": kind.name}, field="kind")


def check_organisation(unit: Unit) -> None:
    if not unit.is_open:
        raise Invalid(
            _("“%(unit)s”已撤销，不能再记实绩。请记到承接其工作的单位。") % {"unit": unit.name}, field="organisation"
        )


def check_quantity(kind: FactKind, quantity: Decimal) -> None:
    """Refuse what is no number, zero, too large, or finer than the kind allows."""
    if not quantity.is_finite():
        raise Invalid(_("数量要填数字。"), field="quantity")
    if quantity == 0:
        raise Invalid(_("数量不能是 0：没有发生的事不用记。记错了请用“更正”。"), field="quantity")
    if abs(quantity) > LARGEST:
        raise Invalid(
            _("数量 %(quantity)s 太大，单笔不超过 %(largest)s。请核对计量单位（%(unit)s）。")
            % {"quantity": f"{quantity:f}", "largest": f"{LARGEST:,f}", "unit": kind.unit},
            field="quantity",
        )
    if quantity != round(quantity, kind.decimals):
        if kind.decimals == 0:
            message = _("“%(kind)s”按%(unit)s计，要填整数，不能是 %(quantity)s。")
        else:
            message = _("“%(kind)s”最多 %(decimals)d 位小数，不能是 %(quantity)s。")
        raise Invalid(
            message
            % {
                "kind": kind.name,
                "unit": kind.unit,
                "decimals": kind.decimals,
                "quantity": f"{quantity.normalize():f}",
            },
            field="quantity",
        )


def check_day(happened_on: date, *, today: date) -> None:
    if happened_on > today:
        raise Invalid(
            _("日期 %(day)s 还没有到。实绩在事情办完之后再记。") % {"day": happened_on.isoformat()}, field="happened_on"
        )


def check_texts(place: str, summary: str) -> None:
    for name, text, longest in (("place", place, PLACE_LENGTH), ("summary", summary, SUMMARY_LENGTH)):
        if len(text) > longest:
            raise Invalid(
                _("文字有 %(length)d 个字，最多 %(longest)d 个字，请精简。")
                % {"length": len(text), "longest": longest},
                field=name,
            )
        if "\x00" in text:
            raise Invalid(_("文字里有不能保存的控制字符，请重新输入。"), field=name)


def check_evidence(files: Collection[UUID]) -> None:
    """Refuse evidence that is no stored attachment (any more)."""
    if not files:
        return
    there = set(Attachment.objects.filter(pk__in=files).values_list("pk", flat=True))
    if missing := len(set(files) - there):
        raise Invalid(
            _("有 %(missing)d 个证明材料已找不到，请重新上传后再提交。") % {"missing": missing}, field="evidence"
        )


def check_subjects(subjects: Iterable[Subject]) -> None:
    """A unit counts by itself; a caller that names one has made a mistake."""
    if any(subject.kind == UNIT for subject in subjects):
        raise ValueError("a fact counts for its own unit by itself; units are no subjects of facts")
