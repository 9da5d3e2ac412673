"""The restoration of a house: its plan, stages, pictures before and after, and its opening, which is a fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.errors import Conflict, Invalid, NotAllowed, WrongState
from tongxin.common.files.intake import Upload
from tongxin.common.pictures.actions import keep_picture
from tongxin.common.subjects import Subject
from tongxin.facts.actions import ensure_kinds, record
from tongxin.places import rules
from tongxin.places.actions.texts import check_address
from tongxin.places.guarding import insist_clean_row
from tongxin.places.models import Place, Restoration, RestorationPair, RestorationStage

OPENED = "house-opened"
MOST_YUAN = Decimal("99999999999")


@dataclass(frozen=True)
class StageGiven:
    """A stage as it is given; amounts in yuan."""

    title: str
    planned_from: date
    planned_until: date
    started_on: date | None = None
    finished_on: date | None = None
    cost_amount: Decimal | None = None
    cost_source: str = ""
    note: str = ""


@dataclass(frozen=True)
class Shot:
    """One picture of a pair: the file and the words that a public picture cannot go without (`keep_picture`)."""

    upload: Upload
    description: str
    credit: str
    licence: str
    taken_on: date | None = None


def set_restoration(
    *,
    place: Place,
    version: int,
    by: Any,
    summary: str = "",
    budget_amount: Decimal | None = None,
    budget_source: str = "",
    budget_address: str = "",
    opens_on: date | None = None,
    is_sample: bool = False,
) -> Restoration:
    """Say what is restored and with what money. `version` is the one that was seen, 0 for a first one.

    Raises NotAllowed, Invalid with the field, Conflict.
    """
    _check_may(by, place)
    summary, budget_source = _short(summary, 300, "summary"), _short(budget_source, 200, "budget_source")
    _check_money(budget_amount, budget_source, "budget_amount", "budget_source")
    budget_address = _short(budget_address, 300, "budget_address")
    check_address(budget_address, "budget_address")
    if budget_address and budget_amount is None:
        raise Invalid(_("请同时填写预算金额。"), field="budget_amount")
    with transaction.atomic():
        # The place's row makes two people who begin at one moment queue.
        Place.objects.select_for_update().get(pk=place.pk)
        row = Restoration.objects.filter(place=place).first()
        if (row.version if row else 0) != version:
            raise Conflict(_("您打开之后，别人改过修缮情况。请先核对现在的内容，再保存一次。"))
        row = row or Restoration(place=place, version=0)
        row.summary, row.budget_amount, row.budget_source = summary, budget_amount, budget_source
        row.budget_address = budget_address
        row.opens_on, row.is_sample = opens_on, is_sample or row.is_sample
        insist_clean_row(row, place)
        row.version += 1
        row.save()
        audit.record(by, "restoration.set", place, summary=summary, budget=budget_amount, source=budget_source)
    return row


def put_stage(
    *, restoration: Restoration, given: StageGiven, by: Any, stage: RestorationStage | None = None
) -> RestorationStage:
    """Add a stage, or make `stage` what is given. Raises NotAllowed, Invalid with the field."""
    _check_may(by, restoration.place)
    title, note = _short(given.title, 60, "title"), _short(given.note, 300, "note")
    source = _short(given.cost_source, 200, "cost_source")
    if not title:
        raise Invalid(_("请写明这是哪个阶段，例如“屋面修缮”。"), field="title")
    if given.planned_until < given.planned_from:
        raise Invalid(_("计划完成早于计划开始。"), field="planned_until")
    if given.finished_on is not None and given.started_on is None:
        raise Invalid(_("已经完成的，请同时填实际开始。"), field="started_on")
    if given.started_on and given.finished_on and given.finished_on < given.started_on:
        raise Invalid(_("实际完成早于实际开始。"), field="finished_on")
    today = timezone.localdate()
    for name in ("started_on", "finished_on"):
        day = getattr(given, name)
        if day is not None and day > today:
            raise Invalid(_("还没到的日子不能填成“实际”，请填在计划里。"), field=name)
    _check_money(given.cost_amount, source, "cost_amount", "cost_source")
    with transaction.atomic():
        row = stage or RestorationStage(restoration=restoration)
        row.title, row.note, row.cost_source = title, note, source
        for name in ("planned_from", "planned_until", "started_on", "finished_on", "cost_amount"):
            setattr(row, name, getattr(given, name))
        insist_clean_row(row, restoration.place)
        row.save()
        verb = "restoration.stage_changed" if stage else "restoration.stage_added"
        audit.record(by, verb, restoration.place, stage=row.pk, title=title, finished=given.finished_on)
    return row


def remove_stage(*, stage: RestorationStage, by: Any) -> None:
    """Take a stage out. Raises NotAllowed."""
    place = stage.restoration.place
    _check_may(by, place)
    with transaction.atomic():
        audit.record(by, "restoration.stage_removed", place, stage=stage.pk, title=stage.title)
        stage.delete()


def add_pair(
    *, restoration: Restoration, title: str, before: Shot, by: Any, after: Shot | None = None
) -> RestorationPair:
    """Add a view before (and after). Raises NotAllowed, Invalid with the field (of a shot: `before_description` ...)."""
    _check_may(by, restoration.place)
    title = _short(title, 60, "title")
    if not title:
        raise Invalid(_("请写明拍的是哪里，例如“正厅”。"), field="title")
    with transaction.atomic():
        pair = RestorationPair(restoration=restoration, title=title)
        insist_clean_row(pair, restoration.place)
        pair.before, pair.before_on = _kept(restoration, title, before, "before", by), before.taken_on
        if after is not None:
            pair.after, pair.after_on = _kept(restoration, title, after, "after", by), after.taken_on
        pair.save()
        audit.record(by, "restoration.pair_added", restoration.place, pair=pair.pk, title=title)
    return pair


def add_after(*, pair: RestorationPair, after: Shot, by: Any) -> RestorationPair:
    """Add the picture after, or another one. Raises NotAllowed, Invalid with the field."""
    restoration = pair.restoration
    _check_may(by, restoration.place)
    with transaction.atomic():
        pair.after, pair.after_on = _kept(restoration, pair.title, after, "after", by), after.taken_on
        pair.save(update_fields=["after", "after_on"])
        audit.record(by, "restoration.after_added", restoration.place, pair=pair.pk)
    return pair


def remove_pair(*, pair: RestorationPair, by: Any) -> None:
    """Show a pair no longer; its pictures stay in the library. Raises NotAllowed."""
    place = pair.restoration.place
    _check_may(by, place)
    with transaction.atomic():
        audit.record(by, "restoration.pair_removed", place, pair=pair.pk, title=pair.title)
        pair.delete()


def open_to_public(*, restoration: Restoration, opened_on: date, by: Any) -> Restoration:
    """The house is open to the public from that day: written once, with its fact.

    Raises NotAllowed unless `by` coordinates for the owner, Invalid with the field, WrongState where it was written.
    """
    place = restoration.place
    if not rules.may_publish(by, place):
        raise NotAllowed(_("对外开放由管理单位或其上级的协调员登记。"))
    if opened_on > timezone.localdate():
        raise Invalid(_("开放的日子还没到。请先填“计划对外开放”，到了那天再登记。"), field="opened_on")
    with transaction.atomic():
        if Restoration.objects.filter(pk=restoration.pk, opened_on__isnull=True).update(opened_on=opened_on) != 1:
            raise WrongState(_("对外开放已经登记过了。日期有误，请在实绩账里对那一条做更正。"))
        with translation.override(settings.LANGUAGE_CODE):
            is_sample = place.is_sample or restoration.is_sample
            summary = _("%(place)s修缮后对外开放") % {"place": place.name} + (_("（示例）") if is_sample else "")
        record(
            kind=ensure_kinds()[OPENED],
            quantity=Decimal(1),
            organisation=place.owner,
            happened_on=opened_on,
            source=Subject.of(restoration),
            source_key=f"places.restoration:{restoration.pk}:{OPENED}",
            subjects=[Subject.of(place)],
            place=place.name,
            summary=summary,
            by=by,
        )
        audit.record(by, "restoration.opened", place, opened=opened_on)
    restoration.opened_on = opened_on
    return restoration


def _kept(restoration: Restoration, title: str, shot: Shot, which: str, by: Any) -> Any:
    words = _("修缮前") if which == "before" else _("修缮后")
    try:
        return keep_picture(
            upload=shot.upload,
            title=f"{restoration.place.name} {title} {words}"[:200],
            description=shot.description,
            credit=shot.credit,
            licence=shot.licence,
            by=by,
        )
    except Invalid as refusal:
        shared = refusal.field in ("credit", "licence")
        raise Invalid(refusal.message, field=refusal.field if shared else f"{which}_{refusal.field}") from None


def _check_may(by: Any, place: Place) -> None:
    if not rules.may_edit(by, place):
        raise NotAllowed(_("只有管理单位或其上级的填报员、审核员、协调员可以改这个场所。"))


def _short(text: str, longest: int, field: str) -> str:
    text = " ".join(text.split())
    if len(text) > longest:
        raise Invalid(_("最多 %(longest)d 个字，请精简。") % {"longest": longest}, field=field)
    return text


def _check_money(amount: Decimal | None, source: str, amount_field: str, source_field: str) -> None:
    if amount is None:
        return
    if not amount.is_finite() or not 0 <= amount <= MOST_YUAN or amount != round(amount, 2):
        raise Invalid(_("金额以元计，最多两位小数，不小于 0。"), field=amount_field)
    if not source:
        raise Invalid(_("填了金额，请写明依据：文件名称和文号。"), field=source_field)
