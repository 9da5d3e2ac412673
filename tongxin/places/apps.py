from django.apps import AppConfig

from tongxin.common import red_lines


class PlacesConfig(AppConfig):
    name = "tongxin.places"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        red_lines.allow(
            "places.Place.phone",
            "the institution's switchboard or hotline; a mobile number, which is a person's, is refused",
        )
