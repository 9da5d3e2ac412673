"""Attachments: what a file is by its content, stored safely, served safely."""

from tongxin.common.files.intake import Inspected, inspect
from tongxin.common.files.names import display_name
from tongxin.common.files.references import register_reference

__all__ = ["Inspected", "display_name", "inspect", "register_reference"]
