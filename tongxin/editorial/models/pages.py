"""The pages that editors write, in their tree: the home page, above sections, above stories, notices and documents."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models, transaction
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PagePermissionTester, PageViewRestriction

from tongxin.common.pictures.models import Picture
from tongxin.editorial import publishing
from tongxin.editorial.blocks import BodyBlock
from tongxin.editorial.forms import PageForm

PER_PAGE = 20
# Of what stands right under the home page.
TOP_DEPTH = 3


class Permissions(PagePermissionTester):
    """What the editor's room offers with a page: never to let it out, nor to take it back, whoever it is."""

    def can_publish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return False

    def can_reorder_children(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        """A page is out for everybody or not at all."""
        return False

    def can_unschedule(self) -> bool:
        """Whoever may write may also stop what waits for its hour."""
        return bool(self.can_edit())


# No address of a page has more parts.
DEEPEST = 10


def path_on_site(page: Page) -> str:
    """A page's address, without asking the database: there is one site, whose root is the home."""
    return "/" + page.url_path.split("/", 2)[2]


class EditorialPage(Page):
    """A page of the public site, written in the editor's room.

    Goes out by `publish` only, which lets through what three people have read (`editorial.publishing`).
    """

    summary = models.CharField(
        _("摘要"), max_length=200, blank=True, help_text=_("列表里和分享时显示的一两句话，不超过 200 字。")
    )
    body = StreamField(BodyBlock(), verbose_name=_("正文"), blank=True)
    is_sample = models.BooleanField(_("示例内容"), default=False)
    published_contacts = models.TextField(
        _("对外公布的电话和地址"),
        max_length=500,
        blank=True,
        help_text=_("正文里机构对外公布的固定电话、办公地址，一行一个；发布前检查时放行。"),
    )
    correction = models.CharField(
        _("这次更正了什么"),
        max_length=500,
        blank=True,
        help_text=_("发布过的页面改了内容要写，例如“开放时间由 9:00 改为 8:30”；会登在这一页上。"),
    )
    is_minor_change = models.BooleanField(
        _("只改错别字或排版"), default=False, help_text=_("勾选后，上面这句话只留在记录里，不登在页面上。")
    )

    content_panels: list[Any] = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    promote_panels: list[Any] = [
        MultiFieldPanel([FieldPanel("slug"), FieldPanel("search_description")], _("网址与搜索"))
    ]
    settings_panels: list[Any] = [
        MultiFieldPanel([FieldPanel("correction"), FieldPanel("is_minor_change")], _("更正")),
        FieldPanel("published_contacts"),
        *Page.settings_panels,
        FieldPanel("is_sample"),
    ]
    base_form_class = PageForm
    show_in_menus_default = False
    # What its page shows of other rows: read together with it.
    shown_with: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    @property
    def full_path(self) -> str:
        """The page's address on this site."""
        return path_on_site(self)

    def permissions_for_user(self, user: Any) -> Permissions:
        return Permissions(user, self)

    def get_view_restrictions(self) -> Any:
        """None, and no question to the database: a page is out for everybody or not at all."""
        return PageViewRestriction.objects.none()

    def publish(
        self,
        revision: Any,
        user: Any = None,
        changed: bool = True,
        log_action: bool | str = True,
        previous_revision: Any = None,
        skip_permission_checks: bool = False,
    ) -> None:
        """Let a revision out that three people have read. Raises NotAllowed otherwise, and what the checks raise."""
        with transaction.atomic():
            publishing.insist_read_by_three(revision)
            publishing.insist_ready(revision.as_object(), revision)
            # Nobody has Wagtail's permission to publish: the three readings are it.
            super().publish(revision, user, changed, log_action, previous_revision, skip_permission_checks=True)
            publishing.went_out(type(self).objects.get(pk=self.pk), user)

    def unpublish(
        self, set_expired: bool = False, commit: bool = True, user: Any = None, log_action: bool | str | None = True
    ) -> None:
        """No longer show the page: taken back by a reader, or because its time is over."""
        with transaction.atomic():
            action = UnpublishPageAction(self, set_expired, commit, user, log_action)
            action.execute(skip_permission_checks=True)
            if commit:
                publishing.was_taken_back(self, user)


class SiteHome(Page):
    """The top of the tree. What stands at `/` is made by the portal; this holds the sections together."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "editorial.NewsIndex",
        "editorial.NoticeIndex",
        "editorial.DocumentIndex",
        "editorial.StandardPage",
    ]
    max_count = 1  # type: ignore[assignment]

    class Meta:
        verbose_name = _("网站首页")

    def route(self, request: Any, path_components: list[str]) -> Any:
        """As Wagtail finds a page, but with two reads however deep it stands. Raises Http404 where there is none."""
        if not path_components:
            return super().route(request, path_components)
        steps = [f"{self.url_path}{'/'.join(path_components[: n + 1])}/" for n in range(len(path_components[:DEEPEST]))]
        rows = Page.objects.filter(slug__in=path_components[:DEEPEST], url_path__in=steps)
        along: dict[str, Page] = {self.url_path: self} | {page.url_path: page for page in rows}
        if len(path_components) > DEEPEST or len(along) <= len(path_components):
            raise Http404
        kind = along[steps[-1]].specific_class
        page = kind._default_manager.select_related(*kind.shown_with).get(pk=along[steps[-1]].pk)
        # Where Wagtail, too, keeps the page above.
        page._cached_parent_obj = along[[self.url_path, *steps][-2]]
        return page.route(request, [])

    def permissions_for_user(self, user: Any) -> Permissions:
        return Permissions(user, self)


class SectionPage(EditorialPage):
    """A section: an introduction, above the list of what stands under it, newest first."""

    parent_page_types = ["editorial.SiteHome"]
    max_count = 1  # type: ignore[assignment]

    class Meta:
        abstract = True

    def listing(self) -> Any:
        """The live pages under it, newest first."""
        raise NotImplementedError

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["listing"] = Paginator(self.listing(), PER_PAGE).get_page(request.GET.get("page"))
        context["section"] = self
        context["sample"] = any(row.is_sample for row in context["listing"])
        return context


class ArticlePage(EditorialPage):
    """One piece of writing with its day, which lists sort by."""

    dated = models.DateField(_("日期"), default=timezone.localdate, help_text=_("列表按这一天排序。"))
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["section"] = self.get_parent()
        context["section_path"] = path_on_site(context["section"])
        context["sample"] = self.is_sample
        return context


class NewsIndex(SectionPage):
    """News: stories, newest first."""

    # Said in each class: Wagtail does not inherit it.
    template = "portal/editorial/section.html"
    subpage_types = ["editorial.Story"]

    class Meta:
        verbose_name = _("新闻栏目")

    def listing(self) -> Any:
        rows = Story.objects.child_of(self).live().select_related("picture")
        return rows.order_by("-dated", "-first_published_at", "-pk")


class Story(ArticlePage):
    """A story: what happened, with a picture for the lists and where it comes from."""

    picture = models.ForeignKey(
        Picture, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("题图")
    )
    source = models.CharField(_("来源"), max_length=100, blank=True, help_text=_("供稿单位或转载出处。"))

    template = "portal/editorial/article.html"
    shown_with = ("picture",)
    parent_page_types = ["editorial.NewsIndex"]
    content_panels: list[Any] = [
        *Page.content_panels,
        FieldPanel("dated"),
        FieldPanel("source"),
        FieldPanel("picture"),
        FieldPanel("summary"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("新闻")
        verbose_name_plural = _("新闻")


class NoticeIndex(SectionPage):
    """Notices: those that run first, then newest first."""

    template = "portal/editorial/section.html"
    subpage_types = ["editorial.Notice"]

    class Meta:
        verbose_name = _("通知公告栏目")

    def listing(self) -> Any:
        return Notice.objects.child_of(self).live().order_by("-dated", "-first_published_at", "-pk")


class Notice(ArticlePage):
    """A notice to the public; it runs until `ends_on`, always where there is none."""

    issuer = models.CharField(_("发布单位"), max_length=100, blank=True)
    ends_on = models.DateField(_("截止日期"), null=True, blank=True, help_text=_("过了这一天，列表里标“已结束”。"))

    template = "portal/editorial/article.html"
    parent_page_types = ["editorial.NoticeIndex"]
    content_panels: list[Any] = [
        *Page.content_panels,
        FieldPanel("dated"),
        FieldPanel("ends_on"),
        FieldPanel("issuer"),
        FieldPanel("summary"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("通知公告")
        verbose_name_plural = _("通知公告")

    def clean(self) -> None:
        super().clean()
        if self.ends_on and self.dated and self.ends_on < self.dated:
            raise ValidationError({"ends_on": _now("截止日期不能早于公告的日期。")})

    @property
    def is_over(self) -> bool:
        return self.ends_on is not None and self.ends_on < timezone.localdate()


class DocumentIndex(SectionPage):
    """Published documents, newest first."""

    template = "portal/editorial/section.html"
    subpage_types = ["editorial.PublishedDocument"]

    class Meta:
        verbose_name = _("文件栏目")

    def listing(self) -> Any:
        return PublishedDocument.objects.child_of(self).live().order_by("-dated", "-pk")


class PublishedDocument(ArticlePage):
    """A document that is open to everybody: its number and issuer, its text or its file."""

    number = models.CharField(_("发文字号"), max_length=80, blank=True)
    issuer = models.CharField(_("发文单位"), max_length=100, blank=True)
    file = models.ForeignKey(
        "wagtaildocs.Document", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("文件")
    )

    template = "portal/editorial/article.html"
    shown_with = ("file",)
    parent_page_types = ["editorial.DocumentIndex"]
    content_panels: list[Any] = [
        *Page.content_panels,
        FieldPanel("number"),
        FieldPanel("issuer"),
        FieldPanel("dated"),
        FieldPanel("file"),
        FieldPanel("summary"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("公开文件")
        verbose_name_plural = _("公开文件")


class StandardPage(EditorialPage):
    """A page that stands by itself: about the site, privacy, accessibility."""

    template = "portal/editorial/standard.html"
    parent_page_types = ["editorial.SiteHome", "editorial.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["editorial.StandardPage"]

    class Meta:
        verbose_name = _("一般页面")
        verbose_name_plural = _("一般页面")

    def clean(self) -> None:
        super().clean()
        if self.slug and (self.depth or TOP_DEPTH) == TOP_DEPTH and _is_taken(self.slug):
            raise ValidationError({"slug": _now("“%(slug)s”是网站自己的栏目，请换一个网址。") % {"slug": self.slug}})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["sample"] = self.is_sample
        return context


def _is_taken(slug: str) -> bool:
    """Whether an address of the site itself stands where this page would."""
    try:
        return resolve(f"/{slug}/").url_name != "wagtail_serve"
    except Resolver404:
        return False
