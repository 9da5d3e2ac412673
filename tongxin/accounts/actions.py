from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.accounts.models import User
from tongxin.common import audit
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


def correct_account(*, user: User, display_name: str, email: str) -> User:
    """Correct what one's own account says of oneself: the name beside one's acts, and where one is reached.

    Raises Invalid on an address that is none or that another account has.
    """
    email = clean_email(email, of=user)
    user.display_name = display_name.strip()[:60]
    user.email = email
    with transaction.atomic():
        user.save(update_fields=["display_name", "email"])
        # The row says that, not what: personal data does not go into the chain.
        user.acting_for_id = None
        audit.record(user, "account.corrected", user)
    return user


def clean_email(email: str, *, of: User | None = None) -> str:
    """A mail address as it is kept, of nobody but `of`: signing in by it needs it to be one person's. Raises Invalid."""
    address: str = User.objects.normalize_email(email.strip())
    if not address:
        return ""
    try:
        validate_email(address)
    except ValidationError:
        raise Invalid(_("“%(email)s”不像一个邮箱地址，请核对。") % {"email": address}, field="email") from None
    others = User.objects.filter(email__iexact=address)
    if (others if of is None else others.exclude(pk=of.pk)).exists():
        raise Invalid(_("这个邮箱已登记在另一个账号上。每个账号请用各自的工作邮箱。"), field="email")
    return address
