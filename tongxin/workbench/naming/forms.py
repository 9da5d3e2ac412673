from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.naming.actions import batches
from tongxin.naming.actions.visiting import Found
from tongxin.naming.enums import Mark, Outcome
from tongxin.naming.models import Answer, Application, Batch, Criterion, Visit
from tongxin.naming.models.application import advice_of
from tongxin.organisations.models import Unit
from tongxin.places.models import Place
from tongxin.workbench.carry.fields import RefusalForm, WordsField
from tongxin.workbench.carry.report_form import FilesField, FilesInput
from tongxin.workbench.fields import DayField
from tongxin.workbench.units.forms import offer_units

UPHELD = (("yes", gettext_lazy("异议成立")), ("no", gettext_lazy("异议不成立")))


def as_answer(value: str) -> bool | None:
    """A choice of yes and no; None where nothing was chosen."""
    return {"yes": True, "no": False}.get(value)


class ChosenField(forms.ChoiceField):
    """Radio buttons; what must be chosen, the action asks for in its own words."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.RadioSelect, **options)

    def validate(self, value: str) -> None:
        if value:
            super().validate(value)


class DayInTheEnd(DayField):
    """A day that a form can be saved without, and not handed in."""

    def validate(self, value: Any) -> None:
        """Nothing is asked here; the label does not call it optional."""


class BatchForm(RefusalForm):
    """A batch with its standards, all with a usual value but for the dates."""

    owner = forms.ModelChoiceField(label=gettext_lazy("主办单位"), queryset=Unit.objects.none())
    title = forms.CharField(label=gettext_lazy("命名的称号"), max_length=40)
    number = forms.IntegerField(label=gettext_lazy("第几批"), min_value=1, max_value=99)
    call = forms.CharField(
        label=gettext_lazy("通知正文"),
        help_text=gettext_lazy("谁可以申报、怎么申报。日期和标准不用写，页面上会列出来。"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    opens_on = DayField(label=gettext_lazy("申报开始"))
    closes_on = DayField(label=gettext_lazy("申报截止"), help_text=gettext_lazy("这一天还可以提交。"))
    notice_days = forms.IntegerField(
        label=gettext_lazy("公示几个工作日"), min_value=1, max_value=60, initial=7,
        help_text=gettext_lazy("从公示的下一个工作日算起，节假日和调休按国家公布的安排。"),
    )  # fmt: skip
    recheck_years = forms.IntegerField(label=gettext_lazy("几年复核一次"), min_value=1, max_value=10, initial=3)
    with_evidence = forms.CharField(
        label=gettext_lazy("申报要求：要附佐证的"),
        help_text=gettext_lazy("一行一条，写成“要求：说明”。"),
        required=False, max_length=4000, initial=batches.DEFAULT_EVIDENCE, widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    in_words = forms.CharField(
        label=gettext_lazy("申报要求：只写文字的"),
        required=False, max_length=4000, initial=batches.DEFAULT_WORDS, widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    on_the_spot = forms.CharField(
        label=gettext_lazy("实地核查表"),
        help_text=gettext_lazy("两位考察人员各填一份。"),
        max_length=4000, initial=batches.DEFAULT_VISIT, widget=forms.Textarea(attrs={"rows": 7}),
    )  # fmt: skip
    slug = forms.CharField(
        label=gettext_lazy("网址名"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("不填就是年份加批次，例如 2019-2。"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, units: Any, *args: Any, batch: Batch | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.batch = batch
        if batch is None:
            offer_units(self.fields["owner"], units)
        else:
            del self.fields["owner"]

    def given(self) -> batches.Given:
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("owner", "version")}
        batch = self.batch
        return batches.Given(
            **data,
            is_sample=batch.is_sample if batch else False,
            shown_as_of=batch.shown_as_of if batch else None,
        )


def initial_of(batch: Batch) -> dict[str, Any]:
    """A batch as its form begins."""
    names = ("title", "number", "call", "opens_on", "closes_on", "notice_days", "recheck_years", "slug", "version")
    return {name: getattr(batch, name) for name in names} | batches.lines_of(batch)


class PlaceChoiceForm(RefusalForm):
    place = forms.ModelChoiceField(label=gettext_lazy("为哪一处申报"), queryset=Place.objects.none(), empty_label=None)

    def __init__(self, places: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["place"]
        field.queryset = places


class ApplicationForm(RefusalForm):
    """Why, and for each requirement what there is and what shows it. `version` is what the writer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, application: Application, answers: list[Answer], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.answers = answers
        self.fields["statement"] = WordsField(
            label=_("申报理由"),
            help_text=_("这一处好在哪里，几句话。"),
            rows=4,
            initial=application.statement,
        )
        for answer in answers:
            self.fields[f"text-{answer.pk}"] = WordsField(
                label=answer.criterion.title, help_text=answer.criterion.hint, rows=3, initial=answer.text
            )
            if answer.criterion.needs_evidence:
                self.fields[f"files-{answer.pk}"] = FilesField(
                    label=_("%(item)s的佐证") % {"item": answer.criterion.title},
                    widget=FilesInput(attrs={"accept": "image/*,.pdf,.docx,.xlsx", "multiple": True}),
                )

    def rows(self) -> list[dict[str, Any]]:
        """Each answer with its fields."""
        return [
            {
                "answer": answer,
                "text": self[f"text-{answer.pk}"],
                "files": self[f"files-{answer.pk}"] if answer.criterion.needs_evidence else None,
            }
            for answer in self.answers
        ]

    def texts(self) -> dict[int, str]:
        return {answer.pk: self.cleaned_data[f"text-{answer.pk}"] for answer in self.answers}

    def uploads(self) -> list[tuple[Answer, Any]]:
        return [
            (answer, upload) for answer in self.answers for upload in self.cleaned_data.get(f"files-{answer.pk}") or ()
        ]


class CheckForm(RefusalForm):
    """What is missing, item by item, and in a word."""

    def __init__(self, answers: list[Answer], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.answers = answers
        for answer in answers:
            self.fields[f"lacks-{answer.pk}"] = forms.CharField(
                label=_("“%(item)s”还缺什么") % {"item": answer.criterion.title}, required=False, max_length=300
            )
        self.fields["reason"] = WordsField(
            label=_("退回说明"), help_text=_("不写就列出缺的各项。"), rows=2, required=False
        )

    def rows(self) -> list[tuple[Answer, forms.BoundField]]:
        return [(answer, self[f"lacks-{answer.pk}"]) for answer in self.answers]

    def lacks(self) -> dict[int, str]:
        return {answer.pk: self.cleaned_data[f"lacks-{answer.pk}"] for answer in self.answers}


class ReviewersForm(RefusalForm):
    first = forms.ChoiceField(label=gettext_lazy("第一位"))
    second = forms.ChoiceField(label=gettext_lazy("第二位"))

    def __init__(self, people: list[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("first", "second"):
            field: Any = self.fields[name]
            field.choices = people


class VisitForm(RefusalForm):
    """One's checklist: a mark for each line, a word where it is not met, and what one thinks."""

    visited_on = DayInTheEnd(label=gettext_lazy("考察日期"))

    def __init__(self, visit: Visit, criteria: list[Criterion], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.criteria = criteria
        there = {finding.criterion_id: finding for finding in visit.findings.all()}
        self.fields["visited_on"].initial = visit.visited_on or visit.application.batch.today
        for one in criteria:
            found = there.get(one.pk)
            self.fields[f"mark-{one.pk}"] = ChosenField(
                label=one.title, help_text=one.hint, choices=Mark.choices, initial=found.mark if found else None
            )
            self.fields[f"note-{one.pk}"] = forms.CharField(
                label=_("“%(item)s”看到了什么") % {"item": one.title},
                required=False,
                max_length=300,
                initial=found.note if found else "",
            )
        answer = {True: "yes", False: "no", None: None}[visit.recommends]
        advice = advice_of(is_recheck=visit.recheck_id is not None)
        choices = [("yes" if recommends else "no", words) for recommends, words in advice]
        self.fields["recommends"] = ChosenField(label=_("结论"), choices=choices, initial=answer)
        self.fields["summary"] = WordsField(label=_("考察意见"), rows=4, initial=visit.summary)

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"mark-{one.pk}"], self[f"note-{one.pk}"]) for one in self.criteria]

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "visited_on": data["visited_on"],
            "findings": {
                one.pk: Found(data[f"mark-{one.pk}"], data[f"note-{one.pk}"])
                for one in self.criteria
                if data[f"mark-{one.pk}"]
            },
            "recommends": as_answer(data["recommends"]),
            "summary": data["summary"],
        }


class ObjectionAnswerForm(RefusalForm):
    text = WordsField(label=gettext_lazy("核实情况和答复"), help_text=gettext_lazy("提异议的人凭回执能看到。"), rows=4)
    is_upheld = ChosenField(label=gettext_lazy("结论"), choices=UPHELD)

    def given(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["text"], "is_upheld": as_answer(self.cleaned_data["is_upheld"])}


class RecheckForm(RefusalForm):
    outcome = forms.ChoiceField(label=gettext_lazy("结论"), choices=Outcome.choices, widget=forms.RadioSelect)
    reason = WordsField(label=gettext_lazy("理由"), help_text=gettext_lazy("撤销的理由会公布。"), rows=3)
