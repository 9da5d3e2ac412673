"""What the web server runs: the framework, and before it the cache of public pages."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongxin.config.settings")

from django.conf import settings

from tongxin.common.page_cache.front import PageCache
from tongxin.config.wsgi import application as framework

application = PageCache(
    framework,
    seconds=settings.PAGE_SECONDS,
    private_cookies=(settings.SESSION_COOKIE_NAME, "messages"),
    keyed_cookies=settings.PAGE_COOKIES,
)
