from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import User
from tongxin.organisations.enums import Role, UnitKind
from tongxin.organisations.models import Unit
from tongxin.workbench.fields import DayField


def day_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    return DayField(label=label, required=required, help_text=help_text)


def offer_units(field: Any, units: QuerySet[Unit]) -> None:
    """Let a field choose among these units, each set in by its depth in the tree."""
    field.queryset = units
    field.empty_label = _("请选择")
    field.label_from_instance = lambda unit: "　" * (unit.depth - 1) + unit.name


class UnitForm(forms.Form):
    name = forms.CharField(label=_("单位名称"), max_length=100)
    code = forms.CharField(
        label=_("单位代码"), max_length=40, help_text=_("统一社会信用代码，或本地编号；设立后不再改。")
    )
    kind = forms.ChoiceField(label=_("类别"), choices=UnitKind.choices, initial=UnitKind.DEPARTMENT)
    name_en = forms.CharField(
        label=_("英文名称"), max_length=200, required=False, help_text=_("公开网站的英文页面上用；空着就用中文名称。")
    )
    short_name = forms.CharField(label=_("简称"), max_length=40, required=False)
    opened_on = day_field(_("设立日期"))
    is_sensitive_by_association = forms.BooleanField(
        label=_("到场名单敏感"), required=False, help_text=_("在这里办的活动只记人数，不留名单。")
    )


class ChangeForm(forms.Form):
    short_name = forms.CharField(label=_("简称"), max_length=40, required=False)
    name_en = forms.CharField(
        label=_("英文名称"), max_length=200, required=False, help_text=_("公开网站的英文页面上用；空着就用中文名称。")
    )
    kind = forms.ChoiceField(label=_("类别"), choices=UnitKind.choices)
    is_sensitive_by_association = forms.BooleanField(
        label=_("到场名单敏感"), required=False, help_text=_("在这里办的活动只记人数，不留名单。")
    )


class RenameForm(forms.Form):
    name = forms.CharField(label=_("新名称"), max_length=100)
    name_en = forms.CharField(label=_("新名称的英文"), max_length=200, required=False)
    on = day_field(_("启用日期"), required=True)
    reason = forms.CharField(label=_("依据"), max_length=200, required=False, help_text=_("例如机构改革文件的文号。"))


class AliasForm(forms.Form):
    alias = forms.CharField(label=_("别称"), max_length=100, help_text=_("文件里常用的叫法，例如“市委统战部”。"))


class MoveForm(forms.Form):
    parent = forms.ModelChoiceField(label=_("新的上级单位"), queryset=Unit.objects.none())
    reason = forms.CharField(label=_("依据"), max_length=200, required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self.fields["parent"], units)


class EndForm(forms.Form):
    on = day_field(_("日期"), required=True)
    reason = forms.CharField(label=_("依据"), max_length=200, required=False)


class MergeForm(EndForm):
    into = forms.ModelChoiceField(label=_("并入哪个单位"), queryset=Unit.objects.none())
    field_order = ("into", "on", "reason")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self.fields["into"], units)


class GrantForm(forms.Form):
    username = forms.CharField(
        label=_("账号"), max_length=60, help_text=_("对方登录时用的账号；还没有账号的，请用“开通账号”。")
    )
    role = forms.ChoiceField(label=_("角色"), choices=Role.choices)
    until = day_field(_("到哪一天为止"), help_text=_("不填为长期。"))


class OpenAccountForm(forms.Form):
    username = forms.CharField(label=_("账号"), max_length=60, help_text=_("字母、汉字、数字和 . @ + - _，登录时用。"))
    display_name = forms.CharField(
        label=_("姓名或岗位称呼"), max_length=60, required=False, help_text=_("显示在本人办理的事项旁。")
    )
    email = forms.EmailField(label=_("工作邮箱"), required=False, help_text=_("用来接收待办提醒和找回密码。"))
    role = forms.ChoiceField(label=_("角色"), choices=Role.choices, initial=Role.REPORTER)


class AwayForm(forms.Form):
    stand_in = forms.ModelChoiceField(label=_("由谁代办"), queryset=User.objects.none(), empty_label=_("请选择"))
    starts = day_field(_("从哪一天"), required=True)
    ends = day_field(_("到哪一天（含）"), required=True)
    reason = forms.CharField(
        label=_("事由"), max_length=200, required=False, help_text=_("例如出差、培训。不必写私事。")
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stand_in"].queryset = people  # type: ignore[attr-defined]
        self.fields["starts"].initial = timezone.localdate


class MeForm(forms.Form):
    display_name = forms.CharField(
        label=_("姓名或岗位称呼"), max_length=60, required=False, help_text=_("显示在您办理的事项旁。")
    )
    email = forms.EmailField(label=_("工作邮箱"), required=False, help_text=_("用来接收待办提醒和找回密码。"))
    language = forms.ChoiceField(label=_("界面语言"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", _("随浏览器")), *settings.LANGUAGES]  # type: ignore[attr-defined]
