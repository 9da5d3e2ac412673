from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "tongxin.organisations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be imported from here on only.
        from tongxin.common import red_lines
        from tongxin.organisations.personal_exports import expiry

        expiry.declare_fields()

        red_lines.allow(
            "organisations.UnitKind.PARTY_COMMITTEE",
            "A kind of organisation: party committees carry projects as other units do. Nothing is said of persons.",
        )
