from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from tongxin.accounts.models import User
from tongxin.common.errors import Invalid


def choose_language(*, user: User, language: str) -> User:
    """Keep the language of one's own account; an empty text leaves it to the browser.

    Raises Invalid on a language that this site has not.
    """
    if language and language not in dict(settings.LANGUAGES):
        raise Invalid(_("没有这种界面语言，请从列表里选一种。"), field="language")
    user.language = language
    user.save(update_fields=["language"])
    return user
