from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin, UserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class AccountManager(UserManager["User"]):
    """Makes accounts; staff flags of Django's admin are not used here."""

    def create_user(self, username: str, email: str | None = None, password: str | None = None, **fields: Any) -> User:
        user = User(username=User.normalize_username(username), email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """An account of somebody who works with the system. Memberships say what they may do, not the account.

    Personal fields: `display_name` and `email`, for signing in, being reached about work, and standing beside one's own
    acts, and `username`, which often is a name; two years after the account is closed (`closed_at`) they are emptied
    (`accounts.expiry`).
    """

    username = models.CharField(
        _("账号"),
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[\w.@+-]+$", _("账号只能用字母、汉字、数字和 . @ + - _。"))],
    )
    display_name = models.CharField(_("姓名或岗位称呼"), max_length=60, blank=True)
    email = models.EmailField(_("工作邮箱"), blank=True)
    language = models.CharField(_("界面语言"), max_length=10, blank=True)
    # Set with a first password that somebody else has seen; the first sign-in asks for one of the person's own.
    must_change_password = models.BooleanField(_("须先改密码"), default=False)
    is_active = models.BooleanField(_("可以登录"), default=True)
    date_joined = models.DateTimeField(_("开通时间"), auto_now_add=True)
    closed_at = models.DateTimeField(_("停用时间"), null=True, blank=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = AccountManager()

    # Set for one request while this person stands in for another (organisations.Delegation).
    acting_for_id: int | None = None

    class Meta:
        verbose_name = _("账号")
        verbose_name_plural = _("账号")

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)
