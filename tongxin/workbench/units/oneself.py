"""One's own account: language, what it says of oneself, the second factor, and who stands in while one is away."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tongxin.accounts.actions import choose_language, correct_account
from tongxin.accounts.models import User
from tongxin.common import personal
from tongxin.organisations import actions, selectors
from tongxin.organisations.middleware import lacks_second_factor
from tongxin.workbench.pages import staff_page
from tongxin.workbench.units import forms
from tongxin.workbench.units.pages import Words, confirm_page, form_page, signed_in


@staff_page
def me(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    words = Words(_("我的账号"), _("保存"), reverse("workbench:me"))
    initial = {"display_name": user.display_name, "email": user.email, "language": user.language}
    form = forms.MeForm(request.POST or None, initial=initial)
    if request.method == "POST":

        def act(cleaned: dict[str, Any]) -> str:
            with transaction.atomic():
                correct_account(user=user, display_name=cleaned["display_name"], email=cleaned["email"])
                choose_language(user=user, language=cleaned["language"])
            return _("已保存。")

        answer = form_page(request, form, words, act)
        if not form.errors:
            return answer
    kept = next(fields for fields in personal.declared() if fields.model is User)
    factors = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)
    context = {
        "form": form,
        "held": actions.current_roles(user),
        "factors": [factor.get_type_display() for factor in factors],
        "lacks_second_factor": lacks_second_factor(user),
        "kept": kept,
    }
    return render(request, "workbench/units/me.html", context)


@staff_page
def away(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    words = Words(_("我外出时由谁代办"), _("安排"), reverse("workbench:away"))
    form = forms.AwayForm(request.POST or None, people=selectors.possible_stand_ins(user))
    if request.method == "POST":

        def act(cleaned: dict[str, Any]) -> str:
            made = actions.delegate(by=user, away=user, **cleaned)
            return _("%(starts)s 至 %(ends)s 由%(who)s代办。") % {
                "starts": made.starts.isoformat(),
                "ends": made.ends.isoformat(),
                "who": made.stand_in,
            }

        answer = form_page(request, form, words, act)
        if not form.errors:
            return answer
    rows = selectors.delegations_of(user)
    context = {
        "form": form,
        "given": [row for row in rows if row.away_id == user.pk],
        "held": [row for row in rows if row.stand_in_id == user.pk],
        "today": timezone.localdate(),
    }
    return render(request, "workbench/units/away.html", context)


@staff_page
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    delegation = selectors.delegation_for(signed_in(request), pk)
    words = Words(_("撤回代办"), _("撤回"), reverse("workbench:away"))

    def act() -> str:
        actions.revoke_delegation(by=signed_in(request), delegation=delegation)
        return _("已撤回。")

    text = _("%(who)s从现在起不再替您办理。已经办好的不变。") % {"who": delegation.stand_in}
    return confirm_page(request, words, text, act)
