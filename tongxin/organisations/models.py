from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager

from tongxin.organisations.enums import Role, UnitKind
from tongxin.organisations.personal_exports.models import PersonalExport as PersonalExport


class Unit(MP_Node):
    """A unit of the tree: the city office, its departments, districts and streets, parties, bodies, chambers.

    Never deleted: a unit that ends is merged into another (`merged_into`) or closed (`closed_on`), and what it did
    stays its own. Its names of all times are `UnitName` rows; `name` is today's. `name_en` is shown to those who read English.
    Written by `organisations.actions` only.
    """

    name = models.CharField(_("单位名称"), max_length=100)
    name_en = models.CharField(_("英文名称"), max_length=200, blank=True)
    short_name = models.CharField(_("简称"), max_length=40, blank=True)
    code = models.CharField(_("单位代码"), max_length=40, unique=True)
    kind = models.CharField(_("类别"), max_length=20, choices=UnitKind.choices, default=UnitKind.DEPARTMENT)
    # Attendance at such a host is a head-count; no name list is kept (red line 2).
    is_sensitive_by_association = models.BooleanField(_("到场名单敏感"), default=False)
    opened_on = models.DateField(_("设立日期"), null=True, blank=True)
    closed_on = models.DateField(_("撤销日期"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_units", verbose_name=_("并入")
    )

    objects: ClassVar[MP_NodeManager] = MP_NodeManager()

    class Meta:
        verbose_name = _("单位")
        verbose_name_plural = _("单位")
        constraints = [
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="unit_not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(closed_on__isnull=False), name="merged_unit_is_closed"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def brief(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name

    @property
    def brief_en(self) -> str:
        """An English name has no short form."""
        return self.name_en


class UnitName(models.Model):
    """A name by which a unit was or is known: official (today's or a former one) or an alias that documents use."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("正式名称")
        FORMER = "former", _("曾用名")
        ALIAS = "alias", _("别称")

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")
    name = models.CharField(_("名称"), max_length=100, db_index=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    since = models.DateField(_("启用"), null=True, blank=True)
    until = models.DateField(_("停用"), null=True, blank=True)

    class Meta:
        # A name may come back after years: former names repeat, with other dates.
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(kind="official"), name="unit_name_one_official"),
            models.UniqueConstraint(fields=["unit", "name"], condition=~Q(kind="former"), name="unit_name_once"),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="unit_name_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's role in a unit, from `since` to `until`, both included. It holds for what stands below the unit too.

    Ended roles stay as rows: they say who was responsible then. Written by `organisations.actions` only.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    role = models.CharField(_("角色"), max_length=20, choices=Role.choices)
    since = models.DateField(_("开始"), null=True, blank=True)
    until = models.DateField(_("结束"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit", "role"], condition=Q(until__isnull=True), name="membership_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()} {self.unit}"


class Delegation(models.Model):
    """Somebody stands in for another while he or she is away: from `starts` to `ends`, both included.

    The stand-in has the roles of `away` in that time, and every act is written down as done for `away`.
    """

    away = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="delegations_given")
    stand_in = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="delegations_held")
    starts = models.DateField(_("从"))
    ends = models.DateField(_("到"))
    reason = models.CharField(_("事由"), max_length=200, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="delegation_ends_after_start"),
            models.CheckConstraint(condition=~Q(away=F("stand_in")), name="delegation_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.away} → {self.stand_in} {self.starts}–{self.ends}"


class Notice(models.Model):
    """A message in somebody's in-box: about work, never about persons. `key` is unique per recipient: sent once."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    key = models.CharField(max_length=160)
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    link = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("通知")
        verbose_name_plural = _("通知")
        constraints = [models.UniqueConstraint(fields=["recipient", "key"], name="notice_once")]
        indexes = [models.Index(fields=["recipient", "read_at", "-created_at"])]

    def __str__(self) -> str:
        return self.title
