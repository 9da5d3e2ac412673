from django.db import models
from django.utils.translation import gettext_lazy as _


class BatchStatus(models.TextChoices):
    """Where a batch stands. The window for applications and the days of the notice are dates, not states."""

    DRAFT = "draft", _("起草")
    OPEN = "open", _("受理与审核")
    ON_NOTICE = "on_notice", _("公示与决定")
    CONCLUDED = "concluded", _("已命名")
    CANCELLED = "cancelled", _("已取消")


class ApplicationStatus(models.TextChoices):
    """Where an application, and later the title that came of it, stands."""

    DRAFT = "draft", _("填写中")
    SUBMITTED = "submitted", _("待核对材料")
    RETURNED = "returned", _("退回补正")
    VISITING = "visiting", _("待实地考察")
    VISITED = "visited", _("考察完成")
    ON_NOTICE = "on_notice", _("公示")
    APPROVED = "approved", _("决定命名")
    NAMED = "named", _("已命名")
    RECHECKING = "rechecking", _("复核考察")
    RECHECKED = "rechecked", _("待复核决定")
    REFUSED = "refused", _("未命名")
    WITHDRAWN = "withdrawn", _("申报已撤回")
    REVOKED = "revoked", _("称号已撤销")


# The title stands while it is looked at again.
STANDING = (ApplicationStatus.NAMED, ApplicationStatus.RECHECKING, ApplicationStatus.RECHECKED)
# Two reviewers are on their way, for the first time or again.
AWAITS_VISITS = (ApplicationStatus.VISITING, ApplicationStatus.RECHECKING)


class Stage(models.TextChoices):
    """Where a criterion is asked: by the application, or by the checklist of the visit."""

    PAPERS = "papers", _("申报材料")
    VISIT = "visit", _("实地核查")


class Mark(models.TextChoices):
    """What a reviewer finds on the spot."""

    MET = "met", _("符合")
    PART = "part", _("部分符合")
    UNMET = "unmet", _("不符合")


class Outcome(models.TextChoices):
    """What comes of a re-check."""

    KEPT = "kept", _("保留称号")
    REVOKED = "revoked", _("撤销称号")
