from django.apps import AppConfig


class EditorialConfig(AppConfig):
    name = "tongxin.editorial"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be imported from here on only.
        # The guards and the corrections register themselves with `publishing`.
        from tongxin.editorial import correcting, guarding, wagtail_log  # noqa: F401

        wagtail_log.connect()
