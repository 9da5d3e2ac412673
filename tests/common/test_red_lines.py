from __future__ import annotations

from types import ModuleType

import pytest
from django import forms
from django.apps import AppConfig
from django.db import models
from django.test.utils import isolate_apps

import tongxin
from tests.common import red_line_walk
from tongxin.common import red_lines
from tongxin.common.workflow import Move, Workflow
from tongxin.organisations.enums import UnitKind


def test_nothing_in_the_product_asks_for_what_the_red_lines_forbid() -> None:
    walked = red_line_walk.modules(tongxin)
    assert len(walked) > 40
    assert red_line_walk.findings(walked, red_line_walk.product_apps()) == []


def test_every_allowance_speaks_of_something_and_says_why() -> None:
    places = red_line_walk.places(red_line_walk.modules(tongxin), red_line_walk.product_apps())
    assert set(red_lines.allowed()) - places == set()
    assert all(len(reason) > 20 for reason in red_lines.allowed().values())
    with pytest.raises(ValueError, match="say why"):
        red_lines.allow("organisations.Unit.name", " ")


@pytest.mark.parametrize(
    "text",
    [
        "政治面貌", "政 治 面 貌", "政治面貌（党员/群众）", "是否党员", "入党时间", "所属党派", "所屬黨派", "民主党派",
        "团员", "民盟", "民族", "民族（汉/少数民族）", "汉族", "维吾尔族", "種族", "宗教信仰", "信仰", "是否信教",
        "佛教", "您的宗教",
        "religion", "religious_belief", "Religion of the guest", "ethnicity", "ethnicGroup", "race", "PoliticalStatus",
        "political_party", "party", "partyMember", "minzu", "zhengzhi_mianmao",
    ],
)  # fmt: skip
def test_offences_are_found(text: str) -> None:
    reason = red_lines.offence(text)
    assert reason is not None
    assert reason.startswith(f"“{text}”涉及个人的")
    assert reason.endswith("不收集这类个人情况，请删去这一项。")


@pytest.mark.parametrize(
    "text",
    [
        "单位名称", "居民建议", "参加人数", "活动场地", "上班族", "水族馆", "家族企业", "群众活动场次",
        "联系岗位", "third party", "counter party",
        "title", "trace", "embrace", "partition", "terrace", "department", "statistics", "project_title", "",
    ],
)  # fmt: skip
def test_harmless_names_are_left_alone(text: str) -> None:
    assert red_lines.offence(text) is None


@pytest.mark.parametrize(
    ("name", "label", "expected"),
    [
        ("display_name", "", True), ("contactName", "", True), ("phone", "", True), ("id_number", "", True),
        ("home_address", "", True), ("email", "", True), ("value", "联系人姓名", True), ("value", "手机号码", True),
        ("name", "单位名称", False), ("file_name", "", False), ("mailed_at", "", False),
        ("contact_role", "联系岗位", False),
        ("stage", "阶段", False), ("username", "", True),
    ],
)  # fmt: skip
def test_personal_looking_fields(name: str, label: str, expected: bool) -> None:
    assert red_lines.looks_personal(name, label) is expected


def sample_module(**things: object) -> ModuleType:
    module = ModuleType("sample")
    for name, thing in things.items():
        if isinstance(thing, type):
            thing.__module__ = "sample"
        setattr(module, name, thing)
    return module


class SampleApp(AppConfig):
    def __init__(self, *classes: type[models.Model]) -> None:
        self.classes = classes

    def get_models(self, *_flags: bool, **_named: bool) -> list[type[models.Model]]:  # type: ignore[override]
        return list(self.classes)


@isolate_apps("tongxin.common")
def test_the_checker_bites_in_models() -> None:
    class Guest(models.Model):
        faith = models.CharField(max_length=9)
        remark = models.CharField("政治面貌", max_length=9)
        group = models.CharField(max_length=9, choices=[("h", "汉族"), ("o", "其他")])
        phone = models.CharField(max_length=20)

        class Meta:
            app_label = "common"

        def __str__(self) -> str:
            return self.remark

    found = {finding.where for finding in red_line_walk.findings([], [SampleApp(Guest)])}
    assert found == {"common.Guest.faith", "common.Guest.remark", "common.Guest.group[h]", "common.Guest.phone"}


def test_the_checker_bites_in_enums_forms_and_workflows() -> None:
    class Trait(models.TextChoices):
        MEMBER = "member", "党员"
        OTHER = "other", "其他"

    class SignUp(forms.Form):
        religion = forms.CharField()
        seats = forms.IntegerField(label="席位")
        background = forms.ChoiceField(choices=[("1", "满族"), ("2", "其他")])
        kind = forms.ChoiceField(choices=UnitKind.choices)

    class AColumn:
        heading = "民族"

    flow = Workflow("person", (Move("new", "check_party", "checked", None, "核实"),))
    module = sample_module(Trait=Trait, SignUp=SignUp, COLUMNS=(AColumn(),), FLOW=flow)
    found = {finding.where.rsplit("<locals>.", 1)[-1] for finding in red_line_walk.findings([module], [])}
    # The kinds of unit are allowed where they are defined, but this walk saw no such definition.
    assert found == {
        "Trait.MEMBER",
        "SignUp.religion",
        "SignUp.background[1]",
        "SignUp.kind[party_committee]",
        "sample.COLUMNS",
        "sample.FLOW.check_party",
    }


def test_an_allowed_kind_may_be_offered_by_a_form() -> None:
    class Filter(forms.Form):
        kind = forms.ChoiceField(choices=UnitKind.choices)

    module = sample_module(Filter=Filter)
    enums = red_line_walk.modules(tongxin.organisations)  # type: ignore[attr-defined]
    assert red_line_walk.findings([module, *enums], []) == []
