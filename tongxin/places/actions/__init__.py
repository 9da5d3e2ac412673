"""Writes of places: each checks the permission, changes rows and adds its audit row in one transaction."""

from tongxin.places.actions.keeping import Given, add_place, change_place
from tongxin.places.actions.outlines import set_outline
from tongxin.places.actions.parts import add_closure, attach_picture, detach_picture, remove_closure
from tongxin.places.actions.publishing import publish, withdraw

__all__ = [
    "Given",
    "add_closure",
    "add_place",
    "attach_picture",
    "change_place",
    "detach_picture",
    "publish",
    "remove_closure",
    "set_outline",
    "withdraw",
]
