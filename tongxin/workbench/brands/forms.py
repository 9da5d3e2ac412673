from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import User
from tongxin.brands.actions import Given, NewEvidence
from tongxin.brands.actions.evidence_kinds import GivenKind
from tongxin.brands.enums import COMING, CarrierKind, Level
from tongxin.brands.models import Brand, BrandFamily, BrandSystem, EvidenceKind, Strand
from tongxin.common.templatetags.told import told_plain
from tongxin.facts.models import FactKind
from tongxin.organisations.enums import UnitKind
from tongxin.organisations.models import Unit
from tongxin.places.models import Place
from tongxin.workbench.fields import DayField
from tongxin.workbench.importing import ImportForm
from tongxin.workbench.units.forms import offer_units


def _words(label: Any, longest: int, *, rows: int = 0, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else None
    return forms.CharField(label=label, max_length=longest, required=False, widget=widget, help_text=help_text)


class BrandForm(forms.Form):
    """A brand's profile; the owner is asked for only when it is written down, the name until it is named."""

    owner = forms.ModelChoiceField(label=_("牵头单位"), queryset=Unit.objects.none())
    family = forms.ModelChoiceField(label=_("系列"), queryset=BrandFamily.objects.none(), empty_label=_("请选择"))
    parent = forms.ModelChoiceField(
        label=_("上级品牌"), queryset=Brand.objects.none(), required=False, empty_label=_("没有，独立品牌"),
        help_text=_("只有子品牌要选，例如“1+6”里的六个。"),
    )  # fmt: skip
    name = forms.CharField(label=_("品牌名称"), max_length=60)
    promise = _words(_("品牌承诺"), 200, help_text=_("一句话：答应为谁做什么。"))
    audience = _words(_("服务对象"), 200, help_text=_("写群体，例如“小微企业、归国创业者”；不写个人情况。"))
    features = _words(_("特色"), 2000, rows=4, help_text=_("和别处不同的是什么，一行一条。"))
    story = _words(_("品牌故事"), 5000, rows=6)
    name_en = _words(_("英文名称"), 120)
    promise_en = _words(_("英文承诺"), 300)
    audience_en = _words(_("英文服务对象"), 300)
    features_en = _words(_("英文特色"), 3000, rows=3)
    story_en = _words(_("英文故事"), 8000, rows=5)
    slug = _words(_("网址名"), 80, help_text=_("公开页面地址的最后一段；不填就用名称的拼音。"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, units: QuerySet[Unit], *args: Any, brand: Brand | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_units(self.fields["owner"], units)
        self.brand = brand
        families: Any = self.fields["family"]
        families.queryset = BrandFamily.objects.select_related("category")
        families.label_from_instance = lambda family: f"{family.category.name} › {family.name}"
        parents: Any = self.fields["parent"]
        parents.queryset = Brand.objects.filter(parent__isnull=True).exclude(status__in=["merged", "retired"])
        if brand is not None:
            del self.fields["owner"]
            parents.queryset = parents.queryset.exclude(pk=brand.pk)
            if brand.status not in COMING:
                for name in ("name", "parent", "family"):
                    del self.fields[name]

    def given(self) -> Given:
        """What was filled in, for the action."""
        data = dict(self.cleaned_data)
        data.pop("version", None)
        data.pop("owner", None)
        if self.brand is not None:
            data.setdefault("name", self.brand.name)
            data.setdefault("parent", self.brand.parent)
            data.setdefault("family", self.brand.family)
        return Given(**data, is_sample=self.brand.is_sample if self.brand else False)


def initial_of(brand: Brand) -> dict[str, Any]:
    """A brand as its form begins."""
    return {name: getattr(brand, name) for name in BrandForm.base_fields if hasattr(brand, name)}


class MoveForm(forms.Form):
    """The reason and the paper of a move."""

    reason = forms.CharField(label=_("说明"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    paper = forms.FileField(label=_("文件"), required=False, help_text=_("PDF、Word 或图片。"))

    def __init__(self, *args: Any, needs_reason: bool, needs_paper: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].required = needs_reason
        self.fields["paper"].required = needs_paper


class MergeForm(MoveForm):
    into = forms.ModelChoiceField(label=_("并入"), queryset=Brand.objects.none(), empty_label=_("请选择"))
    field_order = ("into", "reason", "paper")

    def __init__(self, targets: QuerySet[Brand], *args: Any, **options: Any) -> None:
        super().__init__(*args, needs_reason=True, needs_paper=True, **options)
        into: Any = self.fields["into"]
        into.queryset = targets


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(label=_("改由哪个单位牵头"), queryset=Unit.objects.none())
    reason = forms.CharField(label=_("为什么移交"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, units: QuerySet[Unit], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_units(self.fields["to"], units)


class RenameForm(forms.Form):
    name = forms.CharField(label=_("新名称"), max_length=60)
    name_en = _words(_("英文名称"), 120)
    on = DayField(label=_("启用日期"))
    reason = _words(_("原因"), 200)


class CarrierForm(forms.Form):
    kind = forms.ChoiceField(label=_("类别"), choices=CarrierKind.choices)
    place = forms.ModelChoiceField(
        label=_("登记在册的场所"), queryset=Place.objects.none(), required=False, empty_label=_("不是场所，或不在册"),
        help_text=_("选了场所，名称可以不填；公开页面会连到它。"),
    )  # fmt: skip
    name = _words(_("名称"), 80)
    name_en = _words(_("英文名称"), 160)
    note = _words(_("说明"), 200)
    address = _words(_("网址"), 200, help_text=_("有自己的网页才填，从 https:// 写起。"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        places: Any = self.fields["place"]
        places.queryset = Place.objects.filter(is_public=True).order_by("name")


class LogoForm(forms.Form):
    file = forms.FileField(
        label=_("标志"),
        help_text=_("PNG、JPG 或 WebP；短边至少 240 像素，和底色的对比度至少 3 : 1。"),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    credit = forms.CharField(label=_("作者或提供单位"), max_length=120)


class PictureForm(forms.Form):
    file = forms.FileField(label=_("图片"), widget=forms.FileInput(attrs={"accept": "image/*"}))
    description = forms.CharField(
        label=_("画面说明"), max_length=255, help_text=_("给看不见图片的人听：画面上有什么。")
    )
    caption = _words(_("图注"), 120)
    credit = forms.CharField(label=_("作者或提供单位"), max_length=120)
    licence = forms.CharField(label=_("使用许可"), max_length=120, initial=_("提供单位授权本站使用"))


class StrandForm(forms.Form):
    name = forms.CharField(label=_("名称"), max_length=60)
    name_en = _words(_("英文名称"), 120)
    description = _words(_("说明"), 300)


class IndicatorForm(forms.Form):
    kind = forms.ModelChoiceField(
        label=_("实绩种类"), queryset=FactKind.objects.filter(is_active=True), empty_label=_("请选择"),
        help_text=_("数值由这类实绩算出，不用填。"),
    )  # fmt: skip
    name = _words(_("指标名称"), 60, help_text=_("不填就用实绩种类的名称。"))
    name_en = _words(_("英文名称"), 120)
    year = forms.IntegerField(label=_("年份"))
    target = forms.DecimalField(label=_("目标值"))


class LinkForm(forms.Form):
    """Which project or place counts for the brand."""

    subject = forms.ChoiceField(label=_("项目或场所"))
    strand = forms.ModelChoiceField(
        label=_("分支工程"), queryset=Strand.objects.none(), required=False, empty_label=_("不分")
    )

    def __init__(self, brand: Brand, choices: Sequence[Any], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        subject: Any = self.fields["subject"]
        subject.choices = [("", _("请选择")), *choices]
        strands: Any = self.fields["strand"]
        strands.queryset = brand.strands.all()
        if not brand.strands.exists():
            del self.fields["strand"]


class DoneForm(forms.Form):
    """Something a brand did that no project reports."""

    kind = forms.ModelChoiceField(
        label=_("实绩种类"), queryset=FactKind.objects.filter(is_active=True), empty_label=_("请选择")
    )
    quantity = forms.DecimalField(label=_("数量"), help_text=_("按种类的计量单位；人数只记总数，不记姓名。"))
    happened_on = DayField(label=_("日期"))
    summary = forms.CharField(label=_("做成了什么"), max_length=200)
    place = _words(_("地点"), 120)
    strand = forms.ModelChoiceField(
        label=_("分支工程"), queryset=Strand.objects.none(), required=False, empty_label=_("不分")
    )

    def __init__(self, brand: Brand, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        strands: Any = self.fields["strand"]
        strands.queryset = brand.strands.all()
        if not brand.strands.exists():
            del self.fields["strand"]


class EvidenceForm(forms.Form):
    level = forms.ChoiceField(label=_("说明哪一层"), choices=Level.choices)
    kind = forms.ChoiceField(label=_("类别"))
    title = forms.CharField(label=_("内容"), max_length=120, help_text=_("例如：获评全省优秀服务品牌。"))
    source = forms.CharField(label=_("出处"), max_length=120, help_text=_("谁颁发、谁采用、哪家媒体。"))
    on = DayField(label=_("日期"))
    address = _words(_("网址"), 300)
    fact_kind = forms.ModelChoiceField(
        label=_("数字按哪类实绩算"), queryset=FactKind.objects.filter(is_public=True), required=False,
        empty_label=_("没有数字"),
    )  # fmt: skip
    since = DayField(label=_("数字从哪天算起"), required=False)
    title_en = _words(_("英文内容"), 200)
    file = forms.FileField(label=_("证明文件"), required=False, help_text=_("证书、批示或报道的截图、PDF。"))

    def __init__(self, brand: Brand, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = list(brand.family.category.system.evidence_kinds.filter(is_offered=True))
        kind: Any = self.fields["kind"]
        kind.choices = [(one.code, told_plain(one, "name")) for one in kinds]
        self._ask("address", [one for one in kinds if one.needs_address], gettext("%(kinds)s必填。"))
        counted = [one for one in kinds if one.is_counted]
        if counted:
            self._ask("fact_kind", counted, gettext("只有%(kinds)s要选；数字由实绩算出，不用填。"))
        else:
            del self.fields["fact_kind"], self.fields["since"]
        self._ask("file", [one for one in kinds if one.needs_file], gettext("%(kinds)s必须附上。"))

    def _ask(self, name: str, kinds: Sequence[EvidenceKind], words: str) -> None:
        """Say beside a field which kinds must have it."""
        if kinds:
            named = gettext("、").join(f"“{told_plain(one, 'name')}”" for one in kinds)
            asked = words % {"kinds": named}
            self.fields[name].help_text = f"{self.fields[name].help_text}{asked}"

    def new(self) -> NewEvidence:
        data = dict(self.cleaned_data)
        data.pop("file")
        return NewEvidence(**data)


class PrepareForm(forms.Form):
    year = forms.IntegerField(label=_("年份"))
    until = DayField(label=_("数据截至"), help_text=_("到这一天为止的实绩和佐证计入。"))


class ReviewersForm(forms.Form):
    users = forms.ModelMultipleChoiceField(
        label=_("评审人"), queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple,
        help_text=_("至少两位；本单位的品牌由系统要求回避，每个品牌回避后还要有两位。"),
    )  # fmt: skip

    def __init__(self, people: QuerySet[User], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        users: Any = self.fields["users"]
        users.queryset = people


class SystemForm(forms.Form):
    """A system of brands; the owner is asked for only when it is set up."""

    owner = forms.ModelChoiceField(label=_("主管单位"), queryset=Unit.objects.none())
    name = forms.CharField(label=_("名称"), max_length=40)
    aim = _words(_("目标"), 200)
    emphasis = _words(_("着力点"), 200)
    name_en = _words(_("英文名称"), 80)
    aim_en = _words(_("英文目标"), 300)
    emphasis_en = _words(_("英文着力点"), 300)

    def __init__(self, units: QuerySet[Unit] | None, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if units is None:
            del self.fields["owner"]
        else:
            offer_units(self.fields["owner"], units)


class CategoryForm(forms.Form):
    code = forms.SlugField(label=_("代码"), max_length=40, help_text=_("小写英文，例如 culture；用在网址里。"))
    name = forms.CharField(label=_("名称"), max_length=40)
    name_en = _words(_("英文名称"), 80)


class FamilyForm(forms.Form):
    name = forms.CharField(label=_("名称"), max_length=40)
    description = _words(_("说明"), 200)
    name_en = _words(_("英文名称"), 80)
    description_en = _words(_("英文说明"), 300)


class RuleForm(forms.Form):
    name = forms.CharField(label=_("规则"), max_length=40, help_text=_("例如：一区域一特色。"))
    unit_kind = forms.ChoiceField(
        label=_("单位类别"), choices=UnitKind.choices, help_text=_("这一类的每个单位都要正好有一个品牌。")
    )
    name_en = _words(_("英文名称"), 100)


class EvidenceKindForm(forms.Form):
    """A kind of evidence that a system accepts; its code is asked for once."""

    code = forms.SlugField(label=_("代码"), max_length=20, help_text=_("小写英文，例如 award；登记以后不改。"))
    name = forms.CharField(label=_("名称"), max_length=40, help_text=_("例如：获奖或表彰。"))
    name_en = _words(_("英文名称"), 80)
    levels = forms.MultipleChoiceField(
        label=_("能说明哪几层"), choices=Level.choices, widget=forms.CheckboxSelectMultiple, initial=Level.values,
        help_text=_("每条佐证都要写日期和出处；另外必须有的，在下面勾选。"),
    )  # fmt: skip
    needs_address = forms.BooleanField(label=_("要有网址"), required=False)
    needs_file = forms.BooleanField(label=_("要有证明文件"), required=False)
    is_counted = forms.BooleanField(
        label=_("要有数字，由实绩算出"), required=False, help_text=_("登记时选一类实绩和起止日期，不用填数。")
    )
    is_offered = forms.BooleanField(
        label=_("可以登记"), required=False, initial=True, help_text=_("不勾就不再登记新的；已有的佐证照旧。")
    )

    def __init__(self, *args: Any, kind: EvidenceKind | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if kind is not None:
            del self.fields["code"]

    def given(self) -> GivenKind:
        data = {name: value for name, value in self.cleaned_data.items() if name != "code"}
        return GivenKind(**data | {"levels": tuple(data["levels"])})


class BrandImportForm(ImportForm):
    """The table; the system is asked for only where one keeps several."""

    system = forms.ModelChoiceField(label=_("品牌体系"), queryset=BrandSystem.objects.none())

    def __init__(self, systems: Sequence[BrandSystem], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if len(systems) < 2:
            del self.fields["system"]
        else:
            field: Any = self.fields["system"]
            field.queryset = BrandSystem.objects.filter(pk__in=[one.pk for one in systems])
