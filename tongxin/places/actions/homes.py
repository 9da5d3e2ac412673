"""Members' homes: evidence of the standard, operating funds, and use as a head-count. No person is ever tied to a home."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.files import actions as files
from tongxin.common.files.intake import Upload
from tongxin.common.guards.personal import find as find_personal
from tongxin.common.subjects import Subject
from tongxin.facts.actions import ensure_kinds, record
from tongxin.facts.models import Fact, FactKind
from tongxin.places import rules
from tongxin.places.enums import Aspect, FundFlow
from tongxin.places.guarding import insist_clean_row
from tongxin.places.homes import HOME_KIND
from tongxin.places.models import HomeCriterion, HomeEvidence, HomeFund, Place

EVENTS, PERSONS = "event-held", "persons-reached"
MOST_YUAN, MOST_PERSONS = Decimal("99999999999"), 9999


def record_evidence(
    *,
    home: Place,
    criterion: HomeCriterion,
    is_met: bool,
    seen_on: date,
    note: str,
    by: Any,
    upload: Upload | None = None,
) -> HomeEvidence:
    """Write down what was found of one criterion on a day, with a note or a file. Raises NotAllowed, Invalid, WrongState."""
    _check_may(by, home)
    if criterion.fact_kind_id is not None:
        raise WrongState(_("这一项按实绩自动计算，不用另交依据。"))
    if not criterion.is_active:
        raise WrongState(_("这一项标准已经停用。"))
    note = _short(note, 300, "note")
    if not note and upload is None:
        raise Invalid(_("请写一句说明，或附一个文件。"), field="note")
    if find_personal(note):
        raise Invalid(_("说明里像是有个人的手机号或证件号，请删去。这里不登记任何人。"), field="note")
    if seen_on > timezone.localdate():
        raise Invalid(_("日期还没到。"), field="seen_on")
    try:
        attachment = files.store(upload=upload, by=by) if upload is not None else None
    except Invalid as refusal:
        raise Invalid(refusal.message, field="file") from None
    with transaction.atomic():
        row = HomeEvidence.objects.create(
            home=home, criterion=criterion, is_met=is_met, note=note, attachment=attachment, seen_on=seen_on
        )
        audit.record(by, "home.evidence_recorded", home, criterion=criterion.code, met=is_met, seen=seen_on)
    return row


def withdraw_evidence(*, evidence: HomeEvidence, by: Any) -> None:
    """Take evidence back that was wrong; what was there before counts again. Raises NotAllowed, WrongState."""
    _check_may(by, evidence.home)
    with transaction.atomic():
        standing = HomeEvidence.objects.filter(pk=evidence.pk, withdrawn_at__isnull=True)
        if standing.update(withdrawn_at=timezone.now()) != 1:
            raise WrongState(_("这条依据已经撤回了。"))
        audit.record(by, "home.evidence_withdrawn", evidence.home, evidence=evidence.pk)


def record_funds(
    *,
    home: Place,
    year: int,
    flow: str,
    amount: Decimal,
    source: str,
    by: Any,
    quarter: int | None = None,
    purpose: str = "",
) -> HomeFund:
    """Write down what a home was granted or used in a period. Raises NotAllowed, Invalid with the field."""
    _check_may(by, home)
    if not 2000 <= year <= timezone.localdate().year + 1:
        raise Invalid(_("年度不对，请填四位数字的年份。"), field="year")
    if quarter is not None and quarter not in (1, 2, 3, 4):
        raise Invalid(_("季度是 1 到 4。"), field="quarter")
    if flow not in FundFlow.values:
        raise Invalid(_("请选拨付或使用。"), field="flow")
    if not amount.is_finite() or not 0 < amount <= MOST_YUAN or amount != round(amount, 2):
        raise Invalid(_("金额以元计，大于 0，最多两位小数。"), field="amount")
    source, purpose = _short(source, 200, "source"), _short(purpose, 100, "purpose")
    if not source:
        raise Invalid(_("请写明依据：文件名称和文号，或凭证号。"), field="source")
    if flow == FundFlow.USED and not purpose:
        raise Invalid(_("请写明用在哪里，例如“活动场租”。"), field="purpose")
    with transaction.atomic():
        row = HomeFund(home=home, year=year, quarter=quarter, flow=flow, amount=amount, purpose=purpose, source=source)
        insist_clean_row(row, home)
        row.save(force_insert=True)
        audit.record(by, "home.funds_recorded", home, row=row.pk, year=year, flow=flow, amount=amount)
    return row


def withdraw_funds(*, funds: HomeFund, reason: str, by: Any) -> None:
    """Take a wrong figure back. Raises NotAllowed, Invalid, WrongState."""
    _check_may(by, funds.home)
    reason = _short(reason, 200, "reason")
    if not reason:
        raise Invalid(_("请写明为什么撤回。"), field="reason")
    with transaction.atomic():
        standing = HomeFund.objects.filter(pk=funds.pk, withdrawn_at__isnull=True)
        if standing.update(withdrawn_at=timezone.now(), withdrawn_reason=reason) != 1:
            raise WrongState(_("这一笔已经撤回了。"))
        audit.record(by, "home.funds_withdrawn", funds.home, row=funds.pk, reason=reason)


def record_use(*, home: Place, held_on: date, persons: int, request_key: UUID, by: Any) -> list[Fact]:
    """The home was used for something on a day by so many people: facts, once for each `request_key`. Heads, no names.

    Raises NotAllowed, Invalid with the field.
    """
    _check_may(by, home)
    if not 1 <= persons <= MOST_PERSONS:
        raise Invalid(_("人数应在 1 到 %(most)d 之间。") % {"most": MOST_PERSONS}, field="persons")
    if held_on > timezone.localdate():
        raise Invalid(_("日期还没到。"), field="held_on")
    with translation.override(settings.LANGUAGE_CODE):
        summary = _("%(place)s办活动一场") % {"place": home.name} + (_("（示例）") if home.is_sample else "")
    with transaction.atomic():
        kinds = ensure_kinds()
        return [
            record(
                kind=kinds[code],
                quantity=Decimal(quantity),
                organisation=home.owner,
                happened_on=held_on,
                source=Subject.of(home),
                source_key=f"places.home:{home.pk}:{request_key}:{code}",
                subjects=[Subject.of(home)],
                place=home.name,
                summary=summary,
                by=by,
            )
            for code, quantity in ((EVENTS, 1), (PERSONS, persons))
        ]


def put_criterion(
    *,
    by: Any,
    aspect: str,
    name: str,
    how: str,
    valid_months: int = 0,
    fact_kind: FactKind | None = None,
    minimum: int | None = None,
    is_active: bool = True,
    criterion: HomeCriterion | None = None,
) -> HomeCriterion:
    """Add a criterion, or make `criterion` what is given. Raises NotAllowed, Invalid with the field."""
    if not rules.may_set_standard(by):
        raise NotAllowed(_("成员之家的标准由最上级单位的协调员定。"))
    name, how = _short(name, 40, "name"), _short(how, 200, "how")
    if aspect not in Aspect.values:
        raise Invalid(_("请选一个方面。"), field="aspect")
    if not name:
        raise Invalid(_("请填写名称。"), field="name")
    if not how:
        raise Invalid(_("请写明怎样算达到，让检查的人看法一致。"), field="how")
    if not 0 <= valid_months <= 120:
        raise Invalid(_("应在 0 到 120 个月之间；0 是一直有效。"), field="valid_months")
    if (fact_kind is None) != (minimum is None):
        raise Invalid(_("按实绩计的，请同时选种类、填一年至少多少。"), field="minimum")
    if minimum is not None and minimum < 1:
        raise Invalid(_("至少是 1。"), field="minimum")
    with transaction.atomic():
        last = HomeCriterion.objects.order_by("-position").values_list("position", flat=True).first() or 0
        row = criterion or HomeCriterion(position=last + 10, code=f"c{HomeCriterion.objects.count() + 1}-{last + 10}")
        row.aspect, row.name, row.how, row.valid_months = aspect, name, how, valid_months
        row.fact_kind, row.minimum, row.is_active = fact_kind, minimum, is_active
        row.save()
        verb = "home_criterion.changed" if criterion else "home_criterion.added"
        audit.record(by, verb, row, code=row.code, name=name, active=is_active)
    return row


def _check_may(by: Any, home: Place) -> None:
    if home.kind.code != HOME_KIND:
        raise WrongState(_("“%(place)s”不是党派成员之家。") % {"place": home})
    if not rules.may_edit(by, home):
        raise NotAllowed(_("只有管理单位或其上级的填报员、审核员、协调员可以改这个场所。"))


def _short(text: str, longest: int, field: str) -> str:
    text = " ".join(text.split())
    if len(text) > longest:
        raise Invalid(_("最多 %(longest)d 个字，请精简。") % {"longest": longest}, field=field)
    return text
