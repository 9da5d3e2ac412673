"""The report's form: built from what is not known yet, and read back into figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tongxin.common.clock.wording import plain_day
from tongxin.common.errors import Refusal
from tongxin.programme.actions.reporting import LONGEST_TEXT
from tongxin.programme.figures import Figure
from tongxin.programme.lights import plain
from tongxin.programme.models import StageGoal
from tongxin.programme.selectors.reporting import Question, Reporting
from tongxin.workbench.carry.fields import NeededInTheEnd
from tongxin.workbench.fields import DayField

LEAST_ROWS = 2


class NumberField(forms.DecimalField):
    """A quantity; the phone shows its digits."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_digits=20, **options)
        self.widget.attrs |= {"inputmode": "decimal", "step": "any", "autocomplete": "off"}


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name)


class FilesField(forms.FileField):
    """Any number of files; what they are is decided by the action that stores them."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return list(data or [])


@dataclass(frozen=True)
class Row:
    """One entry of a list question: quantity, day and place, as bound fields."""

    quantity: forms.BoundField
    day: forms.BoundField
    place: forms.BoundField


@dataclass(frozen=True)
class Asked:
    """A question with its fields: one number, or rows."""

    question: Question
    number: forms.BoundField | None
    rows: tuple[Row, ...]


class ReportForm(forms.Form):
    """Text, difficulty, the figures that `reporting` asks for, goals, evidence. `version` is what the writer saw."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput)
    tab = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def __init__(self, reporting: Reporting, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.reporting = reporting
        # Field names of every figure, in the order in which `figures` gives them.
        self._figure_names: list[str] = []
        for question in (*reporting.questions, *reporting.further):
            self._add_question(question)
        self._add_words()
        if reporting.goals:
            self.fields["goals"] = forms.ModelMultipleChoiceField(
                label=_("本期达到了哪些目标"),
                queryset=StageGoal.objects.filter(pk__in=[goal.pk for goal in reporting.goals]),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=list(reporting.claimed),
            )
            choice: Any = self.fields["goals"]
            choice.label_from_instance = lambda goal: f"{goal.label}　{goal.text}"
        self.fields["evidence"] = FilesField(
            label=_("佐证"),
            help_text=_("照片里的位置信息会自动去掉"),
            required=False,
            widget=FilesInput(attrs={"accept": "image/*,.pdf,.docx,.xlsx", "multiple": True}),
        )

    def _add_words(self) -> None:
        report = self.reporting.report
        self.fields["text"] = NeededInTheEnd(
            label=_("做成了什么"),
            help_text=_("一两句话，说结果；不写会议怎么开"),
            max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": "4"}),
            initial=report.text,
        )
        self.fields["difficulty"] = forms.CharField(
            label=_("需要协调的问题"),
            help_text=_("没有就空着；写了会出现在主办单位的待定事项里"),
            required=False,
            max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": "2"}),
            initial=report.difficulty,
        )

    def _add_question(self, question: Question) -> None:
        name = f"figure-{question.indicator.pk}"
        if not question.is_list:
            initial = question.entered[0].quantity.normalize() if question.entered else None
            self.fields[name] = NumberField(
                label=question.indicator.name,
                help_text=hint_of(question),
                initial=plain_input(initial),
            )
            return
        for number in range(max(LEAST_ROWS, len(question.entered) + 1)):
            entry = question.entered[number] if number < len(question.entered) else None
            self.fields[f"{name}-{number}"] = NumberField(
                label=_("数量（%(unit)s）") % {"unit": question.unit},
                initial=plain_input(entry.quantity if entry else None),
            )
            self.fields[f"{name}-{number}-day"] = DayField(
                label=_("日期"),
                required=False,
                initial=entry.happened_on if entry else None,
            )
            self.fields[f"{name}-{number}-place"] = forms.CharField(
                label=_("地点"), required=False, max_length=120, initial=entry.place if entry else ""
            )

    def _asked(self, questions: tuple[Question, ...]) -> list[Asked]:
        shown = []
        for question in questions:
            name = f"figure-{question.indicator.pk}"
            if name in self.fields:
                shown.append(Asked(question, self[name], ()))
            else:
                rows = tuple(
                    Row(self[f"{name}-{number}"], self[f"{name}-{number}-day"], self[f"{name}-{number}-place"])
                    for number in self._row_numbers(name)
                )
                shown.append(Asked(question, None, rows))
        return shown

    def _row_numbers(self, name: str) -> list[int]:
        return [number for number in range(200) if f"{name}-{number}" in self.fields]

    def asked(self) -> list[Asked]:
        """The questions of the form, with their fields."""
        return self._asked(self.reporting.questions)

    def further(self) -> list[Asked]:
        """Figures that are known already and may be added to."""
        return self._asked(self.reporting.further)

    def figures(self) -> list[Figure]:
        """What was entered, as figures; empty fields are left out. Call after `is_valid`."""
        found: list[Figure] = []
        self._figure_names = []

        def add(name: str, question: Question, day: date | None = None, place: str = "") -> None:
            quantity: Decimal | None = self.cleaned_data.get(name)
            if quantity is not None:
                found.append(Figure(quantity, question.indicator, happened_on=day, place=place))
                self._figure_names.append(name)

        for question in (*self.reporting.questions, *self.reporting.further):
            name = f"figure-{question.indicator.pk}"
            if name in self.fields:
                entry = question.entered[0] if question.entered else None
                add(name, question, entry.happened_on if entry else None)
            for number in self._row_numbers(name):
                row = f"{name}-{number}"
                add(row, question, self.cleaned_data.get(f"{row}-day"), self.cleaned_data.get(f"{row}-place", ""))
        return found

    def goals_reached(self) -> list[StageGoal]:
        return list(self.cleaned_data.get("goals", ()))

    def show(self, refusal: Refusal) -> None:
        """Put a refusal beside the field that it is about."""
        name = refusal.field or ""
        if name.startswith("figures."):
            name = self._figure_names[int(name.removeprefix("figures."))]
        self.add_error(name if name in self.fields else None, str(refusal))


def plain_input(value: Decimal | None) -> str | None:
    """A number as it stands in an input: no idle zeros, no thousands."""
    return None if value is None else plain(value).replace(",", "")


def hint_of(question: Question) -> str:
    """目标全年 12 家，已 7 家；截至某日 for a value that is only the latest."""
    indicator, value = question.indicator, question.so_far.value
    parts = []
    if indicator.target:
        parts.append(_("目标 %(target)s %(unit)s") % {"target": plain(indicator.target), "unit": indicator.unit})
    if value is not None:
        parts.append(_("已记 %(value)s %(unit)s") % {"value": plain(value), "unit": indicator.unit})
        if question.so_far.latest_on:
            parts.append(_("最近 %(date)s") % {"date": plain_day(question.so_far.latest_on)})
    return _("，").join(parts)
