"""Writes of places: each checks the permission, changes rows and adds its audit row in one transaction.

Notables are written by `actions.notables`, walks by `actions.walks`.
"""

from tongxin.places.actions.keeping import Given, add_place, change_place
from tongxin.places.actions.outlines import set_outline
from tongxin.places.actions.parts import add_closure, remove_closure
from tongxin.places.actions.pictures import attach_picture, caption_picture, detach_picture, move_picture
from tongxin.places.actions.publishing import publish, withdraw

__all__ = [
    "Given",
    "add_closure",
    "add_place",
    "attach_picture",
    "caption_picture",
    "change_place",
    "detach_picture",
    "move_picture",
    "publish",
    "remove_closure",
    "set_outline",
    "withdraw",
]
