"""Writing down notables: their dates, what is said of them and from where, their houses, their portrait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.errors import Conflict, Invalid, NotAllowed, WrongState
from tongxin.common.models import Picture
from tongxin.common.slugs import free_slug
from tongxin.organisations.models import Unit
from tongxin.places import rules
from tongxin.places.actions.texts import check_address, check_is_open, check_may_keep, check_not_twice, put_texts
from tongxin.places.dates import checked_date, earliest
from tongxin.places.enums import About
from tongxin.places.guarding import insist_clean, insist_clean_row
from tongxin.places.models import Notable, NotableHouse, NotableStatement, Place

TEXTS = ("name_en", "known_as", "known_as_en", "summary", "summary_en", "dates_source")
STATEMENT_TEXTS = ("text", "text_en", "source", "source_url")
MOST_STATEMENTS = 60


@dataclass(frozen=True)
class NotableGiven:
    """What is given of a notable. `born` and `died` as `places.dates` takes them; `houses` in their order."""

    name: str
    died: str
    dates_source: str
    born: str = ""
    name_en: str = ""
    known_as: str = ""
    known_as_en: str = ""
    summary: str = ""
    summary_en: str = ""
    slug: str = ""
    houses: Sequence[Place] = ()
    is_sample: bool = False


@dataclass(frozen=True)
class StatementGiven:
    """One thing said of a notable, and where it is from."""

    text: str
    source: str
    about: str = About.LIFE
    text_en: str = ""
    source_url: str = ""
    source_date: date | None = None


def add_notable(*, owner: Unit, given: NotableGiven, by: Any) -> Notable:
    """Add a notable; not public yet.

    Raises NotAllowed unless `by` keeps places of `owner`, Invalid with the field: without the date of death and the
    source of the dates nobody is written down.
    """
    check_may_keep(by, owner)
    check_is_open(owner)
    with transaction.atomic():
        check_not_twice(Notable, owner, given)
        notable = Notable(owner=owner)
        _put(notable, given)
        notable.save(force_insert=True)
        _put_houses(notable, given.houses)
        audit.record(by, "notable.added", notable, name=notable.name, slug=notable.slug)
    return notable


def change_notable(*, notable: Notable, given: NotableGiven, version: int, by: Any) -> Notable:
    """Make a notable what is given. Raises as `add_notable`, and Conflict where somebody else was faster."""
    check_may_keep(by, notable.owner)
    with transaction.atomic():
        row = _locked(notable)
        if row.version != version:
            raise Conflict(_("您打开之后，别人改过。请先核对现在的内容，再保存一次。"))
        _put(row, given)
        row.version += 1
        row.save()
        _put_houses(row, given.houses)
        audit.record(by, "notable.changed", row, name=row.name)
    return row


def set_portrait(*, notable: Notable, picture: Picture | None, by: Any) -> Notable:
    """Show a picture of the library as the notable's portrait, or none."""
    check_may_keep(by, notable.owner)
    with transaction.atomic():
        row = _locked(notable)
        row.portrait = picture
        row.save(update_fields=["portrait", "updated_at"])
        audit.record(by, "notable.portrait_set", row, picture=picture.pk if picture else None)
    return row


def add_statement(*, notable: Notable, given: StatementGiven, by: Any) -> NotableStatement:
    """Say one more thing of a notable, after the others. Raises Invalid, with the field, for one without a source."""
    check_may_keep(by, notable.owner)
    with transaction.atomic():
        row = _locked(notable)
        if row.statements.count() >= MOST_STATEMENTS:
            raise Invalid(_("最多 %(most)d 条。") % {"most": MOST_STATEMENTS})
        last = row.statements.aggregate(last=Max("position"))["last"] or 0
        statement = NotableStatement(notable=row, position=last + 1)
        _put_statement(statement, given)
        statement.save(force_insert=True)
        audit.record(by, "notable.statement_added", row, statement=statement.pk, source=statement.source)
    return statement


def change_statement(*, statement: NotableStatement, given: StatementGiven, by: Any) -> NotableStatement:
    """Say it otherwise. Raises as `add_statement`."""
    check_may_keep(by, statement.notable.owner)
    with transaction.atomic():
        _locked(statement.notable)
        row = NotableStatement.objects.select_for_update().get(pk=statement.pk)
        before = row.text
        _put_statement(row, given)
        row.save()
        audit.record(by, "notable.statement_changed", statement.notable, statement=row.pk, before=before)
    return row


def remove_statement(*, statement: NotableStatement, by: Any) -> None:
    """Say it no longer."""
    check_may_keep(by, statement.notable.owner)
    with transaction.atomic():
        audit.record(by, "notable.statement_removed", statement.notable, text=statement.text, source=statement.source)
        statement.delete()


def publish_notable(*, notable: Notable, by: Any) -> Notable:
    """Show a notable to the public. Raises NotAllowed, WrongState, Invalid naming what is missing."""
    return _set_public(notable, True, by)


def withdraw_notable(*, notable: Notable, by: Any) -> Notable:
    """Show a notable no longer. Raises NotAllowed, WrongState."""
    return _set_public(notable, False, by)


def missing_of_notable(notable: Notable) -> list[str]:
    """What a reader would miss, in words."""
    abouts = set(notable.statements.values_list("about", flat=True))
    wanted = {
        _("一句话介绍"): bool(notable.summary),
        _("至少一条生平或作品"): bool(abouts & {About.LIFE, About.WORK}),
        _("为什么纪念"): About.HONOUR in abouts,
    }
    return [words for words, is_there in wanted.items() if not is_there]


def _locked(notable: Notable) -> Notable:
    return Notable.objects.select_for_update(of=("self",)).select_related("owner").get(pk=notable.pk)


def _put(notable: Notable, given: NotableGiven) -> None:
    name = " ".join(given.name.split())
    if not name:
        raise Invalid(_("请填写名称。"), field="name")
    if len(name) > 40:
        raise Invalid(_("最多 %(longest)d 个字，请精简。") % {"longest": 40}, field="name")
    notable.name, notable.is_sample = name, given.is_sample
    put_texts(notable, TEXTS, given)
    notable.born = checked_date(given.born, "born")
    notable.died = checked_date(given.died, "died")
    if not notable.died:
        raise Invalid(_("请填卒年或去世日期。这里只写已故的人物，在世的人不登记。"), field="died")
    if earliest(notable.died) > timezone.localdate():
        raise Invalid(_("去世日期还没有到。这里只写已故的人物，在世的人不登记。"), field="died")
    if notable.born and earliest(notable.born) > earliest(notable.died):
        raise Invalid(_("生年晚于卒年，请核对。"), field="born")
    if not notable.dates_source:
        raise Invalid(_("请写明生卒日期的出处，例如地方志、碑记或档案。"), field="dates_source")
    insist_clean_row(notable, notable)
    notable.slug = free_slug(notable, given.slug.strip(), "notable")


def _put_houses(notable: Notable, houses: Sequence[Place]) -> None:
    for place in houses:
        if place.kind.is_sensitive_by_association:
            raise Invalid(_("“%(place)s”这一类场所不与任何人挂钩。") % {"place": place}, field="houses")
    NotableHouse.objects.filter(notable=notable).delete()
    rows = [NotableHouse(notable=notable, place=place, position=at) for at, place in enumerate(dict.fromkeys(houses))]
    NotableHouse.objects.bulk_create(rows)


def _put_statement(statement: NotableStatement, given: StatementGiven) -> None:
    if given.about not in About.values:
        raise Invalid(_("请选这一条说的是什么。"), field="about")
    statement.about = given.about
    put_texts(statement, STATEMENT_TEXTS, given)
    if not statement.text:
        raise Invalid(_("请写内容。"), field="text")
    if not statement.source:
        raise Invalid(_("请写出处。没有出处的话，公开页面上不说。"), field="source")
    check_address(statement.source_url, "source_url")
    if given.source_date is not None and given.source_date > timezone.localdate():
        raise Invalid(_("出处的日期还没有到。"), field="source_date")
    statement.source_date = given.source_date
    insist_clean_row(statement, statement.notable)


def _set_public(notable: Notable, public: bool, by: Any) -> Notable:
    if not rules.may_publish_for(by, notable.owner):
        raise NotAllowed(_("公开或停止公开由管理单位或其上级的协调员决定。"))
    with transaction.atomic():
        row = _locked(notable)
        if row.is_public == public:
            raise WrongState(_("“%(place)s”已经是这样了。") % {"place": row})
        lacking = missing_of_notable(row) if public else []
        if lacking:
            raise Invalid(_("还不能公开，缺：%(what)s。") % {"what": _("、").join(lacking)})
        if public:
            insist_clean(row)
        row.is_public = public
        row.save(update_fields=["is_public", "updated_at"])
        audit.record(by, "notable.published" if public else "notable.withdrawn", row)
    return row
