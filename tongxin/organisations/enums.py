from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    """Kinds of organisation. A party committee is a kind of organisation; nothing here is said of persons."""

    OFFICE = "office", _("协调机构")
    DEPARTMENT = "department", _("部门")
    DISTRICT = "district", _("辖市区")
    STREET = "street", _("镇（街道）")
    PARTY_COMMITTEE = "party_committee", _("党派组织")
    BODY = "body", _("团体")
    CHAMBER = "chamber", _("商会")
    ASSOCIATION = "association", _("协会")
    OTHER = "other", _("其他")


class Role(models.TextChoices):
    COORDINATOR = "coordinator", _("协调员")
    REPORTER = "reporter", _("填报员")
    REVIEWER = "reviewer", _("审核员")
    LEADER = "leader", _("领导（只看不改）")
    EDITOR = "editor", _("编辑")
    AUDITOR = "auditor", _("审计员")
    ADMINISTRATOR = "administrator", _("管理员")


# Roles whose decision binds others: they need a second factor (settings.REQUIRE_SECOND_FACTOR).
APPROVING_ROLES = frozenset({Role.COORDINATOR, Role.REVIEWER, Role.ADMINISTRATOR})
