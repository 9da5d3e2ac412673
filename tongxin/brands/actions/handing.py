"""A brand goes from one unit to another: handed over by the system's office, or with the unit that is merged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.accounts.models import User
from tongxin.brands import rules
from tongxin.brands.actions.life import lock_system, locked_brand
from tongxin.brands.enums import ENDED, EvaluationStatus
from tongxin.brands.models import Brand, BrandStep, BrandSystem
from tongxin.brands.telling import tell_of_handing
from tongxin.common import audit, clock
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.organisations.models import Unit

HANDED_OVER = "hand_over"
"""The step's word in a brand's life; its state stays what it was."""


def hand_over(*, brand: Brand, to: Unit, reason: str, by: Any, on: date | None = None) -> Brand:
    """Let another unit lead a brand. What it did, its evidence, papers and results stay; both units are told.

    Raises NotAllowed unless `by` coordinates for the system's owner, WrongState for a brand that has ended, or while it is
    evaluated and other reviewers would have to step back than did; Invalid with the field.
    """
    reason = reason.strip()
    with transaction.atomic():
        row = locked_brand(brand)
        if row.status in ENDED:
            raise WrongState(_("“%(brand)s”已合并或退出，不再移交。") % {"brand": row})
        if not rules.may_hand_over(by, row):
            raise NotAllowed(_("移交由品牌体系主管单位的协调员决定。"))
        if to.pk == row.owner_id:
            raise Invalid(_("“%(unit)s”已经在牵头，请选另一个单位。") % {"unit": to}, field="to")
        if not to.is_open:
            raise Invalid(_("“%(unit)s”已经撤销，请选现在的单位。") % {"unit": to}, field="to")
        if not to.path.startswith(rules.system_owner(row).path):
            raise Invalid(_("请选品牌体系主管单位或它下面的单位。"), field="to")
        if not reason or len(reason) > 300:
            raise Invalid(_("请写明为什么移交，最多 %(most)d 个字。") % {"most": 300}, field="reason")
        _keep_apart(row, lambda user: rules.would_be_own_unit(user, row, to))
        _pass_on(row, to, reason, on or clock.today(), by)
    return row


def brands_follow(source: Unit, into: Unit, on: date, reason: str, by: Any) -> None:
    """The brands and systems of a unit go on with the one into which it is merged. Raises WrongState as `hand_over`.

    Called inside the merging's transaction, whose permission holds, before its people move: they come along.
    """
    for system in BrandSystem.objects.filter(owner=source):
        lock_system(system.pk)
        BrandSystem.objects.filter(pk=system.pk).update(owner=into)
        audit.record(by, "brand_system.handed_over", system, was=source.pk, now=into.pk)
    # Kept with the brand, and so Chinese whatever the writer's interface speaks.
    words = f"“{source}”并入“{into}”。{reason.strip()}"
    rows = (
        Brand.objects.filter(owner=source).exclude(status__in=ENDED).select_related("family__category__system__owner")
    )
    for brand in rows.order_by("pk"):
        row = locked_brand(brand)
        _keep_apart(
            row,
            lambda user, row=row: any(rules.would_be_own_unit(user, row, unit) for unit in (source, into)),  # type: ignore[misc]
        )
        _pass_on(row, into, words[:400], on, by)


def _keep_apart(brand: Brand, will_step_back: Callable[[User], bool]) -> None:
    """Raise WrongState where the brand is being scored and not the same reviewers would step back as do now.

    Scores that were given count or do not count by who gave them: neither is changed under way.
    """
    entries = brand.evaluations.filter(evaluation__status=EvaluationStatus.OPEN).select_related("evaluation")
    for entry in entries:
        reviewers = [one.user for one in entry.evaluation.reviewers.select_related("user")]
        changed = [str(user) for user in reviewers if will_step_back(user) != rules.is_own_unit(user, brand)]
        if changed:
            raise WrongState(
                _(
                    "“%(brand)s”正在 %(year)d 年的评价中，换了牵头单位，要回避的评审人就不同了（%(people)s）。"
                    "请等评价公布以后再移交。"
                )
                % {"brand": brand, "year": entry.evaluation.year, "people": _("、").join(changed)}
            )


def _pass_on(brand: Brand, to: Unit, reason: str, on: date, by: Any) -> None:
    former = brand.owner
    brand.owner = to
    brand.version += 1
    brand.save(update_fields=["owner", "version", "updated_at"])
    note = f"{former} → {to}。{reason}"[:500]
    BrandStep.objects.create(brand=brand, action=HANDED_OVER, note=note, on=on, by_id=getattr(by, "pk", None))
    audit.record(by, "brand.handed_over", brand, was=former.pk, now=to.pk, reason=reason)
    tell_of_handing(brand, former, reason)
