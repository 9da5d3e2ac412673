from django.apps import AppConfig


class NamingConfig(AppConfig):
    name = "tongxin.naming"
    default_auto_field = "django.db.models.BigAutoField"
