from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from pytest_django.plugin import DjangoDbBlocker

from tongxin.accounts.models import User
from tongxin.brands.models import Brand, BrandSystem, Evaluation, Evidence
from tongxin.brands.selectors.coverage import coverage
from tongxin.brands.selectors.public import done_of, strands_of
from tongxin.common import audit, jobs
from tongxin.common.jobs.models import PeriodicRun, WorkerHeartbeat
from tongxin.common.subjects import Subject
from tongxin.demo.drawings import drawn_house
from tongxin.demo.fill import fill
from tongxin.demo.pictures import sample_picture
from tongxin.demo.plan import AREAS, PROJECTS
from tongxin.documents.models import IssuedDocument
from tongxin.facts.actions import rebuild_totals
from tongxin.facts.models import Fact, MonthlyTotal, SubjectTotal
from tongxin.naming.models import Application, Batch
from tongxin.naming.selectors.public import running_notices
from tongxin.places.models import Place
from tongxin.places.selectors.notables import public_notables
from tongxin.places.selectors.walks import public_walk, way_of
from tongxin.programme.exports import export_plan
from tongxin.programme.imports import import_plan
from tongxin.programme.models import Programme, Report, ReportEvidence, SupervisionNotice
from tongxin.programme.selectors.board import board
from tongxin.programme.selectors.public import public_year
from tongxin.programme.yardstick import DEFAULT_CRITERIA

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]


@pytest.fixture(scope="module")
def sample(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Programme]:
    """The sample year, made once for this module and taken back by a rolled-back transaction."""
    plain = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files"), STORAGES=plain)
    with files, django_db_blocker.unblock(), transaction.atomic():
        yield fill(2021)
        transaction.set_rollback(True)


def test_thirty_projects_in_seven_areas(sample: Programme) -> None:
    assert sample.areas.count() == len(AREAS) == 7
    assert sample.projects.count() == len(PROJECTS) == 30


def test_its_plan_taken_out_and_in_again_changes_nothing(sample: Programme) -> None:
    coordinator = User.objects.get(username="office")
    assert import_plan(content=export_plan(sample), name="a.xlsx", by=coordinator).did_nothing


def test_lights_of_every_kind(sample: Programme) -> None:
    assert board(sample).counts == {"late": 2, "risk": 3, "good": 21, "idle": 1, "done": 3}


def test_twenty_two_brands_with_gaps_evidence_and_two_evaluations(sample: Programme) -> None:
    living = Brand.objects.filter(parent__isnull=True, status="running")
    assert living.count() == 22
    assert Brand.objects.filter(parent__isnull=False).count() == 11
    assert [brand.status for brand in Brand.objects.exclude(status="running")] == ["proposed"]
    system = BrandSystem.objects.get()
    assert [(one.rule.name, one.none, one.many) for one in coverage(system)] == [
        ("一党派一品牌", 0, 0),
        ("一团体一主题", 1, 0),
        ("一区域一特色", 2, 1),
    ]
    assert [(one.year, one.status) for one in Evaluation.objects.all()] == [(2021, "open"), (2020, "published")]
    assert Evidence.objects.filter(status="entered").count() == 2
    with CaptureQueriesContext(connection) as seen:
        done = {brand.pk: done_of(brand) for brand in living.select_related("parent")[:1]}
    assert len(seen) <= 4
    assert all(done.values())
    shop = Brand.objects.get(name="常州新商")
    figures = {one.kind.code: one.total for one in done_of(shop)}
    strands = {strand.name: rows for strand, rows in strands_of(shop)}
    assert len(strands) == 5
    assert figures["chamber-up-to-standard"] == strands["商会组织提升"][0].value > 0


def test_late_red_extended_and_closed_ones(sample: Programme) -> None:
    projects = {project.title: project for project in sample.projects.all()}
    assert projects["“统战+”服务平台七大功能建设"].deadline_moves.count() == 1
    assert projects["落实民主党派基层组织工作经费"].supervision_notices.count() == 1
    assert projects["“1+6”品牌体系完善"].closed_on is not None
    assert Report.objects.filter(project__programme=sample, status="submitted").count() == 3
    assert Report.objects.filter(project__programme=sample, status="returned").count() == 2


def test_briefings_and_notices_are_on_paper(sample: Programme) -> None:
    papers = IssuedDocument.objects.order_by("series", "serial").values_list("series", "serial", "title", "issued_on")
    briefings = [paper for paper in papers if paper[0] == "briefing"]
    assert [(serial, title[-6:], on) for _series, serial, title, on in briefings] == [
        (1, "6月进展情况", date(2021, 7, 9)),
        (2, "7月进展情况", date(2021, 8, 9)),
    ]
    notices = SupervisionNotice.objects.filter(project__programme=sample)
    assert sorted(notice.serial for notice in notices if notice.document) == [1, 2]
    # The fifth names the first bases.
    assert [paper[0] for paper in papers].count("naming") == 1
    assert len(papers) == 5


def test_what_no_record_names_says_so(sample: Programme) -> None:
    for project, plan in zip(sample.projects.order_by("pk"), PROJECTS, strict=True):
        assert ("（示例）" in project.title) is not plan.is_named
    assert all("（示例）" in user.display_name for user in User.objects.filter(memberships__isnull=False))
    assert all("示例" in fact.summary for fact in Fact.objects.all())


def test_every_project_keeps_its_words(sample: Programme) -> None:
    assert sample.document is not None
    for project, plan in zip(sample.projects.order_by("pk"), PROJECTS, strict=True):
        (start, end) = project.spans[0]
        assert plan.title in sample.document.text[start:end]


def test_the_chain_holds_and_totals_are_the_ledgers(sample: Programme) -> None:
    assert audit.verify().holds
    kept = sorted(MonthlyTotal.objects.values_list("subject_id", "kind", "organisation", "month", "count", "total"))
    whole = sorted(SubjectTotal.objects.values_list("subject_id", "kind", "count", "total"))
    rebuild_totals()
    assert kept == sorted(
        MonthlyTotal.objects.values_list("subject_id", "kind", "organisation", "month", "count", "total")
    )
    assert whole == sorted(SubjectTotal.objects.values_list("subject_id", "kind", "count", "total"))


def test_the_public_sees_it(sample: Programme) -> None:
    year = public_year(Programme.objects.get(pk=sample.pk))
    assert len(year.projects) == 30
    assert all(project.is_sample for project in year.projects)


def test_a_districts_own_plan_counts_upward_once(sample: Programme) -> None:
    project = sample.projects.get(title="武进区“两个健康”先行区建设")
    plan = project.sub_programmes.get()
    assert (plan.owner.code, plan.is_public, plan.today) == ("WJ", False, sample.today)
    below = board(plan)
    assert [card.measured[0].value for area in below.areas for card in area.cards] == [2, 1]
    (above,) = (card for area in board(sample).areas for card in area.cards if card.project.pk == project.pk)
    assert above.measured[0].value == 8
    assert Report.objects.filter(project__programme=plan, status="submitted").count() == 1
    kind = project.indicators.get().kind
    subject = Subject.of(project)
    counted = Fact.objects.filter(kind=kind, subjects__subject_kind=subject.kind, subjects__subject_id=subject.id)
    assert (len(counted), len({fact.pk for fact in counted})) == (8, 8)
    assert {fact.organisation.code for fact in counted} == {"WJ", "WJ-01", "WJ-02"}


def test_three_reports_have_a_drawn_photo(sample: Programme) -> None:
    found = ReportEvidence.objects.filter(report__project__programme=sample).select_related("attachment")
    assert sorted(one.attachment.name for one in found) == ["示例照片1.png", "示例照片2.png", "示例照片3.png"]
    assert sample_picture(1).read() == sample_picture(1).read()


def test_ten_notables_and_the_lane_are_shown_with_pictures(sample: Programme) -> None:
    notables = list(public_notables())
    assert len(notables) == 10
    assert [one.is_sample for one in notables].count(True) == 4
    assert all(one.portrait is not None and one.name_en and one.statements.count() >= 2 for one in notables)
    walk = public_walk("qingguoxiang")
    assert walk is not None
    way = way_of(walk)
    assert [stop.position for stop, _leg in way.stops] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert 1000 < way.total.metres < 2000
    assert all(stop.text and stop.text_en and stop.picture_id for stop, _leg in way.stops)
    assert Place.objects.filter(kind__code__in=("house", "lane"), pictures__isnull=True).count() == 0
    assert drawn_house(1).read() == drawn_house(1).read()


def test_how_the_year_is_evaluated_is_said(sample: Programme) -> None:
    assert sample.criteria.count() == len(DEFAULT_CRITERIA)


def test_the_first_bases_are_named_and_the_second_batch_is_on_notice(sample: Programme) -> None:
    statuses = Batch.objects.order_by("owner__code", "number").values_list("owner__code", "number", "status")
    assert list(statuses) == [("CZ", 1, "concluded"), ("CZ", 2, "on_notice"), ("WJ", 1, "open")]
    named = Application.objects.filter(status="named").order_by("code").values_list("place__name", "code")
    assert list(named) == [("史良故居", "CZ-2021-01-01"), ("周有光图书馆", "CZ-2021-01-02")]
    assert Fact.objects.filter(kind__code="base-named").count() == 2
    # 18 and 26 September are worked; 19 to 21 September and 1 to 7 October are not.
    [notice] = running_notices()
    assert (notice.batch.slug, notice.ends_on) == ("2021-2", date(2021, 10, 8))
    assert all(batch.is_sample for batch in Batch.objects.all())
    assert sorted(Application.objects.filter(batch__owner__code="WJ").values_list("status", flat=True)) == [
        "draft", "returned", "submitted", "visiting",
    ]  # fmt: skip


def test_every_job_run_again_has_no_further_effect(sample: Programme, mailoutbox: list[object]) -> None:
    """All jobs of the worker's clock over the whole sample year: what the first run did, the second does not again."""
    everything = [model for model in apps.get_models() if model not in (DBTaskResult, PeriodicRun, WorkerHeartbeat)]

    def effect() -> dict[str, int]:
        return {model._meta.label: model._default_manager.count() for model in everything} | {"mail": len(mailoutbox)}

    before = effect()
    for job in jobs.registered():
        job.task.call()
    once = effect()
    assert once != before
    for job in jobs.registered():
        job.task.call()
    assert effect() == once
