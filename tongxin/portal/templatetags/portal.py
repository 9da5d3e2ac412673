"""What stands on every public page."""

from __future__ import annotations

from typing import Any

from django import template

from tongxin.corrections.selectors import notes_on

register = template.Library()


@register.inclusion_tag("portal/corrections/notes.html", takes_context=True)
def correction_notes(context: dict[str, Any]) -> dict[str, Any]:
    """What was corrected on this page, newest first; nothing where nothing was."""
    request = context.get("request")
    return {"notes": notes_on(request.path) if request is not None else []}
