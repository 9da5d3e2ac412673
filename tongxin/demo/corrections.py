"""What somebody found wrong on the sample site: one answered and corrected, one that stands, one that waits."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from tongxin.common.subjects import Subject
from tongxin.corrections import actions
from tongxin.corrections.enums import Outcome
from tongxin.corrections.models import CorrectionNote
from tongxin.corrections.pages import PublicPage
from tongxin.demo.people import City
from tongxin.places.models import Place


def fill_corrections(city: City, year: int) -> None:
    """Make the sample requests; where there are any already, nothing."""
    if CorrectionNote.objects.filter(is_sample=True).exists():
        return

    def at(month: int, day: int, hour: int = 10) -> datetime:
        return datetime(year, month, day, hour, tzinfo=timezone.get_current_timezone())

    editor = city.people["editor"]
    corrected = actions.ask(
        page=_page("史良故居"),
        text="周五下午去过，门口写的是 16:30 停止入场，页面上没有写（示例）。",
        asked_at=at(9, 3),
        is_sample=True,
    )
    actions.answer(
        request=corrected,
        outcome=Outcome.CORRECTED,
        text="谢谢指出。已向场馆核实，页面上补写了停止入场的时间（示例）。",
        what="补写：闭馆前半小时停止入场（示例）",
        at=at(9, 5),
        by=editor,
    )
    stands = actions.ask(page=_page("周有光图书馆"), text="周一也开吧？（示例）", asked_at=at(9, 9), is_sample=True)
    actions.answer(
        request=stands,
        outcome=Outcome.STANDS,
        text="已向场馆核实，周一闭馆，页面上写的没有变（示例）。",
        at=at(9, 10),
        by=editor,
    )
    actions.ask(page=_page("青果巷"), text="公交站的名字改了，请核对（示例）。", is_sample=True)


def _page(name: str) -> PublicPage:
    place = Place.objects.select_related("owner").get(name=name)
    return PublicPage(reverse("portal:place", args=[place.slug]), place.name, Subject.of(place), place.owner)
