"""A batch of bases with everybody who has a part in it; a test says only what it is about."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import Any

import factory
import pdfplumber
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from PIL import Image

from tests.factories import MembershipFactory, UnitFactory, UserFactory
from tests.places.factories import PlaceFactory
from tongxin.accounts.models import User
from tongxin.documents.models import IssuedDocument
from tongxin.naming.actions import applying, checking, deciding, noticing, rechecking, visiting
from tongxin.naming.actions.visiting import Found
from tongxin.naming.enums import BatchStatus, Stage
from tongxin.naming.models import Answer, Application, Batch, Criterion, Evidence, Finding, Objection, Recheck, Visit
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.places.models import Place

TITLE = "示例教育基地"


class BatchFactory(factory.django.DjangoModelFactory):
    """A sample batch that stands on 20 August 2019, with its window open; tests move `shown_as_of`."""

    class Meta:
        model = Batch

    owner = factory.SubFactory(UnitFactory)
    title = TITLE
    number = factory.Sequence(lambda number: number % 90 + 1)
    slug = factory.Sequence(lambda number: f"batch-{number}")
    call = "符合标准的场馆可以申报。"
    opens_on = date(2019, 8, 1)
    closes_on = date(2019, 8, 30)
    notice_days = 7
    status = BatchStatus.OPEN
    is_sample = True
    shown_as_of = date(2019, 8, 20)


class CriterionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Criterion

    batch = factory.SubFactory(BatchFactory)
    stage = Stage.PAPERS
    position = factory.Sequence(lambda number: number + 1)
    title = factory.Sequence(lambda number: f"要求{number}")


class ApplicationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Application

    batch = factory.SubFactory(BatchFactory)
    place = factory.SubFactory(PlaceFactory)


class AnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Answer

    application = factory.SubFactory(ApplicationFactory)
    criterion = factory.SubFactory(CriterionFactory)


class EvidenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Evidence

    answer = factory.SubFactory(AnswerFactory)


class VisitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Visit

    application = factory.SubFactory(ApplicationFactory)
    reviewer = factory.SubFactory(UserFactory)


class FindingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Finding

    visit = factory.SubFactory(VisitFactory)
    criterion = factory.SubFactory(CriterionFactory, stage=Stage.VISIT)
    mark = "met"


class RecheckFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Recheck

    application = factory.SubFactory(ApplicationFactory)
    due_on = date(2022, 9, 2)
    done_on = date(2022, 9, 1)
    outcome = "kept"
    reason = "示例"
    by = factory.SubFactory(UserFactory)


class ObjectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Objection

    batch = factory.SubFactory(BatchFactory)
    text = "展陈与申报不符（示例）"
    receipt = factory.Sequence(lambda number: f"{number:016x}")
    received_on = date(2019, 9, 3)


def picture(name: str = "展厅.jpg") -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), content_type="image/jpeg")


@dataclass
class Naming:
    """An office, two districts with a place each, a stranger's unit outside, and somebody in every role of each."""

    office: Unit
    east: Unit
    west: Unit
    stranger_unit: Unit
    batch: Batch
    place: Place
    people: dict[tuple[str, Role], User]

    def who(self, where: str, role: Role) -> User:
        # Anew each time: the roles that were read are kept on the object.
        return User.objects.get(pk=self.people[where, role].pk)

    @property
    def coordinator(self) -> User:
        return self.who("office", Role.COORDINATOR)

    @property
    def applicant(self) -> User:
        return self.who("unit", Role.REPORTER)

    @property
    def reviewers(self) -> list[User]:
        return [self.who("office", Role.REVIEWER), self.who("other", Role.REVIEWER)]

    def stand_at(self, day: date) -> Batch:
        """Move the batch's day."""
        Batch.objects.filter(pk=self.batch.pk).update(shown_as_of=day)
        self.batch.refresh_from_db()
        return self.batch

    def fresh(self, application: Application) -> Application:
        return Application.objects.select_related("place__owner", "place__kind", "batch__owner").get(pk=application.pk)

    def started(self, place: Place | None = None, by: Any = None) -> Application:
        return applying.start(batch=self.batch, place=place or self.place, by=by or self.applicant)

    def written(self, application: Application | None = None, by: Any = None) -> Application:
        """An application with all its texts and files, not handed in."""
        application = application or self.started()
        by = by or self.applicant
        answers = list(application.answers.select_related("criterion", "application"))
        for answer in answers:
            if answer.criterion.needs_evidence:
                applying.add_evidence(answer=answer, upload=picture(), by=by)
        texts = {answer.pk: f"{answer.criterion.title}的情况（示例）" for answer in answers}
        applying.save(
            application=application, version=application.version, statement="申报理由（示例）", texts=texts, by=by
        )
        return self.fresh(application)

    def started_on(self, day: date) -> Application:
        """Visited already, on a day within the window."""
        self.stand_at(day)
        return self.visited()

    def submitted(self) -> Application:
        application = self.written()
        applying.submit(application=application, by=self.applicant)
        return self.fresh(application)

    def submitted_by(self, by: User) -> Application:
        application = self.written(self.started(by=by), by)
        applying.submit(application=application, by=by)
        return self.fresh(application)

    def visiting(self) -> Application:
        application = self.submitted()
        checking.pass_check(application=application, by=self.coordinator)
        return self.fresh(application)

    def visited(self) -> Application:
        application = self.visiting()
        reviewers = self.reviewers
        visits = visiting.assign_reviewers(application=application, reviewers=reviewers, by=self.coordinator)
        for visit, reviewer in zip(visits, reviewers, strict=True):
            self.fill(visit, reviewer)
        return self.fresh(application)

    def fill(self, visit: Visit, by: User, **changes: Any) -> Visit:
        given: dict[str, Any] = {
            "visited_on": self.batch.today,
            "findings": {one.pk: Found("met") for one in self.batch.criteria.filter(stage=Stage.VISIT)},
            "recommends": True,
            "summary": "与申报一致（示例）",
        }
        return visiting.fill_visit(visit=visit, by=by, **(given | changes))

    def on_notice(self, day: date = date(2019, 9, 2)) -> Application:
        """On public notice that began on `day`."""
        application = self.visited()
        self.stand_at(day)
        noticing.start_notice(batch=self.batch, by=self.coordinator)
        self.batch.refresh_from_db()
        return self.fresh(application)

    def approved(self) -> Application:
        """Decided on, the day after the notice."""
        application = self.on_notice()
        self.stand_at(date(2019, 9, 12))
        application = self.fresh(application)
        deciding.approve(application=application, reason="符合标准（示例）", by=self.coordinator)
        return self.fresh(application)

    def named(self) -> Application:
        application = self.approved()
        deciding.conclude(batch=self.batch, by=self.coordinator)
        self.batch.refresh_from_db()
        return self.fresh(application)

    def rechecking(self, day: date = date(2022, 9, 1)) -> tuple[Application, list[Visit]]:
        """Named, and looked at again since `day`, with two reviewers on their way."""
        application = self.named()
        self.stand_at(day)
        return self.looked_at_again(application)

    def looked_at_again(self, application: Application) -> tuple[Application, list[Visit]]:
        rechecking.start(application=self.fresh(application), by=self.coordinator)
        visits = visiting.assign_reviewers(
            application=self.fresh(application), reviewers=self.reviewers, by=self.coordinator
        )
        return self.fresh(application), visits

    def rechecked(self, day: date = date(2022, 9, 1)) -> Application:
        """Looked at again by both; the decision waits."""
        return self.found_again(*self.rechecking(day))

    def found_again(self, application: Application, visits: list[Visit]) -> Application:
        for visit, reviewer in zip(visits, self.reviewers, strict=True):
            self.fill(visit, reviewer)
        return self.fresh(application)


def words_of(document: IssuedDocument) -> tuple[str, str]:
    """The words of both forms, without line breaks."""
    with default_storage.open(document.pdf.storage_name) as file, pdfplumber.open(file) as pdf:
        text = "".join(page.extract_text() for page in pdf.pages).replace("\n", "")
    with default_storage.open(document.docx.storage_name) as file:
        found = Document(io.BytesIO(file.read()))
    word = "".join(paragraph.text for paragraph in found.paragraphs)
    return text, word + "".join(cell.text for table in found.tables for row in table.rows for cell in row.cells)


def make_naming() -> Naming:
    office = UnitFactory(name="示例市统筹办公室", short_name="市统筹办", code="N")
    east = UnitFactory(parent=office, name="示例东区", code="N1")
    west = UnitFactory(parent=office, name="示例西区", code="N2")
    stranger = UnitFactory(name="示例外市", code="M")
    units = {"office": office, "unit": east, "other": west, "stranger": stranger}
    for unit in units.values():
        unit.refresh_from_db()
    people = {
        (where, role): MembershipFactory(user=UserFactory(), unit=unit, role=role).user
        for where, unit in units.items()
        for role in Role
    }
    batch = BatchFactory(owner=office, number=2, slug="2019-2", status=BatchStatus.DRAFT)
    for stage, needs, text in (
        (Stage.PAPERS, True, "展陈和史料"),
        (Stage.PAPERS, False, "活动计划"),
        (Stage.VISIT, False, "展陈与申报一致"),
        (Stage.VISIT, False, "按时开放"),
    ):
        CriterionFactory(batch=batch, stage=stage, needs_evidence=needs, title=text)
    Batch.objects.filter(pk=batch.pk).update(status=BatchStatus.OPEN)
    batch.refresh_from_db()
    place = PlaceFactory(owner=east, name="示例故居", slug="shili-guju", summary="一处故居", location="某路")
    return Naming(office, east, west, stranger, batch, place, people)
