"""A title is looked at again: two visits with the checklist of the naming, then kept, or revoked on paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.naming.factories import Naming, words_of
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.models import AuditEntry
from tongxin.documents.models import IssuedDocument
from tongxin.facts.models import Fact
from tongxin.naming import rules, tasks
from tongxin.naming.actions import applying, rechecking, visiting
from tongxin.naming.models import Batch, Recheck, Visit
from tongxin.naming.plaque import base_plaque_pdf
from tongxin.naming.selectors import access, public
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Notice

pytestmark = pytest.mark.django_db


def test_it_begins_ninety_days_before_it_is_due(naming: Naming) -> None:
    application = naming.named()
    naming.stand_at(date(2022, 6, 13))
    before = AuditEntry.objects.count()
    with pytest.raises(WrongState, match="复核期限是2022年9月12日"):
        rechecking.start(application=naming.fresh(application), by=naming.coordinator)
    with pytest.raises(NotAllowed):
        rechecking.start(application=naming.fresh(application), by=naming.applicant)
    assert (naming.fresh(application).status, Recheck.objects.count()) == ("named", 0)
    assert AuditEntry.objects.count() == before
    naming.stand_at(date(2022, 6, 14))
    rechecking.start(application=naming.fresh(application), by=naming.coordinator)
    with pytest.raises(WrongState):
        rechecking.start(application=naming.fresh(application), by=naming.coordinator)
    recheck = Recheck.objects.get()
    assert (recheck.started_on, recheck.due_on, recheck.outcome) == (date(2022, 6, 14), date(2022, 9, 12), "")
    assert Notice.objects.filter(key=f"naming-recheck-started:{recheck.pk}").exists()


def test_the_same_two_may_visit_again_with_the_same_checklist(naming: Naming) -> None:
    application, visits = naming.rechecking()
    assert [visit.reviewer for visit in visits] == naming.reviewers
    assert Visit.objects.filter(application=application).count() == 4
    with pytest.raises(Invalid) as refused:
        naming.fill(visits[0], naming.reviewers[0], visited_on=date(2022, 8, 31))
    assert refused.value.field == "visited_on"
    with pytest.raises(WrongState):
        naming.fill(Visit.objects.filter(recheck=None)[0], naming.reviewers[0])
    naming.fill(visits[0], naming.reviewers[0])
    assert not rules.may_see_marks(naming.reviewers[1], naming_visit(visits[0]))
    third = naming.who("other", Role.COORDINATOR)
    with pytest.raises(WrongState, match="不能再换"):
        visiting.assign_reviewers(
            application=application, reviewers=[naming.reviewers[1], third], by=naming.coordinator
        )
    assert [visit.pk for visit in access.visits_due(naming.reviewers[1])] == [visits[1].pk]
    naming.fill(visits[1], naming.reviewers[1], recommends=False)
    assert naming.fresh(application).status == "rechecked"
    assert visits[1].advice == ""
    assert [visit.advice for visit in Visit.objects.order_by("pk")] == [
        "建议命名",
        "建议命名",
        "建议保留称号",
        "建议撤销称号",
    ]
    checklist = set(naming.batch.criteria.filter(stage="visit"))
    assert all({one.criterion for one in visit.findings.all()} == checklist for visit in Visit.objects.all())


def naming_visit(visit: Visit) -> Visit:
    return Visit.objects.select_related("application__batch__owner").get(pk=visit.pk)


def test_nothing_is_kept_before_both_have_been_there(naming: Naming) -> None:
    application = naming.named()
    naming.stand_at(date(2022, 9, 1))
    with pytest.raises(WrongState):
        rechecking.keep(application=naming.fresh(application), reason="合格", by=naming.coordinator)
    application, visits = naming.looked_at_again(application)
    naming.fill(visits[0], naming.reviewers[0])
    with pytest.raises(WrongState):
        rechecking.keep(application=naming.fresh(application), reason="合格", by=naming.coordinator)
    assert naming.fresh(application).recheck_due_on == date(2022, 9, 12)


def test_a_title_stands_while_it_is_looked_at_again(naming: Naming) -> None:
    application, visits = naming.rechecking()
    for status in ("rechecking", "rechecked"):
        assert naming.fresh(application).status == status
        assert [title.code for title in public.titles_of(naming.place)] == ["N-2019-02-01"]
        assert base_plaque_pdf(naming.fresh(application), "https://tongxin.example/").startswith(b"%PDF")
        with pytest.raises(Invalid):
            applying.start(batch=other_batch(naming), place=naming.place, by=naming.applicant)
        if status == "rechecking":
            naming.found_again(application, visits)


def other_batch(naming: Naming) -> Batch:
    """A batch of the same title that takes applications."""
    batch, _made = Batch.objects.get_or_create(
        slug="other",
        defaults={
            "owner": naming.office,
            "title": naming.batch.title,
            "number": 9,
            "call": "示例",
            "opens_on": date(2022, 9, 1),
            "closes_on": date(2022, 9, 30),
            "status": "open",
            "is_sample": True,
            "shown_as_of": date(2022, 9, 1),
        },
    )
    return batch


def test_a_title_is_kept_until_the_next_re_check(naming: Naming) -> None:
    application = naming.rechecked(date(2022, 6, 14))
    with pytest.raises(Invalid):
        rechecking.keep(application=naming.fresh(application), reason=" ", by=naming.coordinator)
    rechecking.keep(application=naming.fresh(application), reason="合格", by=naming.coordinator)
    application = naming.fresh(application)
    # Looked at early, it does not lose the days.
    assert (application.status, application.recheck_due_on) == ("named", date(2025, 9, 12))
    naming.stand_at(date(2025, 10, 1))
    application = naming.found_again(*naming.looked_at_again(application))
    rechecking.keep(application=application, reason="晚了，合格", by=naming.coordinator)
    assert naming.fresh(application).recheck_due_on == date(2028, 10, 1)
    rows = Recheck.objects.order_by("pk").values_list("due_on", "started_on", "done_on", "outcome", "reason")
    assert list(rows) == [
        (date(2022, 9, 12), date(2022, 6, 14), date(2022, 6, 14), "kept", "合格"),
        (date(2025, 9, 12), date(2025, 10, 1), date(2025, 10, 1), "kept", "晚了，合格"),
    ]
    assert IssuedDocument.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Recheck.objects.update(outcome="", started_on=None, done_on=None, reason="", by=None)


@pytest.mark.parametrize("step", ["named", "rechecking", "rechecked"])
def test_a_title_is_revoked_with_the_reason(naming: Naming, step: str) -> None:
    if step == "rechecking":
        application, _visits = naming.rechecking()
    else:
        application = naming.named() if step == "named" else naming.rechecked()
    with pytest.raises(Invalid):
        rechecking.revoke(application=naming.fresh(application), reason="", by=naming.coordinator)
    with pytest.raises(NotAllowed):
        rechecking.revoke(
            application=naming.fresh(application), reason="关了", by=naming.who("other", Role.COORDINATOR)
        )
    rechecking.revoke(application=naming.fresh(application), reason="长期不开放", by=naming.coordinator)
    assert (naming.fresh(application).status, public.titles_of(naming.place)) == ("revoked", [])
    assert Fact.objects.order_by("-pk")[0].kind.code == "base-revoked"
    # Where one was under way it is that one which ends.
    assert [(row.outcome, row.started_on is None) for row in Recheck.objects.all()] == [("revoked", step == "named")]
    assert [list(access.visits_due(person)) for person in naming.reviewers] == [[], []]
    with pytest.raises(WrongState):
        rechecking.keep(application=naming.fresh(application), reason="又好了", by=naming.coordinator)


@pytest.mark.parametrize("decide", [rechecking.keep, rechecking.revoke])
def test_a_reason_is_never_cut(naming: Naming, decide: Callable[..., Recheck]) -> None:
    application = naming.rechecked()
    with pytest.raises(Invalid, match="最多 500 个字") as refusal:
        decide(application=naming.fresh(application), reason="长" * 501, by=naming.coordinator)
    assert refusal.value.field == "reason"
    assert (naming.fresh(application).status, Recheck.objects.get().outcome) == ("rechecked", "")
    decide(application=naming.fresh(application), reason=f" {'长' * 500} ", by=naming.coordinator)
    assert Recheck.objects.exclude(outcome="").get().reason == "长" * 500


def test_a_withdrawal_is_a_decision_on_paper_under_the_next_number(naming: Naming) -> None:
    application = naming.named()
    with pytest.raises(NotAllowed):
        rechecking.revoke(application=application, reason="关了", by=naming.who("other", Role.COORDINATOR))
    assert IssuedDocument.objects.count() == 1
    document = rechecking.revoke(application=application, reason="长期不开放。", by=naming.coordinator).document
    assert document is not None
    assert (document.series, document.number) == ("naming", "2019年第2号")
    text, word = words_of(document)
    for words in (
        "关于撤销示例故居示例教育基地称号的决定",
        "于2019年9月12日命名为示例教育基地，编号N-2019-02-01",
        "自2019年9月12日起撤销其称号",
        "长期不开放。",
    ):
        assert words in text, words
        assert words in word, words
    with pytest.raises(WrongState):
        rechecking.revoke(application=naming.fresh(application), reason="再撤", by=naming.coordinator)
    assert IssuedDocument.objects.count() == 2


def test_unit_and_office_are_reminded_once_before_and_once_after(naming: Naming) -> None:
    naming.named()

    def told() -> dict[str, int]:
        keys = Notice.objects.filter(key__startswith="naming-recheck:").values_list("key", flat=True)
        return {end: sum(key.endswith(end) for key in keys) for end in ("soon", "late")}

    def run(day: date) -> int:
        naming.stand_at(day)
        return int(tasks.remind.func())

    people = 1 + len({naming.people["unit", role] for role in (Role.REPORTER, Role.REVIEWER, Role.COORDINATOR)})
    assert (run(date(2022, 6, 13)), told()) == (0, {"soon": 0, "late": 0})
    assert (run(date(2022, 6, 14)), told()) == (1, {"soon": people, "late": 0})
    assert (run(date(2022, 9, 12)), told()) == (1, {"soon": people, "late": 0})
    assert (run(date(2022, 9, 13)), told()) == (1, {"soon": people, "late": people})
    assert (run(date(2022, 9, 14)), told()) == (1, {"soon": people, "late": people})


def test_nobody_is_told_to_begin_what_has_begun_but_that_it_is_late(naming: Naming) -> None:
    naming.rechecking()
    assert tasks.remind.func() == 0
    naming.stand_at(date(2022, 9, 13))
    assert tasks.remind.func() == 1
    keys = Notice.objects.filter(key__startswith="naming-recheck:").values_list("key", flat=True)
    assert {key.rpartition(":")[2] for key in keys} == {"late"}


def test_what_is_due_waits_for_the_office_and_the_unit(naming: Naming) -> None:
    application = naming.named()
    naming.stand_at(date(2022, 6, 13))
    assert access.rechecks_due(naming.coordinator) == []
    naming.stand_at(date(2022, 6, 14))
    for person, sees in (
        (naming.coordinator, [application]),
        (naming.applicant, [application]),
        (naming.who("other", Role.COORDINATOR), []),
        (naming.who("stranger", Role.COORDINATOR), []),
    ):
        assert access.rechecks_due(person) == sees
