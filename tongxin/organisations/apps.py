from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "tongxin.organisations"
    default_auto_field = "django.db.models.BigAutoField"
