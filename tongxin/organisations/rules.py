"""Who may change the tree of units and who works in them. Each predicate reads as a sentence: may_administer(by, unit).

`by` None is the system itself (the demo, the command line): whoever has the machine may.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from tongxin.accounts.models import User
from tongxin.common.errors import NotAllowed
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.organisations.roles import has_role

Actor = User | None


def may_administer(by: Actor, unit: Unit) -> bool:
    """Administrators of the unit or of one above it: members, roles, accounts, other names."""
    return by is None or has_role(by, Role.ADMINISTRATOR, unit)


def may_restructure(by: Actor, unit: Unit) -> bool:
    """Administrators of a unit above it, or of the root where it is one: name, place, merging, closing."""
    if by is None:
        return True
    above = unit.get_parent()
    return has_role(by, Role.ADMINISTRATOR, above if above is not None else unit)


def may_see_members(by: Actor, unit: Unit) -> bool:
    """Administrators, and whoever has any role in the unit or above it: one knows one's colleagues."""
    return by is None or has_role(by, set(Role), unit)


def may_found_root(by: Actor) -> bool:
    """A further root: administrators of a root that stands."""
    return by is None or any(has_role(by, Role.ADMINISTRATOR, root) for root in Unit.get_root_nodes())


def insist(is_allowed: bool, what: str) -> None:
    """Raise NotAllowed unless allowed; `what` tells what was wanted, as the end of a sentence."""
    if not is_allowed:
        raise NotAllowed(_("您不能%(what)s。这要由本单位或上级单位的管理员办理，请与他们联系。") % {"what": what})
