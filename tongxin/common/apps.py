from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CommonConfig(AppConfig):
    name = "tongxin.common"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Periodic jobs register themselves where they are defined: every app's `tasks.py`.
        autodiscover_modules("tasks")
        # And what can be found: every app's `search.py`.
        autodiscover_modules("search")
