"""A batch: drawn up with its standards, announced, cancelled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.clock.wording import plain_day
from tongxin.common.errors import Conflict, Invalid, NotAllowed, WrongState
from tongxin.naming import rules, telling
from tongxin.naming.actions.locking import locked_batch
from tongxin.naming.actions.reasons import whole
from tongxin.naming.enums import BatchStatus, Stage
from tongxin.naming.models import Application, Batch, Criterion
from tongxin.naming.workflows import APPLICATION, BATCH
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.organisations.roles import holders

LONGEST_TITLE, LONGEST_HINT, MOST_CRITERIA = 60, 200, 20
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

# What a new batch begins with; an office changes the lines as it likes.
DEFAULT_EVIDENCE = (
    "展陈和史料：展出什么，有哪些实物和史料\n管理制度：谁管、怎么管、安全怎么保证\n讲解和服务：谁来讲，怎么预约"
)
DEFAULT_WORDS = "活动计划：今后一年打算办哪些活动"
DEFAULT_VISIT = (
    "展陈与申报一致：实物、图文和申报材料对得上\n按公布的时间开放：门口有时间，现场开着门\n讲解：有人讲，讲得准\n"
    "安全：消防、疏散、监控完好\n无障碍：能不上台阶进门，或者有人帮\n标识：门口和路口找得到"
)


@dataclass(frozen=True)
class Given:
    """What is given of a batch. Standards are lines "要求：说明": answered with files, in words only, and on the spot."""

    title: str
    number: int
    call: str
    opens_on: date
    closes_on: date
    notice_days: int = 7
    recheck_years: int = 3
    slug: str = ""
    with_evidence: str = DEFAULT_EVIDENCE
    in_words: str = DEFAULT_WORDS
    on_the_spot: str = DEFAULT_VISIT
    is_sample: bool = False
    shown_as_of: date | None = None


@dataclass(frozen=True)
class Line:
    """One line of a standard, read."""

    title: str
    hint: str


def read_lines(text: str, field: str) -> list[Line]:
    """Standards from lines. Raises Invalid with the line that cannot be taken."""
    lines: list[Line] = []
    for number, raw in enumerate((line for line in text.splitlines() if line.strip()), start=1):
        title, _colon, hint = raw.strip().replace(":", "：", 1).partition("：")
        line = Line(title.strip(), hint.strip())
        if not line.title or len(line.title) > LONGEST_TITLE or len(line.hint) > LONGEST_HINT:
            raise Invalid(
                _("第 %(number)d 行请写成“要求：说明”，要求不超过 60 字，说明不超过 200 字。") % {"number": number},
                field=field,
            )
        if line.title in [one.title for one in lines]:
            raise Invalid(_("第 %(number)d 行与前面的要求重复。") % {"number": number}, field=field)
        lines.append(line)
    if len(lines) > MOST_CRITERIA:
        raise Invalid(_("要求太多，最多 %(most)d 条。") % {"most": MOST_CRITERIA}, field=field)
    return lines


def add_batch(*, owner: Unit, given: Given, by: Any) -> Batch:
    """Draw up a batch of an office; nobody else sees it yet. Raises NotAllowed, Invalid with the field."""
    if not rules.may_start_batch(by, owner):
        raise NotAllowed(_("只有主办单位的协调员可以起草命名批次。"))
    with transaction.atomic():
        batch = Batch(owner=owner, is_sample=given.is_sample, shown_as_of=given.shown_as_of)
        standards = _put(batch, given)
        batch.save(force_insert=True)
        _put_standards(batch, standards)
        audit.record(by, "naming_batch.added", batch, name=batch.name)
    return batch


def change_batch(*, batch: Batch, given: Given, version: int, by: Any) -> Batch:
    """Change a batch that is not announced yet. Raises NotAllowed, WrongState, Conflict, Invalid with the field."""
    if not rules.may_coordinate(by, batch):
        raise NotAllowed(_("只有主办单位的协调员可以修改命名批次。"))
    with transaction.atomic():
        row = locked_batch(batch)
        if row.status != BatchStatus.DRAFT:
            raise WrongState(_("通知已经发布，不能再改标准和日期。需要改时请取消这一批，另起一批。"))
        if row.version != version:
            raise Conflict(_("您打开之后，别人改过这一批。请先核对现在的内容，再保存一次。"))
        standards = _put(row, given)
        row.version += 1
        row.save()
        row.criteria.all().delete()
        _put_standards(row, standards)
        audit.record(by, "naming_batch.changed", row, name=row.name)
    return row


def announce(*, batch: Batch, by: Any) -> Batch:
    """Publish the call: it stands on the site, and the units are told. Raises NotAllowed, WrongState, Invalid."""
    with transaction.atomic():
        BATCH.move(batch, "announce", by=by)
        if batch.closes_on < batch.today:
            raise Invalid(
                _("申报截止日（%(day)s）已经过了，请先改日期再发布。") % {"day": plain_day(batch.closes_on, year=0)}
            )
        people = {
            person
            for unit in [batch.owner, *batch.owner.get_descendants()]
            for person in holders({Role.REPORTER, Role.COORDINATOR}, unit)
        }
        telling.tell(
            sorted(people, key=lambda person: person.pk),
            batch=batch,
            key=f"naming-call:{batch.pk}",
            title=_("开始申报：%(batch)s") % {"batch": batch.name},
            body=_("%(from)s至%(to)s受理申报。")
            % {"from": plain_day(batch.opens_on), "to": plain_day(batch.closes_on, year=batch.opens_on.year)},
            link=telling.link("batch", batch.pk),
        )
    return batch


def cancel(*, batch: Batch, reason: str, by: Any) -> Batch:
    """Call a batch off; what was applied for ends with it. Raises NotAllowed, WrongState, Invalid without a reason."""
    with transaction.atomic():
        row = locked_batch(batch)
        BATCH.move(row, "cancel", by=by, note=reason, cancel_reason=whole(reason))
        rows = Application.objects.filter(batch=row).select_related("place__owner", "batch__owner")
        for application in rows:
            if APPLICATION.find(application.status, "lapse") is None:
                continue
            APPLICATION.move(application, "lapse", by=by, note=reason)
            telling.tell_unit(
                application.place.owner,
                batch=row,
                key=f"naming-cancelled:{application.pk}",
                title=_("已取消：%(batch)s") % {"batch": row.name},
                body=reason.strip(),
                link=telling.link("application", application.pk),
            )
    batch.status = row.status
    return row


def _put(batch: Batch, given: Given) -> list[tuple[Stage, bool, Line]]:
    title, call = " ".join(given.title.split()), given.call.strip()
    if not title or len(title) > 40:
        raise Invalid(_("请填写命名的称号，最多 40 个字。"), field="title")
    if not 1 <= given.number <= 99:
        raise Invalid(_("批次请填 1 到 99。"), field="number")
    if not call or len(call) > 3000:
        raise Invalid(_("请写通知正文：谁可以申报、怎么申报。最多 3000 个字。"), field="call")
    if given.closes_on < given.opens_on:
        raise Invalid(_("截止日早于开始日，请改其中一个。"), field="closes_on")
    if not 1 <= given.notice_days <= 60:
        raise Invalid(_("公示期请填 1 到 60 个工作日。"), field="notice_days")
    if not 1 <= given.recheck_years <= 10:
        raise Invalid(_("复核间隔请填 1 到 10 年。"), field="recheck_years")
    batch.title, batch.number, batch.call = title, given.number, call
    batch.opens_on, batch.closes_on = given.opens_on, given.closes_on
    batch.notice_days, batch.recheck_years = given.notice_days, given.recheck_years
    twins = Batch.objects.filter(owner=batch.owner, title=title, number=given.number).exclude(pk=batch.pk)
    if twins.exists():
        raise Invalid(_("“%(batch)s”已经有了，请改批次。") % {"batch": batch.name}, field="number")
    batch.slug = _slug(batch, given.slug.strip().lower())
    standards = [(Stage.PAPERS, True, line) for line in read_lines(given.with_evidence, "with_evidence")]
    standards += [(Stage.PAPERS, False, line) for line in read_lines(given.in_words, "in_words")]
    titles = [line.title for _stage, _needs, line in standards]
    if len(set(titles)) < len(titles):
        raise Invalid(_("同一条要求写了两遍：要附件的和只写文字的不能重名。"), field="in_words")
    visit = read_lines(given.on_the_spot, "on_the_spot")
    if not standards:
        raise Invalid(_("请至少写一条申报要求。"), field="with_evidence")
    if not visit:
        raise Invalid(_("请至少写一条实地核查内容。"), field="on_the_spot")
    return [*standards, *((Stage.VISIT, False, line) for line in visit)]


def _slug(batch: Batch, wanted: str) -> str:
    slug = wanted or batch.slug or f"{batch.opens_on.year}-{batch.number}"
    # "objections" is the address under which receipts are read.
    if not SLUG.fullmatch(slug) or len(slug) > 60 or slug == "objections":
        raise Invalid(_("网址名只能用小写英文字母、数字和连字符，例如 2019-2。"), field="slug")
    others = Batch.objects.filter(slug=slug).exclude(pk=batch.pk)
    if others.exists():
        if wanted:
            raise Invalid(_("网址名“%(slug)s”已经用了，请换一个。") % {"slug": slug}, field="slug")
        slug = f"{slug}-{Batch.objects.count() + 1}"
    return slug


def _put_standards(batch: Batch, standards: list[tuple[Stage, bool, Line]]) -> None:
    Criterion.objects.bulk_create(
        Criterion(
            batch=batch, stage=stage, position=position, title=line.title, hint=line.hint, needs_evidence=needs_evidence
        )
        for position, (stage, needs_evidence, line) in enumerate(standards, start=1)
    )


def lines_of(batch: Batch) -> dict[str, str]:
    """The standards of a batch as its form has them."""
    found: dict[str, list[str]] = {"with_evidence": [], "in_words": [], "on_the_spot": []}
    for one in batch.criteria.all():
        name = "on_the_spot" if one.stage == Stage.VISIT else "with_evidence" if one.needs_evidence else "in_words"
        found[name].append(f"{one.title}：{one.hint}" if one.hint else one.title)
    return {name: "\n".join(lines) for name, lines in found.items()}
