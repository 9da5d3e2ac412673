"""A brand's logo and pictures."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from tongxin.brands import actions, rules, selectors
from tongxin.brands.logos import check_logo
from tongxin.brands.models import BrandPicture
from tongxin.common.pictures.actions import keep_picture
from tongxin.workbench.brands.forms import LogoForm, PictureForm
from tongxin.workbench.brands.profile import address
from tongxin.workbench.pages import posted, staff_page
from tongxin.workbench.units.pages import Words, confirm_page, form_page, only_if


@staff_page
def logo_set(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a brand its logo: checked for size and contrast before it is kept."""
    found = selectors.brand_for(request.user, pk)
    only_if(rules.may_edit(request.user, found))

    def act(data: dict[str, Any]) -> str:
        check_logo(data["file"])
        picture = keep_picture(
            upload=data["file"],
            title=_("%(brand)s标志") % {"brand": found},
            description=_("%(brand)s的标志") % {"brand": found},
            credit=data["credit"],
            licence=_("提供单位授权本站使用"),
            by=request.user,
        )
        actions.set_logo(brand=found, picture=picture, by=request.user)
        return _("标志已换上。")

    words = Words(_("标志"), _("换上"), address(found), found.name)
    return form_page(request, LogoForm(posted(request), request.FILES or None), words, act)


@staff_page
def picture_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a picture after those that the brand has."""
    found = selectors.brand_for(request.user, pk)
    only_if(rules.may_edit(request.user, found))

    def act(data: dict[str, Any]) -> str:
        caption = data.pop("caption")
        upload = data.pop("file")
        picture = keep_picture(upload=upload, title=caption or found.name, by=request.user, **data)
        actions.add_picture(brand=found, picture=picture, caption=caption, by=request.user)
        return _("图片已加上。")

    words = Words(_("加一张图片"), _("加上"), address(found), found.name)
    return form_page(request, PictureForm(posted(request), request.FILES or None), words, act)


@staff_page
def picture_remove(request: HttpRequest, pk: int, picture: int) -> HttpResponse:
    """Ask, then show a picture no longer; it stays in the library."""
    found = selectors.brand_for(request.user, pk)
    only_if(rules.may_edit(request.user, found))
    row = get_object_or_404(BrandPicture.objects.select_related("brand__owner", "picture"), pk=picture, brand=found)

    def act() -> str:
        actions.remove_picture(shown=row, by=request.user)
        return _("图片已撤下。")

    words = Words(_("撤下这张图片？"), _("撤下"), address(found), is_grave=True)
    return confirm_page(request, words, _("图片留在图库里。"), act)
