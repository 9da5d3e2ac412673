from django.apps import AppConfig


class CorrectionsConfig(AppConfig):
    name = "tongxin.corrections"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be imported from here on only.
        from tongxin.corrections import expiry, owes
        from tongxin.organisations.owes import register_owes

        expiry.declare_fields()
        register_owes(owes.answers_owed_by)
