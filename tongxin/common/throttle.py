"""How often one address may send a public form: allauth's counting, which every process of a machine shares."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.http import HttpRequest


def may_send(request: HttpRequest, action: str, rates: str) -> bool:
    """Count one more sending of `action`, and say whether it is within `rates` ("10/h/ip", several with commas)."""
    usage = ratelimit.consume(request, app="tongxin", action=action, config={action: rates})
    return usage is not None
