from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "tongxin.workbench"
    default_auto_field = "django.db.models.BigAutoField"
