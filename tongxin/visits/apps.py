from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "tongxin.visits"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be imported from here on only.
        from tongxin.visits import expiry, exporting

        expiry.declare_fields()
        exporting.declare_list()
