"""Forms of the plan's pages. They hold no rules: what they pass on, the actions check."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.facts.models import FactKind
from tongxin.organisations.models import Unit
from tongxin.programme.enums import Counting, PublicField, Rhythm
from tongxin.programme.models import Area, Programme
from tongxin.workbench.fields import DayField


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class UnitChoice(forms.ModelChoiceField[Unit]):
    """A unit of the tree, indented by its depth."""

    def label_from_instance(self, unit: Any) -> str:
        return f"{'　' * (unit.depth - 1)}{unit.name}"


def open_units() -> Any:
    return Unit.objects.filter(closed_on__isnull=True).order_by("path")


class TakeInForm(forms.Form):
    owner = UnitChoice(queryset=Unit.objects.none(), label=_("为哪个单位起草"))
    file = forms.FileField(
        label=_("上传文件"),
        help_text=_("Word（.docx）、网页（.html）或文本（.txt）。扫描件请先识别成文字。"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".docx,.txt,.html,.htm"}),
    )
    text = forms.CharField(
        label=_("或者粘贴文字"),
        help_text=_("从网页或公文系统复制全文，换行和编号照原样保留"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": "12"}),
    )

    def __init__(self, owners: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _limit_owner(self, owners)


def _limit_owner(form: forms.Form, owners: Any) -> None:
    """Few choices are no question: where there is one owner, the field is hidden."""
    field: Any = form.fields["owner"]
    field.queryset = owners
    listed = list(owners[:2])
    if listed:
        form.initial.setdefault("owner", listed[0].pk)
    if len(listed) == 1:
        field.widget = forms.HiddenInput()


class MakeProgrammeForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput())
    name = forms.CharField(label=_("工作年的名称"), max_length=120)
    year = forms.IntegerField(label=_("年份"), min_value=1990, max_value=2100)
    starts_on = DayField(label=_("开始"))
    ends_on = DayField(label=_("结束"))
    default_lead = UnitChoice(
        queryset=Unit.objects.none(),
        label=_("没有写明牵头单位的项目，由谁牵头"),
        help_text=_("建立以后还可以逐个修改"),
        required=False,
        empty_label=_("不选"),
    )

    def __init__(self, *args: Any, leaderless: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lead: Any = self.fields["default_lead"]
        lead.queryset = open_units()
        if not leaderless:
            lead.widget = forms.HiddenInput()


class NewProgrammeForm(forms.Form):
    owner = UnitChoice(queryset=Unit.objects.none(), label=_("主办单位"))
    name = forms.CharField(label=_("工作年的名称"), max_length=120)
    year = forms.IntegerField(label=_("年份"), min_value=1990, max_value=2100)
    starts_on = DayField(label=_("开始"))
    ends_on = DayField(label=_("结束"))

    def __init__(self, owners: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _limit_owner(self, owners)


class ImportForm(forms.Form):
    owner = UnitChoice(
        queryset=Unit.objects.none(),
        label=_("主办单位"),
        help_text=_("不选则按“年度”表里写的单位"),
        required=False,
        empty_label=_("按表里写的"),
    )
    file = forms.FileField(
        label=_("计划的工作簿"),
        help_text=_("Excel（.xlsx）或 WPS 表格。可以先导出一份，改好再导入。"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods"}),
    )

    def __init__(self, owners: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["owner"]
        field.queryset = owners


class ProgrammeForm(forms.ModelForm[Programme]):
    class Meta:
        model = Programme
        fields = ("name", "year", "starts_on", "ends_on", "rhythm", "report_working_day", "insight", "is_public")
        widgets = {"starts_on": DateInput(), "ends_on": DateInput()}


class AreaForm(forms.Form):
    title = forms.CharField(label=_("领域"), max_length=200)
    position = forms.IntegerField(label=_("排在第几"), min_value=1, max_value=999)


class ProjectForm(forms.Form):
    """A project's own fields. Days and lead unit are fixed once it is assigned."""

    area = forms.ModelChoiceField(queryset=Area.objects.none(), label=_("领域"), empty_label=None)
    code = forms.CharField(label=_("编号"), max_length=20, required=False, help_text=_("不填则按领域顺序编号"))
    title = forms.CharField(label=_("项目"), max_length=200)
    description = forms.CharField(label=_("内容"), required=False, widget=forms.Textarea(attrs={"rows": "5"}))
    lead_unit = UnitChoice(queryset=Unit.objects.none(), label=_("牵头单位"))
    contact_role = forms.CharField(
        label=_("联系岗位"), max_length=60, required=False, help_text=_("写岗位，不写姓名，例如“综合科”")
    )
    starts_on = DayField(label=_("开始"))
    due_on = DayField(label=_("完成时限"))
    rhythm = forms.ChoiceField(label=_("报告频次"), choices=[("", _("与工作年一致")), *Rhythm.choices], required=False)
    is_public = forms.BooleanField(label=_("向社会公开"), required=False)
    public_fields = forms.MultipleChoiceField(
        label=_("公开的内容"),
        choices=PublicField.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )

    def __init__(self, *args: Any, programme: Programme, is_fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area: Any = self.fields["area"]
        area.queryset = programme.areas.all()
        lead: Any = self.fields["lead_unit"]
        lead.queryset = Unit.objects.order_by("path")
        if is_fixed:
            for name in ("lead_unit", "starts_on", "due_on"):
                self.fields[name].disabled = True


class SupportForm(forms.Form):
    unit = UnitChoice(queryset=Unit.objects.none(), label=_("配合单位"), required=False, empty_label=_("不选"))
    reports = forms.BooleanField(label=_("单独报告"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.queryset = Unit.objects.order_by("path")


class IndicatorForm(forms.Form):
    name = forms.CharField(label=_("指标"), max_length=120, required=False)
    unit = forms.CharField(label=_("计量单位"), max_length=20, required=False)
    target = forms.DecimalField(label=_("目标值"), max_digits=20, decimal_places=2, required=False)
    kind = forms.ModelChoiceField(
        queryset=FactKind.objects.none(), label=_("由实绩计数"), required=False, empty_label=_("由单位填报")
    )
    counting = forms.ChoiceField(label=_("计数方式"), choices=Counting.choices, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.queryset = FactKind.objects.filter(is_active=True)


class GoalForm(forms.Form):
    label = forms.CharField(label=_("阶段"), max_length=40, required=False)
    starts_on = DayField(label=_("开始"), required=False)
    due_on = DayField(label=_("应于"), required=False)
    text = forms.CharField(label=_("目标"), required=False)
    indicator = forms.CharField(label=_("指标"), required=False)
    threshold = forms.DecimalField(label=_("应达到"), max_digits=20, decimal_places=2, required=False)
