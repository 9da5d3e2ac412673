"""Writes of brands: each checks the permission, changes rows and adds its audit row in one transaction."""

from tongxin.brands.actions.doing import (
    add_indicator,
    add_strand,
    end_link,
    link,
    record_done,
    remove_indicator,
    remove_strand,
)
from tongxin.brands.actions.evidence import NewEvidence, decide, enter_evidence
from tongxin.brands.actions.handing import hand_over
from tongxin.brands.actions.keeping import Given, change_brand, propose_brand, rename_brand
from tongxin.brands.actions.life import merge_brand, move_brand
from tongxin.brands.actions.parts import (
    add_carrier,
    add_picture,
    remove_carrier,
    remove_picture,
    set_logo,
)
from tongxin.brands.actions.systems import ensure_category, ensure_family, ensure_rule, ensure_system, show_system

__all__ = [
    "Given",
    "NewEvidence",
    "add_carrier",
    "add_indicator",
    "add_picture",
    "add_strand",
    "change_brand",
    "decide",
    "end_link",
    "ensure_category",
    "ensure_family",
    "ensure_rule",
    "ensure_system",
    "enter_evidence",
    "hand_over",
    "link",
    "merge_brand",
    "move_brand",
    "propose_brand",
    "record_done",
    "remove_carrier",
    "remove_indicator",
    "remove_picture",
    "remove_strand",
    "rename_brand",
    "set_logo",
    "show_system",
]
