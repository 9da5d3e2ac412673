"""What must stand before anybody can write: the home page with its sections, the three readings, the editors' groups."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from tongxin.editorial.models import DocumentIndex, NewsIndex, NoticeIndex, ReviewTask, SiteHome
from tongxin.editorial.models.review import Step
from tongxin.organisations.enums import Role

WRITERS = "editorial: writers"
SETTERS = "editorial: administrators"
# Sections that stand from the beginning, empty; their titles are data that editors may change.
SECTIONS: tuple[tuple[Any, str, str], ...] = (
    (NewsIndex, "新闻", "news"),
    (NoticeIndex, "通知公告", "notices"),
    (DocumentIndex, "文件", "documents"),
)
READERS = (
    (Step.FIRST, "初审", Role.EDITOR),
    (Step.SECOND, "复审", Role.REVIEWER),
    (Step.THIRD, "终审", Role.COORDINATOR),
)
OF_PICTURES = ("add_image", "change_image", "choose_image")
OF_FILES = ("add_document", "change_document", "choose_document")


def ensure_site() -> SiteHome:
    """Make what is missing; what stands is left as it is. Called by `tongxin prepare` and by the sample year."""
    with transaction.atomic():
        home = SiteHome.objects.first() or _make_home()
        for model, title, slug in SECTIONS:
            if not model.objects.exists():
                home.add_child(instance=model(title=title, slug=slug, live=True))
                home.refresh_from_db()
        _ensure_readings(home)
        _ensure_groups(home)
    return home


def _make_home() -> SiteHome:
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
    home = SiteHome(title="首页", slug="site", live=True)
    root.add_child(instance=home)
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    former, site.root_page = site.root_page if site.pk else None, home
    # Shown in the room wherever pages are narrowed by site; "localhost" would tell nobody anything.
    site.site_name = site.site_name or "同心"
    site.save()
    if former is not None and not former.is_root() and type(former.specific) is Page:
        # The page of greeting that Wagtail's own migrations make.
        former.delete()
        home.refresh_from_db()
    return home


def _ensure_readings(home: SiteHome) -> None:
    if ReviewTask.objects.exists():
        return
    # The one that Wagtail's own migrations make would stand in every list of the room.
    WorkflowPage.objects.all().delete()
    Workflow.objects.all().delete()
    Task.objects.all().delete()
    workflow = Workflow.objects.create(name="三审")
    for step, name, role in READERS:
        task = ReviewTask.objects.create(name=name, step=step, role=role)
        WorkflowTask.objects.create(workflow=workflow, task_id=task.pk, sort_order=step)
    WorkflowPage.objects.create(workflow=workflow, page_id=home.pk)


def _ensure_groups(home: SiteHome) -> None:
    """Writers write and draw up, administrators also set the readings. Nobody's group may publish."""
    writers, is_new = Group.objects.get_or_create(name=WRITERS)
    setters, _is_new = Group.objects.get_or_create(name=SETTERS)
    if not is_new:
        return
    # Made by Wagtail's migrations; looked after here too, so that an emptied database stands again.
    kind, _is_new = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")
    enter, _is_new = Permission.objects.get_or_create(
        content_type=kind, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )
    writers.permissions.add(enter)
    setters.permissions.add(enter, _permission("wagtailcore", "change_task"))
    for codename in ("add_page", "change_page"):
        GroupPagePermission.objects.create(
            group=writers, page_id=home.pk, permission=_permission("wagtailcore", codename)
        )
    library = Collection.get_first_root_node() or Collection.add_root(name="Root")
    for app, codenames in (("wagtailimages", OF_PICTURES), ("wagtaildocs", OF_FILES)):
        for codename in codenames:
            GroupCollectionPermission.objects.create(
                group=writers, collection=library, permission=_permission(app, codename)
            )


def _permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)
