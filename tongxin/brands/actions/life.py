"""The moves of a brand's life. The table is `brands.workflows.BRAND`; the paper of a move is kept with it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.brands import rules
from tongxin.brands.enums import EvaluationStatus
from tongxin.brands.guarding import insist_clean
from tongxin.brands.models import Brand, BrandDocument, BrandLink, BrandStep, BrandSystem, EvaluationEntry
from tongxin.brands.telling import tell_of_move
from tongxin.brands.workflows import BRAND, ON_PAPER
from tongxin.common import audit, clock
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.files import actions as files
from tongxin.common.files.models import Attachment
from tongxin.common.subjects import Subject
from tongxin.facts.actions import count_all_also_for

Paper = Any
"""An upload, or an attachment that was stored before (one decision names many brands)."""


def move_brand(
    *, brand: Brand, action: str, by: Any, note: str = "", paper: Paper = None, on: date | None = None
) -> Brand:
    """Make one move of the BRAND table other than "merge" and "evaluate", with its paper where it has one.

    Raises as `Workflow.move`; Invalid without what the move needs: a promise and an owner's words to be proposed, a
    paper to be named or ended. Nothing is changed then.
    """
    if action in ("merge", "evaluate"):
        raise WrongState(_("这一步不能单独做。"))
    day = on or clock.today()
    changes: dict[str, Any] = {}
    with transaction.atomic():
        row = locked_brand(brand)
        if action in ("propose", "name", "restore"):
            # What is named is public at once.
            insist_clean(row)
        if action == "propose":
            _must_be_whole(row)
            changes["proposed_by_id"] = getattr(by, "pk", None)
        if action == "name":
            if row.parent is not None and not row.parent.is_living:
                raise WrongState(_("上级品牌“%(brand)s”还没有命名，请先命名它。") % {"brand": row.parent})
            changes["named_on"] = row.named_on or day
        if action == "retire":
            _must_not_be_under_evaluation(row)
            changes["ended_on"] = day
        if action == "restore":
            changes["ended_on"] = None
        _check_found(row, action, by)
        _must_have_paper(action, paper)
        make_move(row, action, by=by, note=note, on=day, **changes)
        if paper is not None:
            _keep_paper(row, action, paper, day, by)
        if action == "retire":
            _end_links(row, day, by)
        tell_of_move(row, action, note)
    return row


def merge_brand(*, brand: Brand, into: Brand, by: Any, note: str, paper: Paper = None, on: date | None = None) -> Brand:
    """Merge a brand into another, which carries on its work.

    What it did, its evidence and its results stay its own and stay readable; the other counts its facts too, carries on
    its links and takes over its sub-brands. Raises WrongState while either is being evaluated, for a target that does
    not stand or whose own sub-brands would become sub-sub-brands; Invalid for itself. Nothing is changed then.
    """
    day = on or clock.today()
    with transaction.atomic():
        row, target = locked_brand(brand), locked_brand(into)
        if row.pk == target.pk:
            raise Invalid(_("不能并入自己，请选另一个品牌。"), field="into")
        _check_found(row, "merge", by)
        if not target.is_living:
            raise WrongState(_("“%(brand)s”不在运行，不能并入它。") % {"brand": target})
        if not rules.may_name(by, target):
            raise NotAllowed(_("合并由品牌体系主管单位的协调员决定。"))
        for one in (row, target):
            _must_not_be_under_evaluation(one)
        subs = list(row.sub_brands.all())
        if target.parent_id == row.pk:
            raise WrongState(_("“%(brand)s”是它的子品牌，不能并入。") % {"brand": target})
        if subs and (target.parent_id is not None or target.family_id != row.family_id):
            raise WrongState(
                _("“%(brand)s”还有子品牌，要并入同一系列、自己不是子品牌的品牌，或先处理子品牌。") % {"brand": row}
            )
        _must_have_paper("merge", paper)
        make_move(row, "merge", by=by, note=note, on=day, merged_into=target, ended_on=day)
        if paper is not None:
            _keep_paper(row, "merge", paper, day, by)
        for sub in subs:
            sub.parent = target
            sub.version += 1
            sub.save(update_fields=["parent", "version", "updated_at"])
        _count_for(row, target, by)
        for link in row.links.filter(ended_on__isnull=True):
            BrandLink.objects.get_or_create(
                brand=target,
                subject_kind=link.subject_kind,
                subject_id=link.subject_id,
                ended_on=None,
                defaults={"label": link.label, "made_on": day},
            )
        _end_links(row, day, by)
        audit.record(by, "brand.took_over", target, merged=row.pk, name=row.name, sub_brands=[sub.pk for sub in subs])
        tell_of_move(row, "merge", note)
    return row


def make_move(brand: Brand, action: str, *, by: Any, on: date, note: str = "", **changes: Any) -> None:
    """Make a move of the table and keep its day and reason as a step of the brand's life. Raises as `Workflow.move`."""
    BRAND.move(brand, action, by=by, note=note, **changes)
    note = note.strip()[:500]
    BrandStep.objects.create(brand=brand, action=action, note=note, on=on, by_id=getattr(by, "pk", None))


def lock_system(system_id: int) -> None:
    """Queue with whoever opens an evaluation, merges or ends a brand of the system: one after the other."""
    BrandSystem.objects.select_for_update(no_key=True).get(pk=system_id)


def locked_brand(brand: Brand) -> Brand:
    """The row as it stands now, with its system's queue held."""
    lock_system(brand.family.category.system_id)
    rows = Brand.objects.select_for_update(of=("self",)).select_related(
        "owner", "family__category__system__owner", "parent"
    )
    return rows.get(pk=brand.pk)


def _check_found(brand: Brand, action: str, by: Any) -> None:
    """Who may not, and what is not the turn, is told before what is missing."""
    found = BRAND.find(brand.status, action)
    if found is None:
        raise WrongState(_("现在不能做这一步：内容可能刚被别人处理过。请刷新页面，看看最新的状态。"))
    if found.who is not None and not found.who(by, brand):
        raise NotAllowed(_("您的角色不能做这一步。需要时请联系本单位管理员。"))


def _must_be_whole(brand: Brand) -> None:
    missing = [
        words
        for words, text in (
            (_("品牌承诺"), brand.promise),
            (_("特色"), brand.features),
            (_("服务对象"), brand.audience),
        )
        if not text
    ]
    if missing:
        raise Invalid(_("还不能申报，缺：%(what)s。") % {"what": _("、").join(missing)})


def _must_have_paper(action: str, paper: Paper) -> None:
    if action in ON_PAPER and paper is None:
        raise Invalid(_("这一步要附上决定文件（PDF、Word 或图片）。"), field="paper")


def _must_not_be_under_evaluation(brand: Brand) -> None:
    entry = (
        EvaluationEntry.objects.filter(brand=brand, evaluation__status=EvaluationStatus.OPEN)
        .select_related("evaluation")
        .first()
    )
    if entry is not None:
        raise WrongState(
            _("“%(brand)s”正在 %(year)d 年的评价中，已有的评分不能丢。请等评价公布以后再合并或退出。")
            % {"brand": brand, "year": entry.evaluation.year}
        )


def _keep_paper(brand: Brand, action: str, paper: Paper, day: date, by: Any) -> None:
    file = paper if isinstance(paper, Attachment) else files.store(upload=paper, by=by)
    document = BrandDocument.objects.create(
        brand=brand,
        action=action,
        title=file.name.rpartition(".")[0] or file.name,
        file=file,
        on=day,
        added_by_id=getattr(by, "pk", None),
    )
    audit.record(by, "brand.document_added", brand, action=action, title=document.title, file=str(file.pk))


def _end_links(brand: Brand, day: date, by: Any) -> None:
    ended = brand.links.filter(ended_on__isnull=True).update(ended_on=day)
    if ended:
        audit.record(by, "brand.links_ended", brand, count=ended)


def _count_for(brand: Brand, target: Brand, by: Any) -> None:
    """The other brand, and the one above it, count what the merged one did: once, as all facts."""
    from_brand = Subject.of(brand)
    count_all_also_for(of=from_brand, subject=Subject.of(target), by=by)
    if target.parent is not None:
        count_all_also_for(of=from_brand, subject=Subject.of(target.parent), by=by)
