from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "tongxin.accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be imported from here on only.
        from tongxin.accounts import expiry, sign_in_log

        expiry.declare_fields()
        sign_in_log.connect()
