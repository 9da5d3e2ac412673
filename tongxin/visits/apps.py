from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "tongxin.visits"
    default_auto_field = "django.db.models.BigAutoField"
