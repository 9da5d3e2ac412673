from django.apps import AppConfig


class EditorialConfig(AppConfig):
    name = "tongxin.editorial"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be imported from here on only.
        from tongxin.editorial import wagtail_log

        wagtail_log.connect()
