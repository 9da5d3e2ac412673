"""Who is told of a move: those whose turn it is next, and the unit whose brand was decided on."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from tongxin.brands.models import Brand, Evaluation, Evidence
from tongxin.brands.rules import REVIEWERS, system_owner
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.organisations.notices import Text, notify
from tongxin.organisations.roles import holders

WORDS: dict[str, Text] = {
    "propose": _("品牌“%(brand)s”申报，请审核"),
    "send_back": _("品牌“%(brand)s”退回修改"),
    "review": _("品牌“%(brand)s”审核通过，可以命名"),
    "name": _("品牌“%(brand)s”已命名"),
    "keep": _("品牌“%(brand)s”保留"),
    "merge": _("品牌“%(brand)s”已合并"),
    "retire": _("品牌“%(brand)s”已退出"),
}


def tell_of_move(brand: Brand, action: str, note: str) -> None:
    """Put a notice into the in-boxes of those whom a move concerns; samples are told without mail."""
    words = WORDS.get(action)
    if words is None:
        return
    if action == "propose":
        people = holders(REVIEWERS, system_owner(brand), climb=True)
    elif action == "review":
        people = holders(Role.COORDINATOR, system_owner(brand), climb=True)
    else:
        people = holders({Role.REPORTER, Role.COORDINATOR}, brand.owner, climb=True)
    notify(
        recipients=people,
        key=f"brand:{brand.pk}:{action}:{timezone.now():%Y%m%d%H%M%S%f}",
        title=_lazily(words, brand=brand.name),
        body=note,
        link=f"/workbench/brands/{brand.pk}/",
        mail=not brand.is_sample and not brand.family.category.system.is_sample,
    )


def tell_of_handing(brand: Brand, former: Unit, reason: str) -> None:
    """Tell both units that another one leads the brand now."""
    roles = {Role.REPORTER, Role.REVIEWER, Role.COORDINATOR}
    notify(
        recipients=list(dict.fromkeys([*holders(roles, former, climb=True), *holders(roles, brand.owner, climb=True)])),
        key=f"brand:{brand.pk}:hand_over:{timezone.now():%Y%m%d%H%M%S%f}",
        title=_lazily(_("品牌“%(brand)s”改由“%(unit)s”牵头"), brand=brand.name, unit=brand.owner.name),
        body=reason,
        link=f"/workbench/brands/{brand.pk}/",
        mail=not brand.is_sample and not brand.family.category.system.is_sample,
    )


def tell_of_evidence(evidence: Evidence) -> None:
    """Tell who may confirm it that evidence waits."""
    brand = evidence.brand
    people = [one for one in holders(REVIEWERS, brand.owner, climb=True) if one.pk != evidence.entered_by_id]
    notify(
        recipients=people,
        key=f"evidence:{evidence.pk}:entered",
        title=_lazily(_("品牌“%(brand)s”有佐证待核对"), brand=brand.name),
        link=f"/workbench/brands/{brand.pk}/evidence/",
        mail=not evidence.is_sample and not brand.family.category.system.is_sample,
    )


def tell_reviewers(evaluation: Evaluation) -> None:
    """Tell the reviewers that they can score."""
    notify(
        recipients=[reviewer.user for reviewer in evaluation.reviewers.select_related("user")],
        key=f"brand_evaluation:{evaluation.pk}:open",
        title=_lazily(_("%(year)d 年品牌评价开始评分"), year=evaluation.year),
        link=f"/workbench/brands/evaluations/{evaluation.pk}/",
        mail=not evaluation.is_sample,
    )


def _lazily(words: Any, **values: object) -> Any:
    """Words with values put in, still in each recipient's own language."""
    return lazy(lambda: str(words) % values, str)()
