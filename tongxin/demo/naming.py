"""The sample city's bases: the first batch named, with the two that the facts name; the second under way, on a day of 2019.

What happens is made through the actions, each on its day; dates, texts and the other places are sample data.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tongxin.accounts.models import User
from tongxin.demo.making import STANDS_AT
from tongxin.demo.people import City
from tongxin.demo.pictures import sample_picture
from tongxin.naming.actions import applying, batches, checking, deciding, noticing, visiting
from tongxin.naming.actions.visiting import Found
from tongxin.naming.enums import Stage
from tongxin.naming.models import Application, Batch, Visit
from tongxin.places.models import Place

TITLE = "爱国统一战线教育基地"
CALL = (
    "面向全市的名人故居、图书馆、陈列室等场馆（示例）。\n由管理单位申报；名称、位置和开放时间用场所页上登记的，"
    "申报只写展陈、管理、讲解和活动计划，附上能说明的照片或文件。"
)
SEEN = {
    "展陈与申报一致": "met",
    "按公布的时间开放": "met",
    "讲解": "met",
    "安全": "met",
    "无障碍": "part",
    "标识": "met",
}


@dataclass
class Naming:
    """What the batches are made with."""

    city: City
    places: dict[str, Place]
    year: int

    @property
    def office(self) -> User:
        return self.city.people["office"]

    def on(self, month: int, day: int) -> date:
        return date(self.year, month, day)

    def stand(self, batch: Batch, month: int, day: int) -> Batch:
        """The batch with its clock on that day."""
        Batch.objects.filter(pk=batch.pk).update(shown_as_of=self.on(month, day))
        return Batch.objects.select_related("owner").get(pk=batch.pk)

    def fresh(self, application: Application) -> Application:
        return Application.objects.select_related("place__owner", "batch__owner").get(pk=application.pk)


def fill_naming(city: City, places: dict[str, Place], year: int) -> None:
    """Make both batches."""
    naming = Naming(city, places, year)
    _first(naming)
    _second(naming)


def _announced(naming: Naming, number: int, opens: date, closes: date, days: int) -> Batch:
    given = batches.Given(
        title=TITLE,
        number=number,
        call=CALL,
        opens_on=opens,
        closes_on=closes,
        notice_days=days,
        recheck_years=3,
        is_sample=True,
        shown_as_of=opens,
    )
    batch = batches.add_batch(owner=naming.city.units["CZ"], given=given, by=naming.office)
    return batches.announce(batch=batch, by=naming.office)


def _first(naming: Naming) -> None:
    batch = _announced(naming, 1, naming.on(2, 18), naming.on(3, 8), 7)
    chosen = []
    batch = naming.stand(batch, 3, 1)
    for name in ("史良故居", "周有光图书馆"):
        application = _submitted(naming, batch, naming.places[name])
        checking.pass_check(application=naming.fresh(application), by=naming.office)
        chosen.append(application)
    batch = naming.stand(batch, 3, 14)
    for application in chosen:
        _visited(naming, application)
    batch = naming.stand(batch, 3, 18)
    batch = noticing.start_notice(batch=batch, by=naming.office)
    # The day after the last, whatever holidays the sample year has.
    over = (batch.last_notice_day or naming.on(3, 28)) + timedelta(days=1)
    batch = naming.stand(batch, over.month, over.day)
    for application in chosen:
        deciding.approve(
            application=naming.fresh(application),
            reason="两份核查表都建议命名，公示没有异议（示例）。",
            by=naming.office,
        )
    deciding.conclude(batch=batch, by=naming.office)
    naming.stand(batch, *STANDS_AT)


def _second(naming: Naming) -> None:
    """One on notice with an objection that was answered and one that waits; one refused on the way; one withdrawn."""
    batch = _announced(naming, 2, naming.on(7, 15), naming.on(8, 16), 15)
    batch = naming.stand(batch, 8, 5)
    shown = [_submitted(naming, batch, naming.places[f"{brief}统战史料陈列室（示例）"]) for brief in ("武进", "新北")]
    returned = _submitted(naming, batch, naming.places["溧阳统战史料陈列室（示例）"])
    dropped = _submitted(naming, batch, naming.places["金坛统战史料陈列室（示例）"])
    for application in shown:
        checking.pass_check(application=naming.fresh(application), by=naming.office)
    answer = returned.answers.get(criterion__title="管理制度")
    checking.send_back(
        application=naming.fresh(returned),
        lacks={answer.pk: "缺安全责任人和值守安排（示例）。"},
        reason="请补管理制度里的安全一节（示例）。",
        by=naming.office,
    )
    batch = naming.stand(batch, 8, 20)
    applying.withdraw(
        application=naming.fresh(dropped),
        reason="正在修缮，明年再报（示例）。",
        by=naming.city.reporters[dropped.place.owner_id],
    )
    for application in shown:
        _visited(naming, application)
    deciding.refuse(application=naming.fresh(returned), reason="补正期限内没有补齐安全材料（示例）。", by=naming.office)
    batch = naming.stand(batch, 9, 10)
    noticing.start_notice(batch=batch, by=naming.office)
    batch = naming.stand(batch, 9, 11)
    first = noticing.object_to(
        batch=batch, application=naming.fresh(shown[0]), text="门口公布的开放时间和现场不一致（示例）。"
    )
    noticing.answer_objection(
        objection=first,
        text="已到现场核实：门口的旧牌没有换下，当天已经更换（示例）。",
        is_upheld=True,
        by=naming.office,
    )
    batch = naming.stand(batch, *STANDS_AT)
    noticing.object_to(batch=batch, application=naming.fresh(shown[1]), text="展板上有一处年份有误，请核对（示例）。")
    _third(naming)


def _third(naming: Naming) -> None:
    """The batch of a district, with its window open: applications at the steps before a notice."""
    given = batches.Given(
        title="武进区统战文化阵地（示例）",
        number=1,
        call="武进区内的场馆、服务站和街区都可以申报（示例）。",
        opens_on=naming.on(9, 2),
        closes_on=naming.on(9, 30),
        notice_days=5,
        recheck_years=2,
        slug=f"wujin-{naming.year}",
        is_sample=True,
        shown_as_of=naming.on(9, 2),
    )
    by = naming.city.people["wujin2"]
    batch = batches.add_batch(owner=naming.city.units["WJ"], given=given, by=by)
    batch = naming.stand(batches.announce(batch=batch, by=by), 9, 4)
    applying.start(batch=batch, place=naming.places["梧桐同心广场"], by=naming.city.people["wujin"])
    waiting = _submitted(naming, batch, naming.places["武进同心活动中心（示例）"])
    back = _submitted(naming, batch, naming.places["武进新阶层服务站1号（示例）"])
    ahead = _submitted(naming, batch, naming.places["武进名人故居（示例）"])
    lacking = back.answers.get(criterion__title="讲解和服务")
    checking.send_back(application=naming.fresh(back), lacks={lacking.pk: "请写明由谁讲解（示例）。"}, reason="", by=by)
    checking.pass_check(application=naming.fresh(ahead), by=by)
    people = [naming.city.people["office2"], naming.city.people["chamber2"]]
    visiting.assign_reviewers(application=naming.fresh(ahead), reviewers=people, by=by)
    naming.stand(waiting.batch, *STANDS_AT)


def _submitted(naming: Naming, batch: Batch, place: Place) -> Application:
    """An application as its unit writes it, handed in."""
    by = naming.city.reporters[place.owner_id]
    application = applying.start(batch=batch, place=place, by=by)
    texts = {}
    for number, answer in enumerate(application.answers.select_related("criterion", "application")):
        texts[answer.pk] = f"{answer.criterion.hint or answer.criterion.title}：已经写明，附件可看（示例）。"
        if answer.criterion.needs_evidence:
            applying.add_evidence(answer=answer, upload=sample_picture(place.pk + number), by=by)
    applying.save(
        application=application,
        version=application.version,
        statement=f"{place.name}有固定场地和展陈，常年开放，适合开展教育活动（示例）。",
        texts=texts,
        by=by,
    )
    return applying.submit(application=application, by=by)


def _visited(naming: Naming, application: Application) -> None:
    """Both reviewers go and hand in their checklists."""
    people = [naming.city.people["office2"], naming.city.people["chamber2"]]
    found = naming.fresh(application)
    for visit in visiting.assign_reviewers(application=found, reviewers=people, by=naming.office):
        _filled(visit)


def _filled(visit: Visit) -> None:
    found: dict[int, Any] = {}
    batch = visit.application.batch
    for criterion in batch.criteria.filter(stage=Stage.VISIT):
        mark = SEEN.get(criterion.title, "met")
        found[criterion.pk] = Found(mark, "有台阶，门口有呼叫铃（示例）" if mark == "part" else "")
    visiting.fill_visit(
        visit=visit,
        visited_on=batch.today,
        findings=found,
        recommends=True,
        summary="展陈与申报一致，按时开放，建议命名（示例）。",
        by=visit.reviewer,
    )
