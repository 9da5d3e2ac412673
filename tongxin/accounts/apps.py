from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "tongxin.accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be imported from here on only.
        from tongxin.accounts import expiry, sign_in_log
        from tongxin.accounts.models import User
        from tongxin.common import personal

        personal.declare(
            personal.PersonalFields(
                model=User,
                fields=("username", "display_name", "email"),
                purpose=_("登录系统、就工作与本人联系、在本人办理的事项旁署名"),
                keeps=_("账号停用后两年"),
                expired=expiry.expired_accounts,
                shred=expiry.erase_account,
            )
        )
        sign_in_log.connect()
