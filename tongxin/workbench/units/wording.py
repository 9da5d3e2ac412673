"""The audit chain's verbs about units, in words for the history on a unit's page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from tongxin.organisations.enums import Role


def what_happened(verb: str, detail: Mapping[str, Any], unit_names: Mapping[int, str]) -> str:
    """One sentence for one row. An unknown verb is shown as it stands, so that nothing is hidden."""
    name = detail.get("new") or detail.get("alias") or ""
    other = unit_names.get(detail.get("into") or detail.get("source") or 0, "")
    role = dict(Role.choices).get(detail.get("role", ""), "")
    words = {
        "unit.created": _("设立"),
        "unit.renamed": _("改名为“%(name)s”") % {"name": name},
        "unit.changed": _("更改资料"),
        "unit.alias_added": _("登记别称“%(name)s”") % {"name": name},
        "unit.alias_removed": _("删除别称“%(name)s”") % {"name": name},
        "unit.moved": _("调整隶属关系"),
        "unit.merged": _("并入“%(other)s”") % {"other": other},
        "unit.took_over": _("“%(other)s”并入本单位") % {"other": other},
        "unit.closed": _("撤销"),
        "role.granted": _("授予角色：%(role)s") % {"role": role},
        "role.ended": _("收回角色：%(role)s") % {"role": role},
    }
    return words.get(verb, verb)
