"""How often one address may do something that needs no sign-in."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.http import HttpRequest


def is_too_often(request: HttpRequest, action: str, rate: str) -> bool:
    """Count one try of `action` ("booking") from this address; true once there were more than `rate` ("10/h").

    Counted in the cache that all processes of a machine share. The address is taken as for sign-ins.
    """
    used = ratelimit.consume(request, app="tongxin", action=action, config={action: f"{rate}/ip"}, limit_get=True)
    return not used
