"""Public notices of naming where notices stand: nobody has to write them twice."""

from __future__ import annotations

from django import template

from tongxin.naming.selectors import public
from tongxin.portal.naming import left_in_words

register = template.Library()


@register.simple_tag
def running_namings() -> list[tuple[public.RunningNotice, str]]:
    """The notices on which objections are taken today, each with how long."""
    return [(notice, left_in_words(notice)) for notice in public.running_notices()]
