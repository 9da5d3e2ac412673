"""Evidence of a brand's standing: entered by one, confirmed by another. No evidence, no claim."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.brands import rules
from tongxin.brands.enums import COMING, Level
from tongxin.brands.guarding import insist_clean_row
from tongxin.brands.models import Brand, Evidence, EvidenceKind
from tongxin.brands.telling import tell_of_evidence
from tongxin.brands.workflows import EVIDENCE
from tongxin.common import audit, clock
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.files import actions as files
from tongxin.common.subjects import Subject
from tongxin.facts.models import FactKind
from tongxin.facts.selectors import Span, totals_filtered, totals_of_spans
from tongxin.facts.suppression import THRESHOLD


@dataclass(frozen=True)
class NewEvidence:
    """What is said of a brand, by whom, when. `kind` is the code of one that the brand's system declares.

    A figure names a kind of fact and a first day.
    """

    level: str
    kind: str
    title: str
    source: str
    on: date
    address: str = ""
    since: date | None = None
    fact_kind: FactKind | None = None
    title_en: str = ""
    is_sample: bool = False


def enter_evidence(*, brand: Brand, new: NewEvidence, by: Any, file: Any = None, today: date | None = None) -> Evidence:
    """Enter evidence of a brand; it counts once somebody else has confirmed it.

    Raises NotAllowed unless `by` keeps the brand, WrongState before it is named, Invalid with the field.
    """
    if not rules.may_edit(by, brand):
        raise NotAllowed(_("只有牵头单位或其上级的填报员、审核员、协调员可以登记佐证。"))
    if brand.status in COMING:
        raise WrongState(_("品牌命名之后才登记佐证。"))
    day = today or clock.today()
    kind = _check(brand, new, day, has_file=file is not None)
    with transaction.atomic():
        kept = files.store(upload=file, by=by) if file is not None else None
        evidence = Evidence(
            brand=brand,
            level=new.level,
            kind=kind,
            title=" ".join(new.title.split()),
            title_en=new.title_en.strip()[:200],
            source=" ".join(new.source.split()),
            address=new.address.strip(),
            on=new.on,
            since=new.since if kind.is_counted else None,
            fact_kind=new.fact_kind if kind.is_counted else None,
            file=kept,
            entered_by_id=getattr(by, "pk", None),
            entered_on=day,
            is_sample=new.is_sample,
        )
        insist_clean_row(evidence, brand)
        evidence.save(force_insert=True)
        audit.record(by, "evidence.entered", evidence, brand=brand.pk, level=new.level, kind=new.kind)
        tell_of_evidence(evidence)
    return evidence


def decide(*, evidence: Evidence, action: str, by: Any, reason: str = "", today: date | None = None) -> Evidence:
    """Confirm, refuse or withdraw. Raises as `Workflow.move`; NotAllowed with its reason for who entered it.

    Raises WrongState where what is to be confirmed has not what its kind asks for today: no evidence, no claim.
    """
    with transaction.atomic():
        row = Evidence.objects.select_for_update(of=("self",)).select_related(
            "brand__owner", "brand__family__category__system__owner", "kind"
        )
        found = row.get(pk=evidence.pk)
        if action in ("confirm", "refuse") and by is not None and rules.entered(by, found):
            raise NotAllowed(_("登记的人不能自己核对，请由另一位审核员或协调员核对。"))
        if action == "confirm" and (lacking := lacks(found)):
            raise WrongState(
                _("还不能核对通过，“%(kind)s”缺：%(what)s。请退回，让登记的人补齐再登记。")
                % {"kind": found.kind, "what": _("、").join(lacking)}
            )
        EVIDENCE.move(
            found,
            action,
            by=by,
            note=reason,
            reason=reason.strip()[:300],
            decided_by_id=getattr(by, "pk", None),
            decided_on=today or clock.today(),
        )
    return found


def lacks(evidence: Evidence) -> list[str]:
    """What evidence has not of what its kind asks for today, in words."""
    kind = evidence.kind
    lacking = (
        (evidence.level not in kind.levels, _("能说明这一层的种类")),
        (kind.needs_address and not evidence.address, _("网址")),
        (kind.needs_file and evidence.file_id is None, _("证明文件")),
        (kind.is_counted and evidence.fact_kind_id is None, _("由实绩算出的数字")),
    )
    return [words for is_lacking, words in lacking if is_lacking]


def visitors(evidence: Evidence) -> Any:
    """How many came, counted from the brand's facts; None where it is a head-count too small to be shown."""
    return visitors_of([evidence]).get(evidence.pk)


def visitors_of(evidence: Iterable[Evidence]) -> dict[int, Decimal]:
    """The same of many, by their ids, without those that have none; one query. `fact_kind` must be at hand."""
    wanted = {
        one.pk: Span(Subject.of(Brand, one.brand_id), one.fact_kind, one.since, one.on)
        for one in evidence
        if one.fact_kind is not None
    }
    found = {}
    for (pk, span), total in zip(wanted.items(), totals_of_spans(wanted.values()), strict=True):
        if not (span.kind.counts_persons and total < THRESHOLD):
            found[pk] = total
    return found


def _check(brand: Brand, new: NewEvidence, today: date, *, has_file: bool) -> EvidenceKind:
    """The kind, once all that it asks for is there."""
    for name, text, longest in (("title", new.title, 120), ("source", new.source, 120)):
        if not text.strip():
            raise Invalid(_("请填写这一项。"), field=name)
        if len(text) > longest:
            raise Invalid(_("最多 %(longest)d 个字，请精简。") % {"longest": longest}, field=name)
    if new.level not in Level.values:
        raise Invalid(_("请选层级。"), field="level")
    kind = EvidenceKind.objects.filter(system=brand.family.category.system_id, code=new.kind, is_offered=True).first()
    if kind is None:
        raise Invalid(_("请选类别。"), field="kind")
    if new.level not in kind.levels:
        raise Invalid(_("“%(kind)s”不能说明这一层，请换层级或类别。") % {"kind": kind}, field="level")
    if new.on > today:
        raise Invalid(_("日期还没有到。"), field="on")
    address = new.address.strip()
    if kind.needs_address and not address:
        raise Invalid(_("“%(kind)s”要写网址，别人才查得到。") % {"kind": kind}, field="address")
    if kind.needs_file and not has_file:
        raise Invalid(_("“%(kind)s”要附证明文件。") % {"kind": kind}, field="file")
    if address:
        try:
            URLValidator(schemes=["http", "https"])(address)
        except ValidationError:
            raise Invalid(_("网址不对，请从 https:// 写起。"), field="address") from None
        same = brand.evidence.filter(address=address, level=new.level, kind=kind)
        if same.exclude(status__in=("refused", "withdrawn")).exists():
            raise Invalid(_("这个网址已经登记过了。"), field="address")
    if kind.is_counted:
        if new.fact_kind is None or not new.fact_kind.is_public:
            raise Invalid(_("“%(kind)s”的数字由实绩算出：请选一类可以公开的实绩。") % {"kind": kind}, field="fact_kind")
        if new.since is None or new.since > new.on:
            raise Invalid(_("请写从哪一天算起，不晚于到哪一天。"), field="since")
        counted = totals_filtered(Subject.of(brand), new.fact_kind, since=new.since, until=new.on).total
        if counted <= 0 or (new.fact_kind.counts_persons and counted < THRESHOLD):
            raise Invalid(_("这段时间里没有足够的实绩可以作证（人数少于 10 不公布）。"), field="since")
    return kind
