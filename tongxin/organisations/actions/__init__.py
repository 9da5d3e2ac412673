"""Every write on units, roles, accounts and delegations: keyword-only, checked, one transaction, with its audit row."""

from tongxin.organisations.actions.absence import delegate, revoke_delegation
from tongxin.organisations.actions.accounts import (
    OpenedAccount,
    close_account,
    current_roles,
    open_account,
    remove_second_factor,
    renew_password,
)
from tongxin.organisations.actions.ending import close_unit, merge_units
from tongxin.organisations.actions.membership import end_role, grant_role
from tongxin.organisations.actions.units import (
    add_alias,
    change_unit,
    create_unit,
    move_unit,
    remove_alias,
    rename_unit,
)

__all__ = [
    "OpenedAccount",
    "add_alias",
    "change_unit",
    "close_account",
    "close_unit",
    "create_unit",
    "current_roles",
    "delegate",
    "end_role",
    "grant_role",
    "merge_units",
    "move_unit",
    "open_account",
    "remove_alias",
    "remove_second_factor",
    "rename_unit",
    "renew_password",
    "revoke_delegation",
]
